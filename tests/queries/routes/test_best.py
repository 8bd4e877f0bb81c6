"""The k best routes against brute force on small random multigraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from queries.network.model import Between, Leg
from queries.routes.best import ORDERS, Route, best_routes
from queries.routes.costs import Cost
from tests.queries.network.builders import bare_leg
from tests.queries.routes.rows import routes_rows

SITES = "abcdef"


@st.composite
def networks(draw: st.DrawFn) -> list[Leg]:
    ends = draw(st.lists(st.tuples(st.sampled_from(SITES), st.sampled_from(SITES)), max_size=11))
    return [
        bare_leg(
            f"l{number:02}", start, end,
            km=draw(st.sampled_from([None, 1.0, 2.0, 3.0])),
            capacity=draw(st.sampled_from([None, (1.0, 1.0), (2.0, 4.0), (3.0, 3.0)])),
            status=draw(st.sampled_from(["operating", "operating", "idle"])),
        )
        for number, (start, end) in enumerate(ends)
    ]  # fmt: skip


betweens = st.tuples(st.sets(st.sampled_from("abc"), min_size=1), st.sets(st.sampled_from("cdef"), min_size=1)).map(
    lambda ends: Between(frozenset(ends[0]), frozenset(ends[1]))
)


def walk(legs: list[Leg], site: str, goals: frozenset[str], so_far: Route) -> Iterator[Route]:
    if site in goals:
        yield so_far
        return
    seen = {leg.start for leg in so_far}
    for leg in legs:
        if leg.start == site and leg.end not in seen and leg.end != site:
            yield from walk(legs, leg.end, goals, (*so_far, leg))


def brute_force(legs: list[Leg], between: Between) -> list[Route]:
    starts = sorted(between.origins - between.goals)
    return [route for start in starts for route in walk(legs, start, between.goals, ())]


def rank(route: Route, order: str) -> tuple[object, ...]:
    cost = Cost()
    for leg in route:
        cost = cost.plus(leg)
    last = order == "capacity" and all(leg.capacity is None for leg in route)
    return (last, cost.key(order), tuple(leg.id for leg in route))


@settings(max_examples=300, deadline=None)
@given(networks(), betweens, st.sampled_from(ORDERS), st.integers(1, 12))
def test_k_best_equals_brute_force(legs: list[Leg], between: Between, order: str, k: int) -> None:
    expected = sorted(brute_force(legs, between), key=lambda route: rank(route, order))[:k]
    assert best_routes(legs, between, k, order) == expected


@settings(max_examples=100, deadline=None)
@given(networks(), betweens, st.randoms(use_true_random=False))
def test_the_order_of_the_legs_changes_nothing(legs: list[Leg], between: Between, chance: random.Random) -> None:
    shuffled = list(legs)
    chance.shuffle(shuffled)
    assert best_routes(shuffled, between, 20) == best_routes(legs, between, 20)


@settings(max_examples=100, deadline=None)
@given(networks(), betweens)
def test_rows_hold_every_route_up_to_the_bound(legs: list[Leg], between: Between) -> None:
    expected = {tuple(leg.id for leg in route) for route in brute_force(legs, between) if len(route) <= 3}
    rows = routes_rows(legs, between, most_legs=3)
    assert {ids for _, _, ids in rows} == expected
    assert rows == sorted(rows)


def test_operating_routes_come_before_idle_ones_and_unknown_distances_after_known() -> None:
    legs = [
        bare_leg("idle", "a", "z", km=1, status="idle"),
        bare_leg("long", "a", "z", km=900),
        bare_leg("unmeasured", "a", "z", km=None),
    ]
    found = best_routes(legs, Between(frozenset("a"), frozenset("z")), 5)
    assert [route[0].id for route in found] == ["long", "unmeasured", "idle"]


def test_an_unknown_order_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match='ordered by "price"'):
        best_routes([], Between(frozenset("a"), frozenset("z")), 1, "price")
