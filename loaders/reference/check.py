"""What a cell may hold, one small check a kind. A check gives the reason why a cell is bad, or None."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Set

from graph.errors import InvalidTime, UnknownUnit
from graph.model.identity import is_new
from graph.model.time import parse_period
from graph.model.units import unit
from loaders.reference.schema import Column
from loaders.reference.table import split

_ID = re.compile(r"^[A-Za-z0-9_]+$")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_WORD = re.compile(r"\w+")

Check = Callable[[Column, str, Set[str]], str | None]


def cell_fault(column: Column, cell: str, known: Set[str]) -> str | None:
    """Say why a cell cannot be used, None if it can. ``known`` holds every id of the tables."""
    if not cell:
        return f'the column "{column.name}" may not be empty' if column.required else None
    return _CHECKS[column.kind](column, cell, known)


def cell_doubt(column: Column, cell: str) -> str | None:
    """Say what is doubtful about a cell that can be used: a name in mixed letters."""
    if column.kind not in {"name", "names"}:
        return None
    word = mixed_word(cell)
    return f'"{word}" mixes Latin and Cyrillic letters' if word else None


def mixed_word(text: str) -> str | None:
    """Find a word written in Latin and Cyrillic letters at once, as look-alikes are."""
    return next((word for word in _WORD.findall(text) if _LATIN.search(word) and _CYRILLIC.search(word)), None)


def _id(column: Column, cell: str, known: Set[str]) -> str | None:
    if mixed_word(cell):
        return f'the id "{cell}" mixes Latin and Cyrillic letters'
    return None if _ID.match(cell) else f'"{cell}" is no id; use Latin letters, digits and _'


def _ref(column: Column, cell: str, known: Set[str]) -> str | None:
    return _first(_unknown(one, known) for one in (cell,))


def _refs(column: Column, cell: str, known: Set[str]) -> str | None:
    return _first(_unknown(one, known) for one in split(cell))


def _unknown(one: str, known: Set[str]) -> str | None:
    if mixed_word(one) and not is_new(one):
        return f'the id "{one}" mixes Latin and Cyrillic letters'
    return None if one in known or is_new(one) else f'no table has the id "{one}"'


def _edtf(column: Column, cell: str, known: Set[str]) -> str | None:
    try:
        parse_period(cell)
    except InvalidTime as error:
        return f"{column.name}: {error}"
    return None


def _unit(column: Column, cell: str, known: Set[str]) -> str | None:
    try:
        unit(cell)
    except UnknownUnit as error:
        return str(error)
    return None


def _number(column: Column, cell: str, known: Set[str]) -> str | None:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return f'{column.name} "{cell}" is no number'
    if column.minimum is not None and value < column.minimum:
        return f"{column.name} {cell} is below {column.minimum:g}"
    if column.maximum is not None and value > column.maximum:
        return f"{column.name} {cell} is above {column.maximum:g}"
    return None


def _choice(column: Column, cell: str, known: Set[str]) -> str | None:
    return _first(_strange(column, one) for one in (cell,))


def _choices(column: Column, cell: str, known: Set[str]) -> str | None:
    return _first(_strange(column, one) for one in split(cell))


def _strange(column: Column, one: str) -> str | None:
    if one in column.choices:
        return None
    return f'{column.name} "{one}" is unknown; use one of: {", ".join(sorted(column.choices))}'


def _text(column: Column, cell: str, known: Set[str]) -> str | None:
    return None


def _first(faults: Iterable[str | None]) -> str | None:
    return next((fault for fault in faults if fault), None)


_CHECKS: dict[str, Check] = {
    "id": _id, "ref": _ref, "refs": _refs, "edtf": _edtf, "unit": _unit, "number": _number,
    "choice": _choice, "choices": _choices, "name": _text, "names": _text, "text": _text, "texts": _text,
}  # fmt: skip
