"""Capacities that several legs share: respected with those of legs and sites, and proved."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.network.model import Between, Capacity, Leg, Shared, Site, Volume
from queries.routes.flow import Flow, flow_range
from queries.routes.flow_problem import EndLimit, Limits
from tests.queries.network.builders import bare_leg, bare_site
from tests.queries.routes.flow_cases import betweens, by_linear_programme, flow_legs, flow_sites, limits, respects


def proved(flow: Flow) -> bool:
    weighted = sum((part.capacity or 0.0) * part.weight for part in flow.cut)
    return flow.amount is None or weighted == pytest.approx(flow.amount, abs=1e-6)


@settings(max_examples=120, deadline=None)
@given(flow_legs(), flow_sites(), betweens, limits())
def test_flow_equals_cut_equals_another_solver(
    legs: list[Leg], sites: dict[str, Site], between: Between, bound: Limits
) -> None:
    found = flow_range(legs, sites, between, bound)
    for end, flow in (("low", found.low), ("high", found.high)):
        expected = by_linear_programme(legs, sites, between, bound, end)
        assert (flow.amount is None) == (expected is None)
        if flow.amount is not None:
            assert flow.amount == pytest.approx(expected, abs=1e-5)
            assert proved(flow)
            assert respects(flow.on, legs, sites, between=between, limits=bound, end=end)


@settings(max_examples=80, deadline=None)
@given(flow_legs(), flow_sites(), betweens, limits(), st.randoms(use_true_random=False))
def test_the_order_of_the_legs_changes_nothing(
    legs: list[Leg], sites: dict[str, Site], between: Between, bound: Limits, chance: random.Random
) -> None:
    shuffled = list(legs)
    chance.shuffle(shuffled)
    assert flow_range(shuffled, sites, between, bound) == flow_range(legs, sites, between, bound)


@settings(max_examples=80, deadline=None)
@given(flow_legs(), flow_sites(), betweens, limits(), st.integers(0, 11))
def test_closing_a_leg_never_helps(
    legs: list[Leg], sites: dict[str, Site], between: Between, bound: Limits, which: int
) -> None:
    before = flow_range(legs, sites, between, bound).low.amount
    after = flow_range([leg for leg in legs if leg.id != f"l{which:02}"], sites, between, bound).low.amount
    assert before is None or (after is not None and after <= before + 1e-6)


def test_off_takes_of_one_line_share_its_pumps_and_its_sections_count_once() -> None:
    legs = [
        bare_leg("1", "field", "station", capacity=(9, 9)), bare_leg("2", "station", "east", capacity=(9, 9)),
        bare_leg("3", "station", "west", capacity=(9, 9)),
    ]  # fmt: skip
    sites = {key: bare_site(key) for key in ("field", "station", "east", "west")}
    ends = Between(frozenset({"field"}), frozenset({"east", "west"}))
    line = Shared("line", "asset", ("1", "2", "3"), Capacity(7, 7, 8))
    found = flow_range(legs, sites, ends, Limits((line,)))
    assert (found.low.amount, found.high.amount) == (7, 8)
    assert [(part.kind, part.id, part.capacity, part.weight) for part in found.low.cut] == [("asset", "line", 7, 1)]


def test_a_proof_may_need_halves() -> None:
    """Three lines, each sharing a capacity of 1 with each of the others: 1.5 fits, and each counts half."""
    legs = [bare_leg(key, "s", "t") for key in "abc"]
    pairs = [Shared(one + other, "asset", (one, other), Capacity(1, 1, 1)) for one, other in ("ab", "ac", "bc")]
    ends = Between(frozenset("s"), frozenset("t"))
    found = flow_range(legs, {"s": bare_site("s"), "t": bare_site("t")}, ends, Limits(tuple(pairs)))
    assert found.low.amount == 1.5
    assert {(part.id, part.weight) for part in found.low.cut} == {("ab", 0.5), ("ac", 0.5), ("bc", 0.5)}


def test_spare_is_what_present_use_leaves() -> None:
    leg = bare_leg("line", "s", "t", capacity=(10, 12))
    used = Leg(**{name: getattr(leg, name) for name in Leg.__slots__} | {"use": Volume(7, 8, 2025)})
    sites = {"s": bare_site("s"), "t": bare_site("t")}
    ends = Between(frozenset("s"), frozenset("t"))
    assert flow_range([used], sites, ends).low.amount == 10
    spare = flow_range([used], sites, ends, Limits(spare=True))
    assert (spare.low.amount, spare.high.amount) == (2, 5)


def test_supply_and_demand_bind_several_ends_together() -> None:
    legs = [bare_leg(f"{start}{end}", start, end) for start in "ab" for end in "yz"]
    sites = {key: bare_site(key) for key in "abyz"}
    ends = Between(frozenset("ab"), frozenset("yz"))
    supply = (EndLimit("fields", frozenset("ab"), 5, 6),)
    demand = (EndLimit("y", frozenset("y"), 1, 1), EndLimit("z", frozenset("z"), 3, 9))
    found = flow_range(legs, sites, ends, Limits(supply=supply, demand=demand))
    assert (found.low.amount, found.high.amount) == (4, 6)
    assert [part.id for part in found.low.cut] == ["y", "z"]
    assert [(part.kind, part.id) for part in found.high.cut] == [("supply", "fields")]
