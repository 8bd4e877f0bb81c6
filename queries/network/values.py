"""Stated values with their times, as ``graph.fuse.history`` writes them, and which of them hold on a day.

The rule for a day:

1. Facts of the wanted unit; those of medium or high trust, others only where there is nothing better.
2. Where a stated period with an end covers the day, what is stated for that day counts and nothing else.
3. Otherwise what has no time, what began before the day and has no stated end, and what a point before it states.
4. Where all of this is empty (the day lies before the first statement), everything stands in for it, marked as such.

The range spans all that is left; the pick is the most trusted, then the latest period, then the latest publication,
then the smallest claim id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph.model.claim import Trust
from graph.model.time import Period, parse_period
from queries.network.model import Capacity

STANDS_IN = "no source states it for this day; what is stated for other days stands in"


@dataclass(frozen=True, slots=True)
class Value:
    """One claim's value in the canonical unit; ``period`` None means that nobody said when."""

    claim: str
    low: float
    high: float
    unit: str
    trust: int
    period: Period | None = None
    known: str | None = None
    modality: str = "fact"
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    about: str | None = None
    """``about``, ``at_least``, ``up_to`` or ``less_than`` where the source says so."""

    def role(self, name: str) -> tuple[str, ...]:
        """Give the fillers of a role, empty where none is named."""
        return dict(self.roles).get(name, ())

    @property
    def ends(self) -> bool:
        """Whether the source states an interval with an end."""
        return self.period is not None and self.period.is_interval and self.period.finish is not None

    def begun(self, day: date) -> bool:
        """Tell whether the stated time has begun on ``day``; without a time it has."""
        return self.period is None or (self.period.year_known and (self.period.start or date.min) <= day)


@lru_cache(maxsize=65536)
def read_values(lines: tuple[str, ...]) -> tuple[Value, ...]:
    """Read ``capacity_history``, ``volume_history``, ``production_history`` or ``share_history``."""
    return tuple(_value(json.loads(line)) for line in lines)


def _value(told: dict[str, object]) -> Value:
    when = told.get("when")
    roles = tuple((name, tuple(one)) for name, one in told.items() if isinstance(one, list))
    return Value(
        claim=str(told["claim"]), low=float(str(told["low"])), high=float(str(told["high"])), unit=str(told["unit"]),
        trust=int(str(told["trust"])), period=parse_period(str(when)) if when else None,
        known=str(told["known"]) if "known" in told else None, modality=str(told.get("modality", "fact")),
        roles=roles, about=str(told["about"]) if "about" in told else None,
    )  # fmt: skip


def believed(values: Iterable[Value]) -> list[Value]:
    """Keep the facts of medium or high trust; the others only where there are none."""
    facts = [one for one in values if one.modality == "fact"]
    return [one for one in facts if one.trust >= Trust.MEDIUM] or facts


def holding(values: Sequence[Value], day: date) -> list[Value]:
    """Give those that hold on ``day`` by the rule above, best first; empty where none has to do with it."""
    covering = [one for one in values if one.period and one.period.covers(day)]
    if any(one.ends for one in covering):
        return sorted(covering, key=_rank)
    return sorted((one for one in values if one.begun(day) and not one.ends), key=_rank)


@lru_cache(maxsize=65536)
def capacity_on(lines: tuple[str, ...], day: date, unit: str) -> Capacity | None:
    """Give the capacity that sources state for ``day``, None where none is stated in ``unit``."""
    values = believed(one for one in read_values(lines) if one.unit == unit)
    held = holding(values, day)
    note = "" if held else STANDS_IN
    held = held or sorted(values, key=_rank)
    if not held:
        return None
    low, high = min(one.low for one in held), max(one.high for one in held)
    return Capacity(low, held[0].low, high, tuple(sorted(one.claim for one in held)), note)


def _rank(one: Value) -> tuple[int, int, int, str]:
    return (-one.trust, -_ordinal(one.period), -_ordinal(parse_period(one.known) if one.known else None), one.claim)


def _ordinal(period: Period | None) -> int:
    return (period.start or period.end or date.min).toordinal() if period else 0
