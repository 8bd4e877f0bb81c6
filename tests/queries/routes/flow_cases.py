"""Random networks with capacities on legs, sites and shared assets, and an independent linear programme over them."""

from __future__ import annotations

from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from queries.network.model import Between, Capacity, Leg, Shared, Site
from queries.routes.flow_problem import EndLimit, Limits
from tests.queries.network.builders import bare_leg, bare_site

SITES = "abcdef"
amounts = st.sampled_from([(1.0, 1.0), (2.0, 4.0), (3.0, 3.0), (0.5, 2.5)])
maybe = st.one_of(st.none(), amounts)


@st.composite
def flow_legs(draw: st.DrawFn) -> list[Leg]:
    ends = draw(st.lists(st.tuples(st.sampled_from(SITES), st.sampled_from(SITES)), max_size=12))
    return [bare_leg(f"l{number:02}", start, end, capacity=draw(maybe)) for number, (start, end) in enumerate(ends)]


@st.composite
def flow_sites(draw: st.DrawFn) -> dict[str, Site]:
    return {key: bare_site(key, draw(st.one_of(st.none(), st.none(), amounts))) for key in SITES}


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    numbers = st.sets(st.integers(0, 11), min_size=2, max_size=5)
    shared = [
        Shared(f"p{place}", "asset", tuple(f"l{one:02}" for one in sorted(draw(numbers))), Capacity(low, low, high))
        for place, (low, high) in enumerate(draw(st.lists(amounts, max_size=3)))
    ]
    supply = draw(st.one_of(st.none(), amounts))
    bound = (EndLimit("all fields", frozenset("abc"), *supply),) if supply else ()
    return Limits(tuple(shared), bound)


betweens = st.tuples(st.sets(st.sampled_from("abc"), min_size=1), st.sets(st.sampled_from("cdef"), min_size=1)).map(
    lambda ends: Between(frozenset(ends[0]), frozenset(ends[1]))
)


def by_linear_programme(
    legs: list[Leg], sites: dict[str, Site], between: Between, limits: Limits, end: str
) -> float | None:
    """Ask GLOP, with variables of legs only and balances written out site by site; None for an endless flow."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    used = [leg for leg in legs if leg.start not in between.goals and leg.start != leg.end]
    flow = {leg.id: solver.NumVar(0, _most(leg.capacity, end), leg.id) for leg in used}
    given = {key: solver.NumVar(0, solver.infinity(), key) for key in sorted(between.origins - between.goals)}
    for key, site in sites.items():
        into = sum((flow[leg.id] for leg in used if leg.end == key), given.get(key, 0))
        if key not in between.goals:
            solver.Add(into == sum(flow[leg.id] for leg in used if leg.start == key) + 0)
        solver.Add(into + 0 <= _most(site.capacity, end))
    for bound in limits.supply:
        solver.Add(sum(one for key, one in given.items() if key in bound.sites) + 0 <= getattr(bound, end))
    for shared in limits.shared:
        own = [leg for leg in used if leg.id in shared.legs]
        intakes = []
        for key in sites:
            intake = solver.NumVar(0, solver.infinity(), f"{shared.id} {key}")
            leaving = sum(flow[leg.id] for leg in own if leg.start == key) + 0
            solver.Add(intake >= leaving - sum(flow[leg.id] for leg in own if leg.end == key))
            intakes.append(intake)
        solver.Add(sum(intakes) <= _most(shared.capacity, end))
    solver.Maximize(sum(given.values()) + 0)
    status = solver.Solve()
    return solver.Objective().Value() if status == solver.OPTIMAL else None


def _most(capacity: Capacity | None, end: str) -> float:
    return float("inf") if capacity is None else float(getattr(capacity, end))


def respects(
    on: dict[str, float], legs: list[Leg], sites: dict[str, Site], *, between: Between, limits: Limits, end: str
) -> bool:
    """Tell whether a flow keeps every balance and every limit, to a millionth."""
    slack = 1e-5
    for leg in legs:
        if on.get(leg.id, 0) > _most(leg.capacity, end) + slack:
            return False
    for key, site in sites.items():
        into = sum(on.get(leg.id, 0) for leg in legs if leg.end == key)
        out = sum(on.get(leg.id, 0) for leg in legs if leg.start == key)
        if key not in between.goals | between.origins and abs(into - out) > slack:
            return False
        if max(into, out) > _most(site.capacity, end) + slack:
            return False
    for shared in limits.shared:
        own = [leg for leg in legs if leg.id in shared.legs]
        intake = 0.0
        for key in sites:
            leaving = sum(on.get(leg.id, 0) for leg in own if leg.start == key)
            intake += max(0.0, leaving - sum(on.get(leg.id, 0) for leg in own if leg.end == key))
        if intake > _most(shared.capacity, end) + slack:
            return False
    return True
