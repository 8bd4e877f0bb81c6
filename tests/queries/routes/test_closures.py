"""Closures: every set against brute force, and the warnings where the single ranking misleads."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from queries.network.model import Between, Leg, Site
from queries.routes import rerouting
from queries.routes.closure_groups import grouped, members
from queries.routes.closures import Closures, Extent, closures
from queries.routes.flow import flow_range
from queries.routes.flow_problem import Limits, Part, Reading, build_problem, is_unlimited, on_the_way
from tests.queries.conftest import Trunkline
from tests.queries.network.builders import bare_leg, bare_site
from tests.queries.routes.flow_cases import betweens, flow_legs, flow_sites, limits


def left(legs: list[Leg], sites: dict[str, Site], between: Between, bound: Limits, closed: frozenset[str]) -> float:
    amount = flow_range([leg for leg in legs if leg.id not in closed], sites, between, bound).low.amount
    assert amount is not None
    return amount


@settings(max_examples=60, deadline=None)
@given(flow_legs(), flow_sites(), betweens, limits())
def test_every_single_and_the_worst_pair_equal_brute_force(
    legs: list[Leg], sites: dict[str, Site], between: Between, bound: Limits
) -> None:
    used = on_the_way(sorted(legs, key=lambda leg: leg.id), between)
    problem = build_problem(used, sites, between, bound, Reading())
    if not used or is_unlimited(problem):
        return
    things = {Part("leg", leg.id): frozenset({leg.id}) for leg in legs}
    found = closures(problem, things, Extent(size=2, most=1000))
    before = left(legs, sites, between, bound, frozenset())
    alone = {key: before - left(legs, sites, between, bound, frozenset({key})) for key in (leg.id for leg in legs)}
    assert {one.closed[0].id: one.loss for one in found.singles} == pytest.approx(alone, abs=1e-5)
    pairs = {
        pair: before - left(legs, sites, between, bound, frozenset(pair)) for pair in combinations(sorted(alone), 2)
    }
    costly = {pair: loss for pair, loss in pairs.items() if loss > max(alone[one] for one in pair) + 1e-5}
    assert {tuple(part.id for part in one.closed): one.loss for one in found.sets} == pytest.approx(costly, abs=1e-5)
    surprises = {pair for pair, loss in costly.items() if loss > sum(alone[one] for one in pair) + 1e-5}
    assert {tuple(part.id for part in one.closure.closed) for one in found.surprises} == surprises


def test_a_search_that_leads_too_far_gives_way_to_a_whole_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    legs = [
        bare_leg(f"{row}{place}", f"{place}", f"{place + 1}", capacity=(3, 3)) for place in range(9) for row in "ab"
    ]
    sites = {str(place): bare_site(str(place)) for place in range(10)}
    problem = build_problem(legs, sites, Between(frozenset("0"), frozenset("9")), Limits(), Reading())
    things = {Part("leg", leg.id): frozenset({leg.id}) for leg in legs}
    near = closures(problem, things, Extent(size=1))
    assert [one.loss for one in near.singles] == [3.0] * 18
    monkeypatch.setattr(rerouting, "BUDGET", 0)
    assert closures(problem, things, Extent(size=1)) == near


def twins() -> Closures:
    """Two lines of 5 in parallel behind a limit of 5: neither costs anything alone."""
    legs = [bare_leg("a", "s", "m"), bare_leg("b", "s", "m"), bare_leg("c", "m", "t", capacity=(5, 5))]
    sites = {key: bare_site(key) for key in "smt"}
    problem = build_problem(legs, sites, Between(frozenset("s"), frozenset("t")), Limits(), Reading())
    return closures(problem, {Part("leg", leg.id): frozenset({leg.id}) for leg in legs})


def test_two_that_cost_nothing_alone_and_everything_together_are_a_warning() -> None:
    found = twins()
    assert [(one.closed[0].id, one.loss) for one in found.singles] == [("c", 5), ("a", 0), ("b", 0)]
    assert [
        (tuple(part.id for part in one.closure.closed), one.closure.loss, one.alone) for one in found.surprises
    ] == [(("a", "b"), 5, 0)]
    assert found.complete


def closed_at_both_ends(legs: list[Leg]) -> Closures:
    """Close every leg between s and t by way of m, read at the low end and at the high one."""
    bound = (legs, {key: bare_site(key) for key in "smt"}, Between(frozenset("s"), frozenset("t")), Limits())
    things = {Part("leg", leg.id): frozenset({leg.id}) for leg in legs}
    return closures(build_problem(*bound, Reading()), things, Extent(), build_problem(*bound, Reading(high=True)))


def test_losses_are_told_at_both_ends() -> None:
    legs = [bare_leg("a", "s", "m", capacity=(5, 8)), bare_leg("b", "s", "m", capacity=(2, 2))]
    legs.append(bare_leg("c", "m", "t", capacity=(6, 6)))
    found = closed_at_both_ends(legs)
    told = {one.closed[0].id: (one.loss, one.left, one.loss_high, one.left_high) for one in found.singles}
    assert told == {"a": (4, 2, 4, 2), "b": (1, 5, 0, 6), "c": (6, 0, 6, 0)}
    assert (found.before, found.before_high) == (6, 6)


def test_where_nothing_is_sure_the_high_end_decides() -> None:
    legs = [bare_leg("a", "s", "m", capacity=(0, 5)), bare_leg("b", "s", "m", capacity=(0, 3))]
    legs.append(bare_leg("c", "m", "t", capacity=(0, 5)))
    found = closed_at_both_ends(legs)
    assert [(one.closed[0].id, one.loss, one.loss_high) for one in found.singles] == [
        ("c", 0, 5),
        ("a", 0, 2),
        ("b", 0, 0),
    ]
    (worst,) = found.sets
    assert ([part.id for part in worst.closed], worst.loss, worst.loss_high, worst.left_high) == (["a", "b"], 0, 5, 0)
    assert [(one.closure.loss_high, one.alone) for one in found.surprises] == [(5, 2)]


def test_things_that_stand_for_one_another_are_one_group() -> None:
    a, b, c, d, e = (Part("leg", key) for key in "abcde")
    told = [((a, c), 5.0), ((a, d), 5.0), ((b, c), 5.0), ((b, d), 5.0), ((a, e), 5.0), ((a, b), 3.0), ((c,), 5.0)]
    groups = grouped(told)
    assert sorted(tuple("".join(part.id for part in one) for one in group.classes) for group in groups) == [
        ("a", "b"), ("a", "cd"), ("a", "e"), ("b", "cd"), ("c",),
    ]  # fmt: skip
    every = [frozenset(closed) for closed, _ in told]
    assert sorted(map(sorted, (parts for group in groups for parts in members(group)))) == sorted(map(sorted, every))
    assert [group.first for group in grouped([((a,), 1), ((b,), 1), ((c,), 2)])] == [0, 2]


def test_without_time_the_answer_says_so() -> None:
    legs = [bare_leg("a", "s", "t", capacity=(5, 5)), bare_leg("b", "s", "t", capacity=(4, 4))]
    problem = build_problem(
        legs, {key: bare_site(key) for key in "st"}, Between(frozenset("s"), frozenset("t")), Limits(), Reading()
    )
    things = {Part("leg", leg.id): frozenset({leg.id}) for leg in legs}
    found = closures(problem, things, Extent(seconds=0))
    assert not found.complete
    assert len(found.singles) == 2


def test_the_command_ranks_the_closures_of_the_reference_graph(trunkline: Trunkline) -> None:
    outcome = trunkline("closures", "western_kazakhstan", "world_market", "--as-of", "2026-11-01", "--sets", "1")
    assert outcome.returncode == 0, outcome.stderr
    assert "Together at least 101.2 Mt/y, 103.5 where every disputed capacity is the highest" in outcome.stdout
    assert "; two figures are the low / the high end. Closing one thing:" in outcome.stdout
    cpc = next(line for line in outcome.stdout.splitlines() if "Caspian Pipeline (CPC)" in line)
    assert cpc.split()[:6] == ["-72.5", "leaves", "28.7", "/", "31", "each:"]
    nothing = trunkline("closures", "western_kazakhstan", "world_market", "--avoid", "KZ")
    assert nothing.returncode == 3
    assert "blocked by" in nothing.stderr
    wrong = trunkline("closures", "KZ", "china", "--sets", "9")
    assert (wrong.returncode, wrong.stdout) == (2, "")
