"""The tables of a text: a heading row, the rows under it, and the lines that say what the table is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from loaders.documents.rows import cells_of, is_figure, is_row
from loaders.extraction.items import goes_on, item_in

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_CAPTION = 300  # characters: a longer line is a paragraph about something else
_ANNOUNCES = re.compile(r"(?:таблиц|ниже|следующ|table|below|following)", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁ])")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, and where it stands in the text (characters)."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """``heading``: the texts above the columns, the first of them the corner; empty ones where a table has none.

    ``captions``: the lines right above that speak of the table, the nearest first; ``start``: where the first of
    them, or the heading, begins; ``paragraph``: the number of the line the heading stands in.
    """

    captions: tuple[str, ...]
    heading: tuple[str, ...]
    rows: tuple[Row, ...]
    start: int
    paragraph: int


def tables_of(text: str) -> list[Table]:
    """Give the tables of a text in their order, and the lists that are tables in all but form."""
    found: list[Table] = []
    above: list[str] = []
    place = number = 0
    for form, group in groupby(text.split("\n"), key=_form_of):
        lines = list(group)
        if form == "row":
            found += _tables(lines, place, number, _captions(above))
        elif form == "item" and number:
            found += _list(lines, place, number, _captions(above))
        above = lines if number else lines[1:]  # the first line is the title
        place += sum(len(line) + 1 for line in lines)
        number += len(lines)
    return found


def _form_of(line: str) -> str:
    if is_row(line):
        return "row"
    return "item" if item_in(line) or (goes_on(line) and not line.endswith(":")) else ""


def _list(lines: list[str], place: int, number: int, captions: tuple[str, ...]) -> Iterator[Table]:
    rows = []
    start = place - sum(len(line) + 1 for line in captions)
    for line in lines:
        item = item_in(line)
        if item is not None:
            rows.append(Row(item, place, place + len(line)))
        place += len(line) + 1
    if len(rows) > 1 and (captions or number == 1):
        yield Table(captions, ("", ""), tuple(rows), start, number)


def is_heading(cells: tuple[str, ...]) -> bool:
    """Tell whether a row is one of a heading: words or years beside its first cell, and no figures."""
    beside = [cell for cell in cells[1:] if cell]
    return bool(beside) and all(_YEAR.match(cell) or not is_figure(cell) for cell in beside) and not _is_empty(beside)


def _is_empty(cells: list[str]) -> bool:
    return not any(any(letter.isalnum() for letter in cell) for cell in cells)


def _captions(above: list[str]) -> tuple[str, ...]:
    """Give the lines right above a table that speak of it: a title or a unit, or a sentence that announces it."""
    found: list[str] = []
    for line in reversed(above[-3:]):
        last = _STOP.split(line)[-1]
        ends = line.rstrip().endswith(".")
        announces = line.endswith(":") or (_ANNOUNCES.search(last) and not found)
        if not announces and (ends or len(line) > _CAPTION):
            break
        found.append(last)
        if line is not last or ends or line.endswith(":"):
            break
    return tuple(found)


def _tables(lines: list[str], place: int, number: int, captions: tuple[str, ...]) -> Iterator[Table]:
    rows = []
    for line in lines:
        rows.append(Row(tuple(cells_of(line)), place, place + len(line)))
        place += len(line) + 1
    for first, last in _parts(rows):
        part = rows[first:last]
        heads = next((n for n, row in enumerate(part) if not _is_head(row.cells, part[0].cells, n)), len(part))
        if heads < len(part):
            heading = _joined(part[:heads], len(part[-1].cells))
            told = captions if first == 0 else ()
            start = part[0].start - sum(len(line) + 1 for line in told)
            yield Table(told, heading, tuple(part[heads:]), start, number + first)


def _is_head(cells: tuple[str, ...], first: tuple[str, ...], number: int) -> bool:
    """Tell whether a row is one of a heading; one that goes on with it has no name of its own, or years."""
    if not is_heading(cells):
        return False
    return number == 0 or cells[0] in {"", first[0]} or all(_YEAR.match(cell) for cell in cells[1:] if cell)


def _parts(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Cut rows where another heading follows figures, or where their number of cells changes."""
    first = 0
    for place in range(1, len(rows)):
        one, two = rows[place - 1].cells, rows[place].cells
        again = is_heading(two) and not is_heading(one) and all(_YEAR.match(cell) for cell in two[1:] if cell)
        if again or len(one) != len(two):
            yield first, place
            first = place
    yield first, len(rows)


def _joined(heads: list[Row], width: int) -> tuple[str, ...]:
    """Join the rows of a heading, column by column."""
    if not heads:
        return ("",) * width
    return tuple(", ".join(dict.fromkeys(text for head in heads if (text := head.cells[x]))) for x in range(width))
