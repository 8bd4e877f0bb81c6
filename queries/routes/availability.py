"""How much of a period a thing, or a chain of things, could be used, from its statuses and stops.

Every day of the period is one of ``CLASSES``. A chain is as available as the worst of its things on each day; what is
idle could be used. Stops that bind only some customers' oil count against nobody else: they are listed, marked, and
leave the days as they are.

Weighted by capacity, a day counts for the part that the worst thing of the chain has left, sum of parts / days: 0 when
stopped, 0 to 1 when perhaps stopped or restricted by nobody knows how much, else what stated restrictions and moorings
that are out leave of its capacity (``queries.network.restrictions``), the low end and the high end apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from graph.errors import UsageError
from graph.fuse.objects import Properties
from queries.names import Names
from queries.network.bearing import Bearing
from queries.network.history import begun_in_doubt, read_history, status_on
from queries.network.interruptions import Happening, happenings, stopped_on
from queries.network.model import Capacity
from queries.network.properties import text, texts
from queries.network.reading import Material, once
from queries.network.states import Shipper, States
from queries.network.statuses import rule
from queries.network.values import capacity_on
from queries.routes.turning import days_of_facts, days_of_happenings

CLASSES = ("running", "idle", "restricted", "perhaps stopped", "stopped", "not there")
_ONE = timedelta(days=1)
WHOLE = Capacity(1.0, 1.0, 1.0)
"""Stands for the capacity of a thing of which no source states one."""
_WORDS = {"idle": "idle", "restricted": "restricted", "perhaps_stopped": "perhaps stopped"}


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of days on which a thing did not simply run, and why."""

    subject: str
    name: str
    kind: str
    """One of ``CLASSES``."""
    first: date
    last: date
    says: str
    claims: tuple[str, ...]
    only_some: bool = False
    """It binds only the customers, origins or destinations that its source names."""
    measured: bool = False
    """It is a restriction of which a source says how much is out."""

    @property
    def days(self) -> int:
        """Its length, both ends included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Availability:
    """The days of a period by class, and every outage in it."""

    things: tuple[tuple[str, str], ...]
    """Id and name of each thing of the chain."""
    first: date
    last: date
    days: dict[str, int]
    outages: tuple[Outage, ...] = field(default=())
    weighted: tuple[float, float] = (0.0, 0.0)
    """The days on which all of it was there, each by the least and by the most that was left of its capacity."""

    @property
    def existing(self) -> int:
        """The days on which all of it was there."""
        return sum(self.days.values()) - self.days["not there"]

    @property
    def sure(self) -> float | None:
        """The share of these days on which it surely could be used; None where it never was there."""
        return self._share(self.days["running"] + self.days["idle"] + self.days["restricted"])

    @property
    def possible(self) -> float | None:
        """The share of these days on which no certain stop held."""
        return self._share(self.existing - self.days["stopped"])

    @property
    def of_capacity(self) -> tuple[float, float] | None:
        """The low and the high end of the share of its capacity that it had; None where it never was there."""
        low, high = (self._share(days) for days in self.weighted)
        return None if low is None or high is None else (low, high)

    def _share(self, days: float) -> float | None:
        return days / self.existing if self.existing else None


@dataclass(frozen=True, slots=True)
class _Thing:
    id: str
    name: str
    facts: Properties
    wholes: tuple[_Thing, ...]
    told: tuple[Happening, ...]
    is_line: bool

    @property
    def parts(self) -> tuple[_Thing, ...]:
        return (self, *self.wholes)


def availability(material: Material, names: Sequence[str], first: date, last: date) -> Availability:
    """Count the days from ``first`` to ``last`` on which all the named sites, assets and legs could be used.

    Raises:
        UnknownName: nobody bears a name.
        UsageError: no thing is named, or one that nothing can flow through.
    """
    if not names:
        raise UsageError("Name at least one site, asset or leg.")
    chain = [_thing(material, name) for name in names]
    parts = {part.id: part for thing in chain for part in thing.parts}
    turning = [*parts.values(), *_moorings(material, parts)]
    turns = sorted({first, *(day for part in turning for day in _turns(part) if first < day <= last)})
    ends = [*(day - _ONE for day in turns[1:]), last]
    days = dict.fromkeys(CLASSES, 0)
    outages: list[Outage] = []
    least = most = 0.0
    for start, end in zip(turns, ends, strict=True):
        found = {key: list(_outages(part, start, end)) for key, part in parts.items()}
        counted = [one.kind for told in found.values() for one in told if not one.only_some]
        kind = max(counted, key=CLASSES.index, default="running")
        days[kind] += (length := (end - start).days + 1)
        if kind != "not there":
            left = [_left(material, parts[key], told, start) for key, told in found.items()]
            least += length * min(low for low, _ in left)
            most += length * min(high for _, high in left)
        outages += [one for told in found.values() for one in told]
    named = tuple((one.id, one.name) for one in chain)
    return Availability(named, first, last, days, tuple(_joined(outages)), (round(least, 6), round(most, 6)))


def _left(material: Material, part: _Thing, outages: Iterable[Outage], day: date) -> tuple[float, float]:
    """Give the least and the most that a thing has left of its capacity on a day, as parts of it."""
    counted = [one for one in outages if not one.only_some]
    if any(one.kind == "stopped" for one in counted):
        return 0.0, 0.0
    unit = text(part.facts, "capacity_unit") or "Mt/y"
    told = once(material, "happenings", lambda: happenings(material.events, material.of("AFFECTS")))
    states = States(day, Shipper(), material.entities, told)
    bearing = Bearing(material, "", unit, day, Shipper(), told, states.thing)
    stated = capacity_on(texts(part.facts, "capacity_history"), day, unit) or WHOLE
    limit = bearing.left(part.id, stated) or stated
    doubted = any(one.kind == "perhaps stopped" or (one.kind == "restricted" and not one.measured) for one in counted)
    return 0.0 if doubted else _part(limit.low, stated.low), _part(limit.high, stated.high)


def _part(left: float, whole: float) -> float:
    return left / whole if whole else 0.0


def _thing(material: Material, typed: str) -> _Thing:
    told = happenings(material.events, material.of("AFFECTS"))
    leg = next((one for one in material.of("FLOWS_TO") if one.id == typed.removeprefix("leg:")), None)
    if leg:
        asset = text(leg.properties, "asset")
        behind = [_entity(material, key, told) for key in (leg.start, leg.end, *([asset] if asset else []))]
        wholes = {part.id: part for one in behind for part in one.parts}
        return _Thing(leg.id, leg.id, leg.properties, tuple(wholes.values()), (), is_line=True)
    node = Names(material.entities.values()).resolve(typed, ("Asset", "Site"), wanted="site, asset or leg")
    return _entity(material, node.id, told)


def _entity(material: Material, key: str, told: dict[str, list[Happening]]) -> _Thing:
    node = material.entities[key]
    over = [one.end for one in material.of("PART_OF") if one.start == key]
    wholes = [_entity(material, one, told) for one in over if not material.entities[one].labels & {"Market", "Region"}]
    return _Thing(
        key, text(node.properties, "name_en") or key, node.properties,
        tuple({part.id: part for one in wholes for part in one.parts}.values()), tuple(told.get(key, ())),
        "Pipeline" in node.labels,
    )  # fmt: skip


def _moorings(material: Material, parts: Mapping[str, _Thing]) -> Iterator[_Thing]:
    """Give the moorings of terminals: what is left of a terminal follows them."""
    told = happenings(material.events, material.of("AFFECTS"))
    for one in material.of("PART_OF"):
        if one.end in parts and "Mooring" in material.entities[one.start].labels:
            yield _entity(material, one.start, told)


def _turns(thing: _Thing) -> Iterator[date]:
    yield from days_of_facts(thing.facts, ())
    yield from days_of_happenings(thing.told)


def _outages(thing: _Thing, first: date, last: date) -> Iterator[Outage]:
    """Give what keeps a thing from running on ``first``; it stays so until ``last``."""
    history = read_history(texts(thing.facts, "status_history"))
    stated = status_on(history, first, begins_operating=thing.is_line)
    doubted = stated is not None and begun_in_doubt(history, stated, first)
    if stated and (kind := "perhaps stopped" if doubted else _class_of(stated.status)) != "running":
        words = stated.status.replace("_", " ") + (f" ({stated.period.text})" if stated.period else "")
        yield Outage(thing.id, thing.name, kind, first, last, words, texts(thing.facts, "claims"))
    for status, event, _ in stopped_on(thing.told, first, lambda _: True):
        if not _told_later(event, stated.start if stated and stated.period else None):
            some = bool(event.origins or event.shippers or event.destinations)
            told = (_class_of(status), first, last, event.says, event.claims)
            yield Outage(thing.id, thing.name, *told, only_some=some, measured=event.out is not None)


def _told_later(event: Happening, since: date | None) -> bool:
    """Tell whether a dated status, stated from the same day on or later, says what became of the event."""
    return since is not None and since >= event.start


def _class_of(status: str) -> str:
    found = rule(status)
    if found.unbuilt:
        return "not there"
    if not found.carries:
        return "stopped"
    return _WORDS.get(status, "running")


def _joined(outages: Iterable[Outage]) -> Iterator[Outage]:
    """Join stretches of one outage that follow each other, in the order of their beginning."""
    open_ones: dict[tuple[str, str, str], Outage] = {}
    found: list[Outage] = []
    for one in outages:
        key = (one.subject, one.kind, one.says)
        before = open_ones.get(key)
        follows = before is not None and before.last + _ONE == one.first
        if before and follows:
            found.remove(before)
        open_ones[key] = replace(one, first=before.first) if before and follows else one
        found.append(open_ones[key])
    yield from sorted(found, key=lambda one: (one.first, one.subject, one.says))
