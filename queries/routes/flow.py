"""How much all routes carry together, and the smallest cut that proves it.

Every site is split in two, so that its own capacity (the berths of a port) holds for all that passes. Unknown
capacities do not limit; the strict flow takes unknown legs as zero and says which of them are to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from queries.network.model import Between, Capacity, Leg, Site
from queries.routes.best import least_costs
from queries.routes.max_flow import Arcs

SCALE = 1_000_000  # capacities become whole numbers of a millionth of the unit
Reading = Callable[[Capacity], float]


@dataclass(frozen=True, slots=True)
class CutPart:
    """One leg or site of a cut; ``capacity`` None means unknown (counted as zero in the strict flow)."""

    kind: str
    id: str
    capacity: float | None


@dataclass(frozen=True, slots=True)
class Flow:
    """A greatest flow: ``amount`` None means that nothing known limits it. The cut's capacity equals the amount."""

    amount: float | None
    on: dict[str, float]
    cut: tuple[CutPart, ...]


@dataclass(frozen=True, slots=True)
class FlowRange:
    """The greatest flow at the low and the high end of every capacity, and with unknown legs taken as zero."""

    low: Flow
    high: Flow
    strict: Flow

    @property
    def to_blame(self) -> tuple[str, ...]:
        """The legs of unknown capacity that hold the strict flow below the low end; none where they are equal."""
        if self.strict.amount == self.low.amount:
            return ()
        return tuple(part.id for part in self.strict.cut if part.kind == "leg" and part.capacity is None)


def flow_range(legs: Iterable[Leg], sites: dict[str, Site], between: Between) -> FlowRange:
    """Answer how much can flow between two sets of sites over ``legs``."""
    used = _on_the_way(list(legs), between)
    return FlowRange(
        low=_flow(used, sites, between, lambda one: one.low),
        high=_flow(used, sites, between, lambda one: one.high),
        strict=_flow(used, sites, between, lambda one: one.low, unknown_is_zero=True),
    )


def _on_the_way(legs: list[Leg], between: Between) -> list[Leg]:
    """Keep the legs from which a destination can still be reached: a dead end is never to blame."""
    hopeful = least_costs(legs, between.goals)
    return [one for one in legs if one.end in hopeful and one.start not in between.goals and one.start != one.end]


def _flow(
    legs: list[Leg], sites: dict[str, Site], between: Between, read: Reading, *, unknown_is_zero: bool = False
) -> Flow:
    known = {site.id: _units(site.capacity, read) for site in sites.values()}
    carried = {leg.id: _units(leg.capacity, read) for leg in legs}
    endless = sum(one for one in (*known.values(), *carried.values()) if one is not None) + 1
    arcs = Arcs()
    source, sink = arcs.node(), arcs.node()
    inner = {site: (arcs.node(), arcs.node()) for site in sites}
    for site in sites:
        arcs.add(*inner[site], _or(known[site], endless))
    missing = 0 if unknown_is_zero else endless
    lines = {leg.id: arcs.add(inner[leg.start][1], inner[leg.end][0], _or(carried[leg.id], missing)) for leg in legs}
    for site in sorted(between.origins - between.goals):
        arcs.add(source, inner[site][0], endless)
    for site in sorted(between.goals & sites.keys()):
        arcs.add(inner[site][1], sink, endless)
    total = arcs.push(source, sink)
    if total >= endless:
        return Flow(None, {}, ())
    near = arcs.reached(source)
    cut = _cut(legs, inner, near, carried, known)
    assert sum(round((part.capacity or 0) * SCALE) for part in cut) == total, "the cut must prove the flow"
    return Flow(total / SCALE, {key: arcs.flow(arc) / SCALE for key, arc in lines.items() if arcs.flow(arc)}, cut)


def _cut(
    legs: list[Leg], inner: dict[str, tuple[int, int]], near: list[bool], carried: dict[str, int | None],
    known: dict[str, int | None],
) -> tuple[CutPart, ...]:  # fmt: skip
    sites = [site for site, (one, other) in sorted(inner.items()) if near[one] and not near[other]]
    crossed = [leg.id for leg in legs if near[inner[leg.start][1]] and not near[inner[leg.end][0]]]
    return (
        *(CutPart("leg", key, _amount(carried[key])) for key in crossed),
        *(CutPart("site", key, _amount(known[key])) for key in sites),
    )


def _units(capacity: Capacity | None, read: Reading) -> int | None:
    return None if capacity is None else round(read(capacity) * SCALE)


def _amount(units: int | None) -> float | None:
    return None if units is None else units / SCALE


def _or(units: int | None, otherwise: int) -> int:
    return otherwise if units is None else units


def blocking_cut(
    open_legs: Iterable[Leg], blocked: Iterable[Leg], sites: Iterable[str], between: Between
) -> tuple[str, ...]:
    """Give the fewest blocked legs that part the two sets; empty where no way exists at all."""
    origins, goals = between
    arcs = Arcs()
    source, sink = arcs.node(), arcs.node()
    number = {site: arcs.node() for site in sorted(sites)}
    shut = sorted((leg for leg in blocked if leg.start not in goals), key=lambda one: one.id)
    endless = len(shut) + 1
    for leg in open_legs:
        if leg.start not in goals:
            arcs.add(number[leg.start], number[leg.end], endless)
    for leg in shut:
        arcs.add(number[leg.start], number[leg.end], 1)
    for site in sorted(origins - goals):
        arcs.add(source, number[site], endless)
    for site in sorted(goals & number.keys()):
        arcs.add(number[site], sink, endless)
    arcs.push(source, sink)
    near = arcs.reached(source)
    return tuple(leg.id for leg in shut if near[number[leg.start]] and not near[number[leg.end]])
