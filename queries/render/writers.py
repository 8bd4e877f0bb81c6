"""Writers of rows that come in batches: every notation in constant memory, as far as the notation allows it.

::

    writer = writer_of(notation, out, style)
    writer.begin(columns); writer.rows(batch) …; writer.end()
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TextIO

from graph.terminal import safe
from queries.render.cells import plain_text, short_text
from queries.render.layout import Layout, Shape, lay_out
from queries.render.notations import SCHEMA_VERSION, Format
from queries.render.spreadsheet import guarded
from queries.render.tabs import escaped

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Style:
    """How tables look: shape, columns of the screen (0: none to keep to), colours, and whether they are spoken."""

    shape: Shape = Shape.AUTO
    width: int = 0
    colour: bool = False
    spoken: bool = False


class RowWriter(Protocol):
    """Writes one answer."""

    def begin(self, columns: tuple[str, ...]) -> None:
        """Write what stands before the rows."""

    def rows(self, batch: Rows) -> None:
        """Write some rows."""

    def end(self) -> None:
        """Write what stands after the rows."""


def writer_of(notation: Format, out: TextIO, style: Style | None = None) -> RowWriter:
    """Give the writer of a notation."""
    if notation is Format.TABLE:
        return TableWriter(out, style or Style())
    if notation in {Format.GEOJSON, Format.GRAPHML, Format.PARQUET}:
        from queries.render.collected import collecting_writer

        return collecting_writer(notation, out)
    makers: dict[Format, Callable[[TextIO], RowWriter]] = {
        Format.JSON: JsonWriter, Format.JSONL: JsonLinesWriter, Format.CSV: CsvWriter, Format.TSV: TsvWriter,
        Format.MARKDOWN: MarkdownWriter,
    }  # fmt: skip
    return makers[notation](out)


def json_value(value: object) -> str:
    """Give a value as JSON; what JSON lacks becomes text."""
    return json.dumps(value, ensure_ascii=False, default=str)


class _Writer:
    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.columns: tuple[str, ...] = ()

    def begin(self, columns: tuple[str, ...]) -> None:
        """Keep the columns."""
        self.columns = columns

    def end(self) -> None:
        """Nothing stands after the rows."""

    def _dicts(self, batch: Rows) -> Iterable[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in batch)


class JsonWriter(_Writer):
    """The one stable document, written as the rows come."""

    _first = True

    def begin(self, columns: tuple[str, ...]) -> None:
        """Write the head of the document."""
        super().begin(columns)
        head = f'"schema_version": {SCHEMA_VERSION},\n  "columns": {json_value(list(columns))}'
        self.out.write(f'{{\n  {head},\n  "rows": [')

    def rows(self, batch: Rows) -> None:
        """Write each row as an object."""
        for row in self._dicts(batch):
            self.out.write(f"{'' if self._first else ','}\n    {json_value(row)}")
            self._first = False

    def end(self) -> None:
        """Close the document."""
        self.out.write("]\n}\n" if self._first else "\n  ]\n}\n")


class JsonLinesWriter(_Writer):
    """One object a line."""

    def rows(self, batch: Rows) -> None:
        """Write each row as a line."""
        self.out.writelines(json_value(row) + "\n" for row in self._dicts(batch))


class CsvWriter(_Writer):
    """CSV with a header; lists are joined by a semicolon and a space; no text becomes a formula (``spreadsheet``)."""

    delimiter = ","

    def begin(self, columns: tuple[str, ...]) -> None:
        """Write the header."""
        super().begin(columns)
        self._csv = csv.writer(self.out, lineterminator="\n", delimiter=self.delimiter)
        if columns:
            self._csv.writerow([guarded(name) for name in columns])

    def rows(self, batch: Rows) -> None:
        """Write each row as a line."""
        self._csv.writerows([_cell(value) for value in row] for row in batch)


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a query returns
    text = plain_text(value)
    return text if isinstance(value, int | float) else guarded(text)


class TsvWriter(_Writer):
    """Columns parted by tabs; a tab, line end or backslash inside a value is escaped with a backslash."""

    def begin(self, columns: tuple[str, ...]) -> None:
        """Write the header."""
        super().begin(columns)
        self.out.write("\t".join(escaped(name) for name in columns) + "\n")

    def rows(self, batch: Rows) -> None:
        """Write each row as a line."""
        for row in batch:
            self.out.write("\t".join(escaped(plain_text(value)) for value in row) + "\n")


class MarkdownWriter(_Writer):
    """A table of GitHub's Markdown."""

    def begin(self, columns: tuple[str, ...]) -> None:
        """Write the header."""
        super().begin(columns)
        self._line(columns)
        self._line(["---"] * len(columns))

    def rows(self, batch: Rows) -> None:
        """Write each row as a line."""
        for row in batch:
            self._line([short_text(value) for value in row])

    def _line(self, cells: Iterable[str]) -> None:
        escaped = (" ".join(cell.replace("\\", "\\\\").replace("|", "\\|").split("\n")) for cell in cells)
        self.out.write(f"| {' | '.join(escaped)} |\n")


class TableWriter(_Writer):
    """A table for a reader; the first batch decides the widths, wider cells that come later are folded."""

    def __init__(self, out: TextIO, style: Style) -> None:
        super().__init__(out)
        self._style = style
        self._layout: Layout | None = None
        self._written = 0

    def rows(self, batch: Rows) -> None:
        """Write some rows."""
        cells = [[safe(short_text(value)) for value in row] for row in batch]
        if not self._style.width and self._style.shape is not Shape.EXPANDED:
            cells = [[" ".join(cell.split()) for cell in row] for row in cells]
        layout = self._layout.widened(cells, self._style.width) if self._layout else self._laid_out(batch, cells)
        self._layout = layout
        for row in cells:
            self._written += 1
            lines = (
                layout.record(self._written, row, spoken=self._style.spoken, width=self._style.width)
                if layout.expanded
                else layout.row(row)
            )
            self.out.writelines(line + "\n" for line in lines)

    def _laid_out(self, batch: Rows, cells: list[list[str]]) -> Layout:
        numbers = tuple(_holds_numbers([row[place] for row in batch]) for place in range(len(self.columns)))
        shape = Shape.EXPANDED if self._style.spoken else self._style.shape
        numbers = numbers if self._style.width else (False,) * len(numbers)
        self._layout = lay_out(self.columns, cells, numbers, shape, self._style.width)
        if not self._layout.expanded:
            self.out.writelines(line + "\n" for line in self._layout.header(colour=self._style.colour))
        return self._layout


def _holds_numbers(values: list[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(one, int | float) and not isinstance(one, bool) for one in known)
