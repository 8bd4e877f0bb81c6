"""Tables of plain text, as in e-mails: cells parted by tabs, pipes, semicolons, commas or two spaces become rows.

Only where several lines show that they are a table of figures; everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.documents.rows import (
    cells_of,
    holds_figures,
    is_blank,
    is_chronicle,
    is_figure,
    is_row,
    is_rule,
    make_row,
)

_WIDE = re.compile(r"\t+| {2,}")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONGEST_ROW, _LONGEST_CELL, _MOST_CELLS = 2000, 400, 40
_FEWEST_ROWS = 3  # a heading and two rows, where the sign that parts cells has other uses as well


def mark_tables(text: str) -> str:
    """Write the tables of a text as rows; linear in its length, and without effect on rows written so already."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    marked: list[str] = []
    place = 0
    looked = dict.fromkeys(range(len(_KINDS)), 0)  # up to which line each kind has been looked for in vain
    while place < len(lines):
        end, rows = _table_at(lines, place, looked)
        if rows:
            marked += [make_row([""])] if marked and is_row(marked[-1]) else []
            marked += map(make_row, rows)
        else:
            marked.append(lines[place])
        place = end
    return "\n".join(marked)


def _table_at(lines: list[str], place: int, looked: dict[int, int]) -> tuple[int, list[list[str]]]:
    for kind, (sign, cut, loose) in enumerate(_KINDS):
        if place >= looked[kind] and sign in lines[place]:
            end, rows = _run(lines, place, cut)
            if rows and (holds_figures(rows) or is_chronicle(rows) if loose else _is_plain_table(rows)):
                return end, rows
            looked[kind] = end
    return place + 1, []


def _run(lines: list[str], place: int, cut: Callable[[str], list[str]]) -> tuple[int, list[list[str]]]:
    """Give the rows from a place on that have as many cells as the first, or one more beside an empty corner."""
    rows: list[list[str]] = []
    end = last = place
    while end < len(lines):
        line = lines[end].rstrip("\r")
        if is_rule(line) and "|" in line:
            if holds_figures(rows[:-1]):  # the row above heads a table of its own
                return last, rows[:-1]
            end += 1
            continue
        cells = cut(line) if len(line) <= _LONGEST_ROW else []
        if not 1 < len(cells) <= _MOST_CELLS or any(len(cell) > _LONGEST_CELL for cell in cells):
            break
        if len(rows) == 1 and len(cells) == len(rows[0]) + 1:
            rows[0].insert(0, "")
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        last = end
        end += 1
    return end, rows


def _is_plain_table(rows: list[list[str]]) -> bool:
    """Whether rows under a heading have a name first and nothing but figures beside it."""
    head, *rest = rows
    if len(rows) < _FEWEST_ROWS or all(is_figure(cell) for cell in head) or not _heads(head):
        return False
    figures = [cell for row in rest for cell in row[1:]]
    return (
        all(is_figure(c) or is_blank(c) for c in figures) and any(map(is_figure, figures)) and all(r[0] for r in rest)
    )


def _heads(cells: list[str]) -> bool:
    """Whether the cells beside the first are words or years."""
    return all(_YEAR.match(cell) or not is_figure(cell) for cell in cells[1:])


def _by(sign: str) -> Callable[[str], list[str]]:
    def cut(line: str) -> list[str]:
        if sign not in line or f"{sign} " in line:
            return []
        return [cell.strip() for cell in line.strip().removesuffix(sign).split(sign)]

    return cut


def _by_tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else []


def _by_pipes(line: str) -> list[str]:
    return cells_of(line) if "|" in line else []


def _by_width(line: str) -> list[str]:
    return _WIDE.split(line.strip()) if "  " in line or "\t" in line else []


_TAIL = re.compile(r"(?:\s+(?:[+−–-]?\d[\d.,]*%?|[-–—]))+$")


def _by_tail(line: str) -> list[str]:
    """Cut the figures off the end of a line: a table whose spaces a page has squeezed."""
    tail = _TAIL.search(line) if line[-1:].isdigit() or line[-1:] in "%-–—" else None
    return [line[: tail.start()].strip(), *tail.group().split()] if tail else []


# The sign that a line must hold, how it is cut, and whether one figure is enough to call the rows a table.
_KINDS: tuple[tuple[str, Callable[[str], list[str]], bool], ...] = (
    ("|", _by_pipes, True),
    ("\t", _by_tabs, True),
    ("\t", _by_width, False),
    ("  ", _by_width, False),
    (";", _by(";"), False),
    (",", _by(","), False),
    (" ", _by_tail, False),
)
