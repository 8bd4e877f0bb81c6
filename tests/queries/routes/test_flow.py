"""Greatest flow: equal to its cut, to an independent solver, and never helped by closing."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.network.model import Between, Leg, Site
from queries.routes.flow import Flow, blocking_cut, flow_range
from tests.queries.network.builders import bare_leg, bare_site
from tests.queries.routes.flow_cases import SITES, betweens
from tests.queries.routes.flow_cases import flow_legs as networks

limits = st.lists(st.sampled_from([None, None, (1.0, 2.0), (2.0, 2.0)]), min_size=len(SITES), max_size=len(SITES))
sites = limits.map(lambda row: {key: bare_site(key, one) for key, one in zip(SITES, row, strict=True)})


def solver(legs: list[Leg], places: dict[str, Site], between: Between, end: str) -> float | None:
    """Ask networkx, with parallel legs told apart by a node of their own; None for an endless flow."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for key, place in places.items():
        graph.add_edge(("in", key), ("out", key), **_limit(getattr(place.capacity, end, None)))
    for leg in legs:
        if leg.start not in between.goals:
            graph.add_edge(("out", leg.start), leg.id, **_limit(getattr(leg.capacity, end, None)))
            graph.add_edge(leg.id, ("in", leg.end))
    for key in between.origins - between.goals:
        graph.add_edge("source", ("in", key))
    for key in between.goals:
        graph.add_edge(("out", key), "sink")
    try:
        return float(nx.maximum_flow_value(graph, "source", "sink"))
    except nx.NetworkXUnbounded:
        return None


def _limit(capacity: float | None) -> dict[str, float]:
    return {} if capacity is None else {"capacity": capacity}


def proved(flow: Flow) -> bool:
    return flow.amount is None or sum(part.capacity or 0.0 for part in flow.cut) == flow.amount


@settings(max_examples=200, deadline=None)
@given(networks(), sites, betweens)
def test_flow_equals_its_cut_and_another_solver(legs: list[Leg], places: dict[str, Site], between: Between) -> None:
    found = flow_range(legs, places, between)
    assert found.low.amount == solver(legs, places, between, "low")
    assert found.high.amount == solver(legs, places, between, "high")
    assert proved(found.low) and proved(found.high) and proved(found.strict)
    sure = flow_range([leg for leg in legs if leg.capacity], places, between).low
    assert found.strict.amount == sure.amount


@settings(max_examples=150, deadline=None)
@given(networks(), sites, betweens, st.integers(0, 10))
def test_closing_a_leg_never_helps(legs: list[Leg], places: dict[str, Site], between: Between, which: int) -> None:
    before = flow_range(legs, places, between).low.amount
    after = flow_range([leg for leg in legs if leg.id != f"l{which:02}"], places, between).low.amount
    assert before is None or (after is not None and after <= before)


def test_two_legs_out_of_one_port_share_its_berths() -> None:
    legs = [bare_leg("north", "port", "x"), bare_leg("south", "port", "x")]
    places = {"port": bare_site("port", (5.2, 7.5)), "x": bare_site("x")}
    found = flow_range(legs, places, Between(frozenset({"port"}), frozenset({"x"})))
    assert (found.low.amount, found.high.amount) == (5.2, 7.5)
    assert [(part.kind, part.id, part.capacity) for part in found.low.cut] == [("site", "port", 5.2)]
    assert (found.strict.amount, found.to_blame) == (0.0, ("north", "south"))


def test_a_textbook_network() -> None:
    """The network of Ford and Fulkerson's method in Cormen et al., Introduction to Algorithms: greatest flow 23."""
    arcs = {"s1": 16, "s2": 13, "21": 4, "13": 12, "32": 9, "24": 14, "43": 7, "3t": 20, "4t": 4}
    legs = [bare_leg(key, key[0], key[1], capacity=(amount, amount)) for key, amount in arcs.items()]
    found = flow_range(legs, {key: bare_site(key) for key in "s1234t"}, Between(frozenset("s"), frozenset("t")))
    assert found.low.amount == 23
    assert {part.id for part in found.low.cut} == {"13", "43", "4t"}


def test_the_fewest_blocked_legs_part_the_ends() -> None:
    blocked = [bare_leg("first", "a", "b"), bare_leg("second", "b", "c"), bare_leg("elsewhere", "d", "a")]
    open_legs = [bare_leg("third", "c", "z")]
    assert len(blocking_cut(open_legs, blocked, "abcdz", Between(frozenset("a"), frozenset("z")))) == 1
    assert blocking_cut(open_legs, [], "abcdz", Between(frozenset("a"), frozenset("z"))) == ()
