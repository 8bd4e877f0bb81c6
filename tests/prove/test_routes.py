"""The engine asked as a person asks it, on random worlds, against plain enumeration."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import networkx as nx
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.errors import TrunklineError
from queries.answers.route_json import document
from queries.network.model import Between, Leg
from queries.network.reading import Material
from queries.routes.answer import RoutesAnswer
from queries.routes.avoid.closing import read_closing
from queries.routes.best import Passing, all_routes
from queries.routes.costs import ORDERS
from queries.routes.disjoint import disjoint_routes
from queries.routes.engine import Case, answer_routes, prepare
from queries.routes.evidence_strength import strengths
from queries.routes.pareto import dominates, pareto_routes, vector
from queries.routes.question import Question
from queries.routes.via import Waypoint
from tests.prove.cases import cases
from tests.prove.oracle import UNTOLD, Route, Unclear, cost_of, truth, walk
from tests.prove.worlds import ASSETS, DAY, SITES, closings, ends, terms, worlds

ANY = Question("s0", "s5", DAY, k=20, allow_duplicates=True)  # doubled lines are tried elsewhere
several_terms = st.lists(terms, max_size=2).map(tuple)


def asked(world: Material, question: Question) -> Case:
    """Prepare a question; worlds in which it makes no sense are passed over."""
    try:
        return prepare(world, question)
    except TrunklineError:
        assume(False)
        raise


def answered(world: Material, question: Question) -> RoutesAnswer:
    asked(world, question)
    return answer_routes(world, question)


def legs_of(answer: RoutesAnswer) -> list[tuple[str, ...]]:
    return [tuple(hop.leg.id for hop in route.hops) for route in answer.routes]


def ranked(case: Case, routes: list[Route], order: str) -> list[tuple[str, ...]]:
    """Sort routes as the manual says: the key of the order, then the leg ids."""
    trust = strengths(case.control.material)

    def key(route: Route) -> tuple[object, ...]:
        cost = cost_of(route, case.limits, trust)
        return (order == "capacity" and cost.narrowest == float("inf"), cost.key(order), ids(route))

    return [ids(route) for route in sorted(routes, key=key)]


def ids(route: Route) -> tuple[str, ...]:
    return tuple(leg.id for leg in route)


@cases(16)
@given(worlds(), ends, several_terms, several_terms, st.tuples(st.sampled_from(ORDERS), st.integers(1, 12)))
def test_the_best_routes_are_those_of_plain_enumeration(
    world: Material, two: tuple[str, str], avoid: tuple[str, ...], only: tuple[str, ...], best: tuple[str, int]
) -> None:
    order, k = best
    question = Question(*two, DAY, avoid=avoid, only=only, by=order, k=k)
    case = asked(world, question)
    found = answer_routes(world, question)
    try:
        allowed = [leg for leg in case.network.legs if leg.state.carries and obeys(leg, question, case)]
    except Unclear:
        assume(False)
    expected = ranked(case, list(walk(allowed, case.between)), order)[:k]
    assert legs_of(found) == expected


def obeys(leg: Leg, question: Question, case: Case) -> bool:
    world, network = case.control.material, case.network
    avoided = [truth(one, leg, network, world) for one in question.avoid]
    wanted = [truth(one, leg, network, world) for one in question.only]
    return all(one in (False, UNTOLD) for one in avoided) and all(one in (True, UNTOLD) for one in wanted)


@cases(12)
@given(worlds(), ends, several_terms, st.lists(closings, max_size=2).map(tuple), several_terms)
def test_nothing_forbidden_is_in_any_answer(
    world: Material, two: tuple[str, str], avoid: tuple[str, ...], close: tuple[str, ...], only: tuple[str, ...]
) -> None:
    question = Question(*two, DAY, avoid=avoid, only=only, close=close, k=10, allow_duplicates=True)
    found = answered(world, question)
    shut = [one for one in map(read_closing, close) if one.part == 1 and one.holds(DAY)]
    legs = {leg.id: leg for leg in found.network.legs}
    used = {key for route in legs_of(found) for key in route}
    used |= (found.flow.low.on.keys() | found.flow.high.on.keys()) if found.flow else set()
    try:
        for leg in map(legs.__getitem__, used):
            assert leg.state.carries
            told = [truth(one, leg, found.network, world) for one in (*avoid, *(one.term for one in shut))]
            wanted = [truth(one, leg, found.network, world) for one in only]
            assert [one for one in told if one not in (False, UNTOLD)] == []
            assert [one for one in wanted if one not in (True, UNTOLD)] == []
            assert bool(leg.untold) == (UNTOLD in (*told, *wanted))
            assert found.flow is None or not leg.untold or leg.id not in found.flow.low.on
    except Unclear:
        assume(False)


@cases(10)
@given(worlds(), ends, several_terms, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    world: Material, two: tuple[str, str], avoid: tuple[str, ...], chance: random.Random
) -> None:
    question = Question(*two, DAY, avoid=avoid, k=10)
    found = answered(world, question)
    entities = list(world.entities.items())
    events = list(world.events)
    relations = {name: list(group) for name, group in world.relations.items()}
    held: list[list[Any]] = [entities, events, *relations.values()]
    for one in held:
        chance.shuffle(one)
    shuffled = Material(
        dict(entities), tuple(events), {name: tuple(group) for name, group in relations.items()}, world.digest
    )
    assert document(answer_routes(shuffled, question)) == document(found)


@cases(12)
@given(worlds(), ends, several_terms, terms)
def test_avoiding_more_never_helps(world: Material, two: tuple[str, str], avoid: tuple[str, ...], more: str) -> None:
    question = Question(*two, DAY, avoid=avoid, k=100, allow_duplicates=True)
    before = answered(world, question)
    after = answered(world, replace(question, avoid=(*avoid, more)))
    assert set(legs_of(after)) <= set(legs_of(before))
    if after.routes and before.routes:
        assert length(before) <= length(after)
        assert after.flow is not None
        assert before.flow is not None
        for one, other in ((after.flow.low, before.flow.low), (after.flow.high, before.flow.high)):
            assert other.amount is None or (one.amount is not None and one.amount <= other.amount)


def length(answer: RoutesAnswer) -> tuple[object, ...]:
    best = answer.routes[0]
    idle = sum(hop.leg.state.status == "idle" for hop in best.hops)
    return (idle, len(best.unmeasured), best.distance_km, len(best.hops))


@cases(8)
@given(worlds(), st.lists(st.sampled_from((*SITES, *ASSETS)), min_size=1, max_size=3), st.sampled_from(ORDERS))
def test_routes_by_way_of_places_are_those_that_pass_them_in_order(
    world: Material, named: list[str], order: str
) -> None:
    case = asked(world, ANY)
    points = tuple(Waypoint(key, key) for key in named)
    trust = strengths(world)
    found = all_routes(case.usable, case.between, order, case.limits, trust, Passing(points, case.network.sites))
    every = [route for route in walk(case.usable, case.between) if passes(route, named)]
    assert [ids(route) for route in found] == ranked(case, every, order)


def passes(route: Route, named: list[str]) -> bool:
    """Read the route as a row of words, and look for the named ones in their order."""
    words = [{route[0].start}]
    for leg in route:
        words += [set(leg.assets), {leg.end}]
    place = 0
    for word in words:
        while place < len(named) and named[place] in word:
            place += 1
    return place == len(named)


@cases(8)
@given(worlds())
def test_the_pareto_set_is_what_nothing_dominates(world: Material) -> None:
    case = asked(world, ANY)
    trust = strengths(world)
    found = pareto_routes(case.usable, case.between, case.limits, trust)
    every = {ids(route): vector(cost_of(route, case.limits, trust)) for route in walk(case.usable, case.between)}
    assert found.complete
    assert {ids(route) for route in found.routes} == {key for key in every if stands(key, every)}


def stands(key: tuple[str, ...], every: dict[tuple[str, ...], Any]) -> bool:
    """Tell whether no other route is as good in all respects, or equal with legs that come first."""
    own, others = every[key], ((name, other) for name, other in every.items() if name != key)
    return not any(dominates(other, own) and (other != own or name < key) for name, other in others)


@cases(8)
@given(worlds(), st.sampled_from(("legs", "sites")), st.integers(1, 3))
def test_disjoint_routes_are_as_many_and_together_as_short_as_can_be(world: Material, kind: str, k: int) -> None:
    case = asked(world, ANY)
    found = disjoint_routes(case.usable, case.between, k, kind)
    every = list(walk(case.usable, case.between))
    assert all(route in every for route in found)
    assert apart(found, kind)
    assert len(found) == min(k, most_apart(case.usable, case.between, kind))
    if found and len(every) <= 14:
        rivals = [chosen for chosen in combinations(every, len(found)) if apart(list(chosen), kind)]
        assert total(found) == min(map(total, rivals))


def apart(routes: list[Route], kind: str) -> bool:
    used = [({leg.id for leg in route} if kind == "legs" else {leg.end for leg in route[:-1]}) for route in routes]
    ends_too = kind == "legs" or len({ids(route) for route in routes}) == len(routes)
    return ends_too and sum(map(len, used)) == len(set().union(*used)) if used else True


def total(routes: list[Route] | tuple[Route, ...]) -> tuple[int, ...]:
    keys = [cost_of(route, {}, {}).key("distance") for route in routes]
    return tuple(int(sum(parts)) for parts in zip(*keys, strict=True))


def most_apart(legs: tuple[Leg, ...], between: Between, kind: str) -> int:
    """Ask networkx for the most disjoint routes of one origin and one destination."""
    (start,), (goal,) = between
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for site in {site for leg in legs for site in (leg.start, leg.end)} | {start, goal}:
        shared = kind == "legs" or site in (start, goal)
        graph.add_edge(("in", site), ("out", site), capacity=100 if shared else 1)
    for leg in legs:
        if leg.start != goal:
            graph.add_edge(("out", leg.start), leg.id, capacity=1)
            graph.add_edge(leg.id, ("in", leg.end), capacity=1)
    return int(nx.maximum_flow_value(graph, ("in", start), ("out", goal)))
