"""Cells that hold no amount: the year in which a thing was put into service, the company that runs it."""

from __future__ import annotations

import re

from loaders.extraction.columns import Said
from loaders.extraction.subjects import Subject, holder_in
from loaders.extraction.surroundings import Surroundings

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s?(?:года?|г\.?))?")
_THINGS = frozenset({"pipeline", "terminal", "port", "field", "refinery", "station"})


def is_worded(around: Surroundings) -> bool:
    """Tell whether a column or row is one of years of commissioning or of operators."""
    return bool((around.column.marks | around.name.marks) & {"commissioned", "operator"})


def worded(cell: Said, around: Surroundings, published: str | None) -> tuple[str, Subject, str | None] | None:
    """Give the type of such a cell's claim, what it is about, and its time; None where the thing is not plain."""
    own, other = sorted((around.column, around.name), key=lambda s: not s.marks & {"commissioned", "operator"})
    about = other.pick(_THINGS) or next((row for s in (*around.shared, around.title) if (row := s.pick(_THINGS))), ())
    if not (own.known and other.known) or len(about) != 1 or len(other.things) > 1 or own.things:
        return None
    if "commissioned" in own.marks:
        year = _YEAR.fullmatch(cell.text)
        done = year is not None and (published is None or year[1] <= published[:4])
        return ("commissioning", Subject(about[0]), year[1]) if year and done else None
    runs = holder_in(cell)
    if runs is None or runs.startswith("new:") or runs == about[0]:
        return None
    return "operation", Subject(about[0], (("operator", (runs,)),)), None
