"""The state of a thing on a day, from the events that happened to it.

A suspension holds for its stated period, or its stated duration, or until a resumption. Where it is not sure that it
holds on a day, the thing is ``perhaps_stopped``:

- A stop of which only the day is told stops that day; for 30 days after it, unless a resumption is told, nobody knows.
  A restriction that began with it or later, says how much is out, and is sure on the day, says that it runs again.
- A month or a year says only that it was stopped at some time in it, with a duration that it was stopped within that
  time and the duration after it. A period that begins or ends with a month leaves the days of that month open.
- A resumption some time in a month is certain when the month is over.
- What a single article is read to say is a doubt until a table or a second article tells it too: a machine's reading
  may be wrong. Without a told end that doubt lapses 30 days after the stop began or was told, whichever is later.

An attack does not stop anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from graph.fuse.objects import Node, Relation
from graph.model.time import Period, parse_period

STOPS = {"suspension": "suspended", "restriction": "restricted", "decommissioning": "decommissioned"}
PERHAPS = {"suspension": "perhaps_stopped", "restriction": "restricted", "decommissioning": "perhaps_stopped"}
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
    last_sure: date | None = None
    """The last day on which it certainly lasts; None where it has no end."""
    when: str = ""
    """Its time as the source tells it."""
    told: date | None = None
    """The day on which its first source was out."""

    @property
    def begun(self) -> date:
        """The day from which it is certain."""
        return self.sure or self.start

    @property
    def lapses(self) -> date | None:
        """The last day on which what one article alone tells without an end is still a doubt."""
        if self.confirmed or self.end is not None:
            return None
        return max(self.begun, self.told or self.begun) + UNTOLD_END

    def is_certain(self, day: date) -> bool:
        """Tell whether it is sure to have begun by ``day`` and, unless something ended it, to last."""
        return self.confirmed and self.begun <= day and (self.last_sure is None or day <= self.last_sure)

    @property
    def says(self) -> str:
        """What its source says, with its time."""
        return f"{self.summary} ({self.when})"

    def holds(self, day: date, ended: Iterable[date]) -> bool:
        """Tell whether it lasts on ``day``, given the days of the resumptions."""
        if day < self.start or any(last is not None and day > last for last in (self.end, self.lapses)):
            return False
        return not any(self.start < one <= day for one in ended)

    def may_last(self, day: date, ended: Iterable[date]) -> bool:
        """Tell whether nobody told the end and ``day`` is too near to the stop to take it as over."""
        if self.end_told or not self.start < day <= self.start + UNTOLD_END:
            return False
        return not any(self.start <= one <= day for one in ended)


Scope = Callable[[Happening], bool]


class Stop(NamedTuple):
    """The state that an event puts a thing in on a day; ``certain`` is false where it may be over or not have begun."""

    status: str
    event: Happening
    certain: bool


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
    return Happening(
        id=node.id, type=str(facts["type"]), start=period.start, end=_end(node),
        sure=period.begin.last() if period.begin else None, last_sure=_last_sure(node, period),
        when=period.text, told=_day(facts.get("known_on")),
        origins=_ids(node, "role_origin"), destinations=_ids(node, "role_destination"),
        shippers=_ids(node, "role_shipper"), summary=str(facts.get("summary", "")),
        claims=tuple(sorted(_ids(node, "claims"))),
        confirmed=facts.get("confirmed") is True,
        out=_out(node), out_unit=str(node.properties["unit"]) if _out(node) else None,
        end_told=period.is_interval or _duration(node) is not None or period.start != period.end,
    )  # fmt: skip


def _last_sure(node: Node, period: Period) -> date | None:
    """Give the last day on which it certainly lasts; one told for a month alone lasts certainly on none."""
    end = _end(node)
    if end is None:
        return None
    if not period.is_interval:
        return end if period.start == period.end else date.min
    first, last = (period.finish.first(), period.finish.last()) if period.finish else (None, None)
    return end if first is None or first == last else first - timedelta(days=1)


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


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


def stopped_on(told: Sequence[Happening], day: date, binds: Scope) -> list[Stop]:
    """Give the states that events put a thing in on ``day``; only those that ``binds``."""
    found = []
    for one in told:
        if one.type not in STOPS or not binds(one):
            continue
        resumed = _resumed(one, told)
        if one.holds(day, [end.begun for end in resumed if end.confirmed]):
            certain = one.is_certain(day) and one.holds(day, [end.start for end in resumed])
            found.append(Stop(STOPS[one.type] if certain else PERHAPS[one.type], one, certain))
        elif one.may_last(day, [end.begun for end in resumed]) and not _runs_in_part(one, told, day):
            found.append(Stop(PERHAPS[one.type], one, certain=False))
    return found + _not_yet(told, day)


def _resumed(stop: Happening, told: Sequence[Happening]) -> list[Happening]:
    """Give the resumptions that may end ``stop``: one for a single customer ends no stop of everybody."""
    return [one for one in told if one.type in ENDS and _meant(one, stop)]


def _meant(one: Happening, stop: Happening) -> bool:
    """Tell whether an event is told of all that ``stop`` holds, or of some of the oil that it names."""
    whose = one.origins | one.shippers | one.destinations
    return not whose or bool(whose & (stop.origins | stop.shippers | stop.destinations))


def _runs_in_part(stop: Happening, told: Sequence[Happening], day: date) -> bool:
    """Tell whether a part of what ``stop`` held is sure to run on ``day``, as a source says how much of it does not."""
    parts = (one for one in told if one.type == "restriction" and one.out and one.start >= stop.start)
    resumed = [end.start for end in _resumed(stop, told)]
    return any(one.is_certain(day) and one.holds(day, resumed) and _meant(one, stop) for one in parts)


def _not_yet(told: Sequence[Happening], day: date) -> list[Stop]:
    opened = [one for one in told if one.type in BEGINS and one.confirmed]
    first = min(opened, key=lambda one: (one.start, one.id), default=None)
    return [Stop("planned", first, certain=True)] if first and day < first.start else []
