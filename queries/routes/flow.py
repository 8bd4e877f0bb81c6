"""How much all routes carry together, and the smallest cut that proves it.

Legs, sites and capacities that several legs share are respected together. Unknown capacities do not limit; the strict
flow takes unknown legs as zero and says which of them are to blame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from queries.network.model import Between, Leg, Site
from queries.routes.flow_problem import (
    SCALE,
    Limits,
    Part,
    Problem,
    Reading,
    build_problem,
    is_unlimited,
    on_the_way,
    reread,
    taken_in,
)
from queries.routes.max_flow import Arcs, Solution, solve

PLAIN = Limits()
LOW = Reading()
ORDER = ("leg", "asset", "strait", "site", "supply", "demand")  # in which a cut is shown


@dataclass(frozen=True, slots=True)
class CutPart:
    """One part of a cut; ``capacity`` None means unknown (counted as zero in the strict flow).

    ``kind`` is ``leg``, ``site``, ``asset`` or ``strait`` (shared by several legs), ``supply`` or ``demand``.
    ``weight`` is how often the part counts: 1, unless shared capacities make the proof a weighted one.
    """

    kind: str
    id: str
    capacity: float | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Flow:
    """A greatest flow: ``amount`` None means that nothing known limits it. The cut's capacity equals the amount."""

    amount: float | None
    on: dict[str, float]
    cut: tuple[CutPart, ...]


NOTHING = Flow(0.0, {}, ())


@dataclass(frozen=True, slots=True)
class Worth:
    """One more unit on a part lets ``gain`` more through; without any limit there, ``most`` more (None: no limit)."""

    kind: str
    id: str
    gain: float
    most: float | None


@dataclass(frozen=True, slots=True)
class FlowRange:
    """The greatest flow at the low and the high end of every capacity, and with unknown legs taken as zero."""

    low: Flow
    high: Flow
    strict: Flow
    worth: tuple[Worth, ...] = ()
    """What one more unit is worth on the parts of the cut at the low end, where it was asked for."""

    @property
    def to_blame(self) -> tuple[str, ...]:
        """The legs of unknown capacity that hold the strict flow below the low end; none where they are equal."""
        if self.strict.amount == self.low.amount:
            return ()
        return tuple(part.id for part in self.strict.cut if part.kind == "leg" and part.capacity is None)


def flow_range(legs: Iterable[Leg], sites: Mapping[str, Site], between: Between, limits: Limits = PLAIN) -> FlowRange:
    """Answer how much can flow between two sets of sites over ``legs``, within ``limits``."""
    return flow_over(on_the_way(sorted(legs, key=lambda leg: leg.id), between), sites, between, limits)


def flow_over(used: Sequence[Leg], sites: Mapping[str, Site], between: Between, limits: Limits = PLAIN) -> FlowRange:
    """Answer the same over legs that are known to lie on the way, in the order of their ids."""
    if not used:
        return FlowRange(NOTHING, NOTHING, NOTHING)
    problem = build_problem(used, sites, between, limits, LOW)
    low, least = _solved(problem)
    above = reread(problem, limits, Reading(high=True))
    high = low if _alike(problem, above) else _solved(above, least)[0]
    strict = low
    if low.amount is None or any(leg.capacity is None and leg.id in low.on for leg in used):
        strict = solved(reread(problem, limits, Reading(unknown_is_zero=True)))
    return FlowRange(low, high, strict)


def _alike(one: Problem, other: Problem) -> bool:
    return one.capacity == other.capacity and one.pools == other.pools


def greatest_flow(
    used: Sequence[Leg], sites: Mapping[str, Site], between: Between, limits: Limits = PLAIN, reading: Reading = LOW
) -> Flow:
    """Give one greatest flow over the legs on the way, read at one end of the ranges, with the cut that proves it."""
    return solved(build_problem(used, sites, between, limits, reading)) if used else NOTHING


def solved(problem: Problem) -> Flow:
    """Solve a problem: as plain greatest flow, and as a linear programme where that breaks a shared capacity."""
    return _solved(problem)[0]


def _solved(problem: Problem, below: Solution | None = None) -> tuple[Flow, Solution | None]:
    """Give the flow, and the plain one that it is or that was too much; it may begin from one of smaller capacities."""
    if is_unlimited(problem):
        return Flow(None, {}, ()), None
    plain = solve(problem, below)
    if any(taken_in(problem, pool.arcs, plain.flows) > pool.amount for pool in problem.pools):
        return _shared(problem), plain
    cut = _cut(problem, plain)
    assert sum(capacity for _, capacity in cut) == plain.total, "the cut must prove the flow"
    parts = (_cut_part(problem, part, capacity) for part, capacity in cut)
    return Flow(plain.total / SCALE, _on_legs(problem, [one / SCALE for one in plain.flows]), tuple(parts)), plain


def _cut(problem: Problem, found: Solution) -> list[tuple[Part, int]]:
    """Give the parts that part what the source still reaches from the rest."""
    crossing = (
        (part, capacity)
        for start, end, part, capacity in zip(problem.start, problem.end, problem.parts, problem.capacity, strict=True)
        if found.near[start] and not found.near[end] and part is not None and capacity is not None
    )
    return sorted(crossing, key=lambda one: (ORDER.index(one[0].kind), one[0].id))


def _cut_part(problem: Problem, part: Part, capacity: int, weight: float = 1.0) -> CutPart:
    return CutPart(part.kind, part.id, None if part in problem.unknown else capacity / SCALE, weight)


def _on_legs(problem: Problem, amounts: Sequence[float]) -> dict[str, float]:
    legs = zip(problem.parts, amounts, strict=True)
    return {part.id: amount for part, amount in legs if part is not None and part.kind == "leg" and amount}


def _shared(problem: Problem) -> Flow:
    from queries.routes.shared_flow import solve_shared

    found = solve_shared(problem)
    known = {part: one for part, one in zip(problem.parts, problem.capacity, strict=True) if part and one is not None}
    known |= {pool.part: pool.amount for pool in problem.pools}
    ordered = sorted(found.weights.items(), key=lambda one: (ORDER.index(one[0].kind), one[0].id))
    cut = tuple(_cut_part(problem, part, known[part], float(weight)) for part, weight in ordered)
    return Flow(float(found.total / SCALE), _on_legs(problem, [round(one, 6) for one in found.flows]), cut)


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
