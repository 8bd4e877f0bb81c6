"""The one form in which a clean text keeps the rows of tables: ``| cell | cell |``, each row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_FORM = re.compile(r"^\|(?: .*)? \|$")
_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
# A figure with what may stand right beside it: sign, percent, mark of a footnote. No clock time, no date.
_FIGURE = re.compile(
    r"^[~≈<>+−–-]?\s?(?!\d{1,2}\.\d{1,2}\.\d{2,4}$)\d{1,3}(?:[\s\u00a0\u202f.,]?\d+)*\s?%?\s?(?:\[?[*\d¹²³]{1,2}[\])]?)?$"
)
_DAY = re.compile(r"^(?:\d{1,2}\s+[^\W\d]{3,}|[^\W\d]{3,}\s+\d{1,2})(?!\d)")
_FEWEST_DAYS, _FEWEST_COLUMNS, _HEADING_WORDS = 2, 3, 4
_NOTHING = re.compile(r"^(?:[-–—*.…]*|н/?д|нет(?: данных)?|n/?a|nil)$", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Whether a line has the form of a row."""
    return bool(_FORM.match(line))


def is_rule(line: str) -> bool:
    """Whether a line only parts a heading from its rows, as in Markdown: ``|---|:--:|``."""
    return bool(_RULE.match(line.strip()))


def make_row(cells: Sequence[str]) -> str:
    """Write cells as a row."""
    return "| " + " | ".join(cell.replace("|", "/").strip() for cell in cells) + " |"


def cells_of(line: str) -> list[str]:
    """Give the cells of a row, without the space around them."""
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return len(cell) <= 30 and bool(_FIGURE.match(cell))


def is_blank(cell: str) -> bool:
    """Whether a cell says that there is nothing in it."""
    return len(cell) <= 12 and bool(_NOTHING.match(cell))


def holds_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are a table of figures: two at least, and a figure beside the first column."""
    return len(rows) > 1 and any(is_figure(cell) for row in rows for cell in row[1:])


def is_chronicle(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows tell under a heading what happened on which day; two columns may be a list of other stories."""
    head, *rest = rows
    if len(rest) < _FEWEST_DAYS or len(head) < _FEWEST_COLUMNS or any(map(str.isdigit, "".join(head))):
        return False
    return all(len(cell.split()) <= _HEADING_WORDS for cell in head) and all(_DAY.match(row[0]) for row in rest)


def rows_of_figures(lines: Sequence[str]) -> Iterator[str]:
    """Give the rows among some lines that belong to tables of figures, or to chronicles of days."""
    for of_table, group in groupby(lines, key=is_row):
        run = list(group)
        if not of_table:
            continue
        rows = [cells_of(line) for line in run]
        if holds_figures(rows) or is_chronicle([row for row, line in zip(rows, run, strict=True) if not is_rule(line)]):
            yield from run
