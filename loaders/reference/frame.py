"""The bytes of one CSV file as a pandas frame of texts, with the line each row starts at."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd

_SURPLUS = "\x00surplus"  # no header can bear this name


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row before any check; ``cells`` is None if it has more or fewer cells than the header."""

    line: int
    cells: dict[str, str] | None
    found: str = ""


def header_of(data: bytes) -> list[str]:
    """Read the column names.

    Raises:
        BadInput: not UTF-8 text, empty, or a column named twice.
    """
    header = next(csv.reader(io.StringIO(_text(data), newline="")), [])
    if not header:
        raise BadInput("the table is empty")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput(f'the column "{twice[0]}" stands twice')
    return [name.strip() for name in header]


def raw_rows(data: bytes, header: list[str]) -> list[RawRow]:
    """Read the rows in the order of the file.

    Raises:
        BadInput: pandas cannot parse the file at all.
    """
    frame = _frame(_text(data), header)
    rows, line = [], 2
    for values in frame.itertuples(index=False, name=None):
        rows.append(_raw_row(line, list(values), header))
        line += 1 + sum(cell.count("\n") for cell in values if isinstance(cell, str))
    return [row for row in rows if row.cells is None or any(row.cells.values())]


def _text(data: bytes) -> str:
    if b"\x00" in data:
        raise BadInput("the file is no text table")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"the file is not UTF-8 text (byte {error.start})") from None


def _frame(text: str, header: list[str]) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_csv(
            io.StringIO(text, newline=""),
            names=[*header, _SURPLUS],
            header=None,
            skiprows=1,
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            engine="python",
            on_bad_lines=lambda cells: cells[: len(header) + 1],
        )
    except pd.errors.EmptyDataError:
        return pd.DataFrame(columns=[*header, _SURPLUS])
    except (pd.errors.ParserError, csv.Error) as error:
        raise BadInput(f"the file is no readable CSV: {error}") from None


def _raw_row(line: int, values: list[object], header: list[str]) -> RawRow:
    """Tell a full row from a short or a long one: pandas fills missing cells with no text at all."""
    own, surplus = values[:-1], values[-1]
    texts = [cell for cell in own if isinstance(cell, str)]
    if not texts or not any(texts):
        return RawRow(line, dict.fromkeys(header, ""))
    if isinstance(surplus, str):
        return RawRow(line, None, f"more than {len(header)} cells")
    if len(texts) < len(own):
        return RawRow(line, None, f"{len(texts)} cells instead of {len(header)}")
    return RawRow(line, dict(zip(header, (text.strip() for text in texts), strict=True)))
