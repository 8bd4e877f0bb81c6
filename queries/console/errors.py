"""An error or a warning shown under the place of the statement that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import StoreError, TrunklineError
from queries.console.checks import fault_of, warnings_of
from queries.console.vocabulary import Vocabulary
from queries.render.width import width_of

_PLACE = re.compile(r"line (\d+)[,:]?(?: \(?column|:| col(?:umn)?) ?(\d+)", re.IGNORECASE)
_OFFSET = re.compile(r"offset:? (\d+)")
_SHOWN = 100  # columns of a line that are shown around a place


def pointed(statement: str, place: int, length: int, reason: str) -> Iterator[str]:
    """Give the line of the statement, a caret under the place, and the reason."""
    start = statement.rfind("\n", 0, place) + 1
    end = statement.find("\n", place)
    line = statement[start : end if end >= 0 else len(statement)]
    left = max(0, place - start - _SHOWN // 2)
    shown = line[left : left + _SHOWN].replace("\t", " ")
    number = statement.count("\n", 0, place) + 1
    lead = f"{number}: " if "\n" in statement else ""
    before = width_of(lead) + width_of(shown[: place - start - left])
    yield f"  {lead}{shown}"
    marked = min(max(length, 1), max(len(shown) - (place - start - left), 1))
    yield f"  {' ' * before}{'^' * marked} {reason}"


def explained(statement: str, error: TrunklineError) -> str:
    """Say an error with its place: where the grammar refuses the statement, else where the store says."""
    first, *shown = located(statement, error)
    return "\n".join([f"Error: {first}", *shown])


def located(statement: str, error: TrunklineError) -> list[str]:
    """Give the sentence of an error, then the line of the statement with a caret where the place is known."""
    first = str(error).strip().partition("\n")[0]
    if isinstance(error, StoreError):
        fault = fault_of(statement)
        if fault is not None:
            return [first, *pointed(statement, fault.place, fault.length, fault.reason)]
        place = _told(statement, str(error))
        if place is not None:
            return [first, *pointed(statement, place, 1, "here, says the store")]
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


def warned(statement: str, words: Vocabulary) -> list[str]:
    """Give the warnings of a statement that the store would run, each under its place."""
    odd = warnings_of(statement, words)
    return [line for one in odd for line in pointed(statement, one.place, one.length, f"warning: {one.reason}")]
