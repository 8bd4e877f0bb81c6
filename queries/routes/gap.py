"""Exports that a closing would strand: what moves today against what the rest of the network can take.

For every year with figures, all in the unit of the network and each as a range:

- ``moved`` is the greatest flow if no leg or site carries more of this oil than it did in that year (parts without a
  figure keep their stated capacity). Lines in a row are so counted once. It is made of what was there in that year, so
  it is the same for every day asked about: legs that could carry on its first or its last day, or of which a volume
  of that year is stated.
- ``nominal`` is the greatest flow of what stays open, as if all others made room.
- ``spare`` is the same where all others keep what they use: capacity - (use of all - use of this oil).
- ``gap`` is ``max(0, moved - nominal)`` and ``max(0, moved - spare)``: low against high, high against low.

For the other three, states and capacities are those of the day asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import UsageError
from queries.network.build import build_network
from queries.network.model import Capacity, Leg, Network, Shared, Site, Volume
from queries.network.reading import Material
from queries.routes.ends import shipper_of
from queries.routes.engine import Case, prepare
from queries.routes.flow import greatest_flow
from queries.routes.flow_problem import Limits, Reading, on_the_way
from queries.routes.limits import limits_of
from queries.routes.precedents import Precedent, precedents_of
from queries.routes.question import Question

FIRST_YEAR = 2022  # the tables tell of every year from here on


@dataclass(frozen=True, slots=True)
class Amount:
    """A range; None means that nothing known limits it."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class YearGap:
    """What one year's exports would meet."""

    year: int
    moved: Amount
    nominal: Amount
    spare: Amount
    gap_nominal: Amount
    gap_spare: Amount
    used: tuple[tuple[str, Volume], ...]
    """The figures of present use behind ``moved``, by the thing that they are about."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The answer: one line a year, and what was measured when things were closed before."""

    question: Question
    case: Case
    closed: tuple[Leg, ...]
    years: tuple[YearGap, ...]
    precedents: tuple[Precedent, ...]


def gap(material: Material, question: Question) -> Gap | None:
    """Compare exports and room; None where there is no route even with nothing closed.

    Raises:
        UnknownName, UsageError: a question that cannot be answered as asked, or one that closes nothing.
    """
    if not (question.avoid or question.only or question.close):
        raise UsageError("Say what is closed: --close ASSET or --avoid COUNTRY.")
    before = prepare(material, replace(question, avoid=(), only=(), close=()))
    after = prepare(material, question)
    used = on_the_way(before.usable, before.between)
    if not used:
        return None
    open_ids = {leg.id for leg in after.usable}
    closed = tuple(leg for leg in used if leg.id not in open_ids)
    found = (_year(material, before, after, year) for year in range(FIRST_YEAR, question.as_of.year + 1))
    years = tuple(one for one in found if any(volume.year == one.year for _, volume in one.used))
    left = on_the_way(after.usable, after.between)
    return Gap(question, after, closed, years, precedents_of(material, used, left, question.as_of))


def _year(material: Material, before: Case, after: Case, year: int) -> YearGap:
    commodity, shipper = before.network.commodity, shipper_of(material, before.start)
    told = build_network(material, commodity, date(year, 1, 1), shipper, stated=True)
    last = build_network(material, commodity, date(year, 12, 31), shipper, stated=True)
    there = _there(told, last)
    moved = _flow(before, _in_use(there, told), Limits())
    limits = limits_of(after, "nominal")
    nominal = _flow(after, _Parts(after.usable, after.network.sites), limits)
    spare = _flow(after, *_beside_others(after, told, limits))
    figures = _figures(on_the_way(there, before.between), told)
    return YearGap(year, moved, nominal, spare, _missing(moved, nominal), _missing(moved, spare), figures)


def _there(first: Network, last: Network) -> list[Leg]:
    """Give the legs that something can have moved over in a year, by its first and its last day."""
    year = first.as_of.year
    carried = {leg.id for leg in last.legs if leg.state.carries}
    return [
        replace(leg, state=replace(leg.state, doubt=""))
        for leg in first.legs
        if leg.state.carries or leg.id in carried or (leg.own_use is not None and leg.own_use.year == year)
    ]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Legs and sites with the capacities that one comparison uses."""

    legs: Sequence[Leg]
    sites: Mapping[str, Site]


def _flow(case: Case, parts: _Parts, limits: Limits) -> Amount:
    used = on_the_way(parts.legs, case.between)
    low, high = (greatest_flow(used, parts.sites, case.between, limits, Reading(high=end)) for end in (False, True))
    return Amount(low.amount, high.amount)


def _in_use(there: Iterable[Leg], told: Network) -> _Parts:
    """Let every leg and site carry what it carried of this oil."""
    legs = [replace(leg, capacity=_as_capacity(leg.own_use) or leg.capacity) for leg in there]
    sites = {
        key: replace(site, capacity=_as_capacity(site.own_use) or site.capacity) for key, site in told.sites.items()
    }
    return _Parts(legs, sites)


def _as_capacity(use: Volume | None) -> Capacity | None:
    return Capacity(use.low, use.high, use.high, use.claims) if use else None


def _beside_others(case: Case, told: Network, limits: Limits) -> tuple[_Parts, Limits]:
    """Take off what others use: everybody's use less that of this oil."""
    uses = {leg.id: _of_others(leg) for leg in told.legs}
    legs = [replace(leg, capacity=_less(leg.capacity, uses.get(leg.id))) for leg in case.usable]
    sites = {
        key: replace(site, capacity=_less(site.capacity, _of_others(told.sites[key])))
        for key, site in case.network.sites.items()
    }
    shared = tuple(_shared_less(one, uses) for one in limits.shared)
    return _Parts(legs, sites), replace(limits, shared=shared)


def _of_others(thing: Leg | Site) -> Volume | None:
    if thing.use is None:
        return None
    own = thing.own_use
    low = thing.use.low - (own.high if own else 0.0)
    high = thing.use.high - (own.low if own else 0.0)
    return Volume(max(0.0, low), max(0.0, high), thing.use.year, thing.use.claims)


def _less(capacity: Capacity | None, others: Volume | None) -> Capacity | None:
    if capacity is None or others is None:
        return capacity
    low, high = max(0.0, capacity.low - others.high), max(0.0, capacity.high - others.low)
    return replace(capacity, low=low, value=low, high=high)


def _shared_less(one: Shared, uses: Mapping[str, Volume | None]) -> Shared:
    """Lower a shared capacity by what others use of it: the use of a leg is that of its line."""
    others = next((found for leg in one.legs if (found := uses.get(leg))), None)
    left = _less(one.capacity, others if one.kind == "asset" else one.use)
    return one if left is None else replace(one, capacity=left)


def _missing(moved: Amount, room: Amount) -> Amount:
    """Give what finds no room: the low end against the high end of the room, and the other way round."""
    if moved.low is None or moved.high is None:
        return Amount(None, None)
    least = 0.0 if room.high is None else max(0.0, moved.low - room.high)
    most = 0.0 if room.low is None else max(0.0, moved.high - room.low)
    return Amount(round(least, 6), round(most, 6))


def _figures(used: Sequence[Leg], told: Network) -> tuple[tuple[str, Volume], ...]:
    named = [(leg.asset or leg.id, leg.own_use) for leg in used]
    named += [(key, told.sites[key].own_use) for key in _sites(used)]
    return tuple({key: volume for key, volume in named if volume}.items())


def _sites(legs: Iterable[Leg]) -> list[str]:
    return sorted({key for leg in legs for key in (leg.start, leg.end)})
