"""Claims that give different values for the same thing, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from queries.answers.evidence_claims import Statement

_FREE_ROLES = frozenset({"note", "effect", "cause"})  # texts that differ without any contradiction
_NEAR = 0.005  # values closer than half a percent are one value, rounded differently


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rival values of one thing: from the lowest to the highest, with the claims behind each."""

    about: str
    unit: str
    values: tuple[tuple[float, tuple[str, ...]], ...]


def conflicts_of(statements: Iterable[Statement]) -> list[Conflict]:
    """Find groups of facts of one type, subject, time and qualifiers whose values differ."""
    measured = sorted((one for one in statements if _comparable(one)), key=_key)
    groups = (list(members) for _, members in groupby(measured, key=_key))
    return [found for members in groups if (found := _conflict(members))]


def _comparable(one: Statement) -> bool:
    return one.canonical is not None and one.modality == "fact"


def _key(one: Statement) -> str:
    roles = {name: fillers for name, fillers in one.roles.items() if name not in _FREE_ROLES}
    return repr((one.type, one.about, one.period, one.canonical_unit, roles))


def _conflict(members: Sequence[Statement]) -> Conflict | None:
    by_value: dict[float, list[str]] = {}
    for one in members:
        by_value.setdefault(one.canonical or 0.0, []).append(one.id)
    lowest, highest = min(by_value), max(by_value)
    if highest - lowest <= _NEAR * abs(highest):
        return None
    first = members[0]
    fillers = [filler for name, found in first.roles.items() if name not in _FREE_ROLES for filler in found]
    scope = ", ".join([*first.about, *fillers, *([first.period] if first.period else [])])
    values = tuple((value, tuple(by_value[value])) for value in sorted(by_value))
    return Conflict(f"{first.type}: {scope}", first.canonical_unit or "", values)
