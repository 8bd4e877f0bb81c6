"""A table for a reader: wrapped to the width on a terminal, plain aligned columns anywhere else."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from graph.store.port import Result
from queries.render.cells import plain_text

_GAP = "  "


def write_table(result: Result, out: TextIO) -> None:
    """Write a table with a header; no colour and no wrapping where ``out`` is no terminal."""
    rows = [[plain_text(value) for value in row] for row in result.rows]
    if out.isatty():
        _rich(result, rows, out)
    else:
        _plain(result.columns, rows, out)


def _plain(columns: Sequence[str], rows: list[list[str]], out: TextIO) -> None:
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(columns, *flat, strict=True)]
    for cells in (columns, ["-" * width for width in widths], *flat):
        out.write(_GAP.join(_padded(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def width_of(text: str) -> int:
    """Count the columns that a text takes on a screen; East Asian wide letters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else not unicodedata.combining(one) for one in text)


def _rich(result: Result, rows: list[list[str]], out: TextIO) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for place, name in enumerate(result.columns):
        numbers = any(row[place] is not None for row in result.rows) and all(
            row[place] is None or (isinstance(row[place], int | float) and not isinstance(row[place], bool))
            for row in result.rows
        )
        table.add_column(Text(name), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=out, no_color="NO_COLOR" in os.environ).print(table)
