"""The state of a thing on a day, from the events that happened to it.

A suspension holds for its stated period, or its stated duration, or until a resumption. A stop of which only the day is
told stops that day; for a month after it, unless a resumption is told, nobody here can know: that is a restriction.
A month or a year says only that it was stopped at some time in it, with a duration that it was stopped within that time
and the duration after it: that is a restriction. A resumption some time in a month is certain when the month is over.
An attack does not stop anything by itself. What a single article is read to say is a doubt (restricted) until a table
or a second article tells it too: a machine's reading may be wrong, and nobody should lose or trust a route for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.fuse.objects import Node, Relation
from graph.model.time import parse_period

STOPS = {"suspension": "suspended", "restriction": "restricted", "decommissioning": "decommissioned"}
ENDS = frozenset({"resumption"})
BEGINS = frozenset({"commissioning"})
OUT_UNITS = frozenset({"percent", "mooring"})
_READ = {*STOPS, *ENDS, *BEGINS}
_DAYS = {"day": 1, "month": 30}
UNTOLD_END = timedelta(days=30)  # most stops of which only the day is told lasted hours; none in the tables a month


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as it bears on the state of things."""

    id: str
    type: str
    start: date
    end: date | None
    exact: bool
    origins: frozenset[str]
    destinations: frozenset[str]
    shippers: frozenset[str]
    summary: str
    claims: tuple[str, ...]
    end_told: bool = True
    confirmed: bool = True
    """A table or several articles tell it: what one article is read to say is a doubt, and closes or opens nothing."""
    out: tuple[float, float] | None = None
    """How much a restriction takes out (least, most), in ``out_unit``: ``percent`` or ``mooring``."""
    out_unit: str | None = None
    sure: date | None = None
    """The day on which it has certainly begun, where that is not ``start``."""

    @property
    def begun(self) -> date:
        """The day from which it is certain."""
        return self.sure or self.start

    def holds(self, day: date, ended: Iterable[date]) -> bool:
        """Tell whether it lasts on ``day``, given the days of the resumptions."""
        if day < self.start or (self.end is not None and day > self.end):
            return False
        return not any(self.start < one <= day for one in ended)

    def may_last(self, day: date, ended: Iterable[date]) -> bool:
        """Tell whether nobody told the end and ``day`` is too near to the stop to take it as over."""
        if self.end_told or not self.start < day <= self.start + UNTOLD_END:
            return False
        return not any(self.start <= one <= day for one in ended)


Scope = Callable[[Happening], bool]


def happenings(events: Iterable[Node], affects: Iterable[Relation]) -> dict[str, list[Happening]]:
    """Group the events that can change a state by the entity they affect."""
    read = {node.id: found for node in events if (found := _happening(node))}
    groups: dict[str, list[Happening]] = {}
    for relation in affects:
        if relation.start in read:
            groups.setdefault(relation.end, []).append(read[relation.start])
    return {key: sorted(group, key=lambda one: (one.start, one.id)) for key, group in groups.items()}


def _happening(node: Node) -> Happening | None:
    facts = node.properties
    if facts["type"] not in _READ or facts["modality"] != "fact" or "when" not in facts:
        return None
    period = parse_period(str(facts["when"]))
    if not period.year_known or period.start is None:
        return None
    days_told = period.is_interval or period.start == period.end
    return Happening(
        id=node.id, type=str(facts["type"]), start=period.start, end=_end(node),
        exact=days_told, sure=None if days_told else period.end,
        origins=_ids(node, "role_origin"), destinations=_ids(node, "role_destination"),
        shippers=_ids(node, "role_shipper"), summary=str(facts.get("summary", "")),
        claims=tuple(sorted(_ids(node, "claims"))),
        confirmed=facts.get("confirmed") is True,
        out=_out(node), out_unit=str(node.properties["unit"]) if _out(node) else None,
        end_told=period.is_interval or _duration(node) is not None or period.start != period.end,
    )  # fmt: skip


def _end(node: Node) -> date | None:
    period, duration = parse_period(str(node.properties["when"])), _duration(node)
    if node.properties["type"] == "decommissioning":
        return None
    if duration is not None and period.end and not period.is_interval:
        return period.end + timedelta(days=max(duration - 1, 0))
    return period.end


def _out(node: Node) -> tuple[float, float] | None:
    facts = node.properties
    low, high = facts.get("amount_low"), facts.get("amount_high")
    if facts["type"] != "restriction" or facts.get("unit") not in OUT_UNITS:
        return None
    return (float(low), float(high)) if isinstance(low, int | float) and isinstance(high, int | float) else None


def _duration(node: Node) -> int | None:
    unit = str(node.properties.get("unit", ""))
    amount = node.properties.get("amount_high")
    return round(float(amount) * _DAYS[unit]) if unit in _DAYS and isinstance(amount, int | float) else None


def _ids(node: Node, name: str) -> frozenset[str]:
    found = node.properties.get(name, [])
    return frozenset(found) if isinstance(found, list) else frozenset()


def stopped_on(told: Sequence[Happening], day: date, binds: Scope) -> list[tuple[str, Happening]]:
    """Give the states that events put a thing in on ``day``, each with the event; only those that ``binds``."""
    found = []
    for one in told:
        if one.type not in STOPS or not binds(one):
            continue
        resumed = _resumed(one, told)
        if one.holds(day, [end.begun for end in resumed if end.confirmed]):
            certain = _certain(one, day) and one.holds(day, [end.start for end in resumed])
            found.append((STOPS[one.type] if certain else "restricted", one))
        elif one.may_last(day, [end.begun for end in resumed]):
            found.append(("restricted", one))
    return found + _not_yet(told, day)


def _certain(stop: Happening, day: date) -> bool:
    """Tell whether it is sure to have begun by ``day`` and sure to last."""
    return stop.confirmed and (stop.exact or (stop.end is None and day >= stop.begun))


def _resumed(stop: Happening, told: Sequence[Happening]) -> list[Happening]:
    """Give the resumptions that may end ``stop``: one for a single customer ends no stop of everybody."""
    narrow = stop.origins | stop.shippers | stop.destinations
    return [
        one
        for one in told
        if one.type in ENDS and (not (wide := one.origins | one.shippers | one.destinations) or wide & narrow)
    ]


def _not_yet(told: Sequence[Happening], day: date) -> list[tuple[str, Happening]]:
    opened = [one for one in told if one.type in BEGINS and one.confirmed]
    first = min(opened, key=lambda one: (one.start, one.id), default=None)
    return [("planned", first)] if first and day < first.start else []
