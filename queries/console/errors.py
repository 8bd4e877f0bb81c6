"""An error or a warning shown under the place of the statement that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import StoreError, TrunklineError
from queries.console.checks import fault_of, warnings_of
from queries.console.prose import folded
from queries.console.vocabulary import Vocabulary
from queries.render.width import width_of

_PLACE = re.compile(r"line (\d+)[,:]?(?: \(?column|:| col(?:umn)?) ?(\d+)", re.IGNORECASE)
_OFFSET = re.compile(r"offset:? (\d+)")
_SHOWN = 100  # columns of a line that are shown around a place
_UNBOUND = 1_000_000  # columns where nobody reads along


def pointed(statement: str, place: int, length: int, reason: str, columns: int = _UNBOUND) -> Iterator[str]:
    """Give the line of the statement, a caret under the place, and the reason; no line is wider than ``columns``."""
    start = statement.rfind("\n", 0, place) + 1
    end = statement.find("\n", place)
    line = statement[start : end if end >= 0 else len(statement)]
    number = statement.count("\n", 0, place) + 1
    lead = f"  {number}: " if "\n" in statement else "  "
    room = min(_SHOWN, columns - len(lead)) // (2 if width_of(line) > len(line) else 1)  # letters, perhaps wide ones
    left = max(0, min(place - start - room // 2, len(line) + 1 - room))
    shown = line[left : left + room].replace("\t", " ")
    before = len(lead) + width_of(shown[: place - start - left])
    yield f"{lead}{shown}"
    marked = min(max(length, 1), max(len(shown) - (place - start - left), 1))
    marks = f"{' ' * before}{'^' * marked}"
    if before + marked + 1 + width_of(reason) <= columns:
        yield f"{marks} {reason}"
    else:
        yield marks
        yield folded(reason, columns, indent=4, first="  ")


def explained(statement: str, error: TrunklineError, columns: int = _UNBOUND) -> str:
    """Say an error with its place: where the grammar refuses the statement, else where the store says."""
    first, *shown = located(statement, error, columns)
    return "\n".join([folded(f"Error: {first}", columns, indent=2), *shown])


def located(statement: str, error: TrunklineError, columns: int = _UNBOUND) -> list[str]:
    """Give the sentence of an error, then the line of the statement with a caret where the place is known."""
    first = str(error).strip().partition("\n")[0]
    if isinstance(error, StoreError):
        fault = fault_of(statement)
        if fault is not None:
            return [first, *pointed(statement, fault.place, fault.length, fault.reason, columns)]
        place = _told(statement, str(error))
        if place is not None:
            return [first, *pointed(statement, place, 1, "here, says the store", columns)]
    return [str(error)]


def _told(statement: str, text: str) -> int | None:
    """The place that a store names, as line and column or as an offset."""
    found = _PLACE.search(text)
    if found:
        lines = statement.split("\n")
        line, column = int(found[1]), int(found[2])
        if 1 <= line <= len(lines):
            return min(sum(len(one) + 1 for one in lines[: line - 1]) + max(column - 1, 0), len(statement))
    offset = _OFFSET.search(text)
    return min(int(offset[1]), len(statement)) if offset else None


def warned(statement: str, words: Vocabulary, columns: int = _UNBOUND) -> list[str]:
    """Give the warnings of a statement that the store would run, each under its place."""
    odd = warnings_of(statement, words)
    return [
        line for one in odd for line in pointed(statement, one.place, one.length, f"warning: {one.reason}", columns)
    ]
