"""Flows and closures on arrays agree with the small engine, for every leg closed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from queries.network.compiled import SCALE, compile_network
from queries.network.model import Between, Leg, Network, Site
from queries.routes import rerouting
from queries.routes.flow import flow_range
from queries.routes.flow_on_arrays import FlowOnArrays, assets_of
from tests.queries.network.builders import bare_leg, bare_site
from tests.queries.routes.flow_cases import betweens, flow_legs, flow_sites


def network(legs: list[Leg], sites: dict[str, Site]) -> Network:
    return Network("oil", "Mt/y", date(2026, 1, 1), sites, tuple(sorted(legs, key=lambda leg: leg.id)), {})


@settings(max_examples=150, deadline=None)
@given(flow_legs(), flow_sites(), betweens)
def test_flow_and_every_closure_equal_the_small_engine(
    legs: list[Leg], sites: dict[str, Site], between: Between
) -> None:
    arrays = compile_network(network(legs, sites))
    flow = FlowOnArrays(arrays, arrays.usable(), between.origins, between.goals)
    expected = flow_range(legs, sites, between).low.amount
    total = flow.solve().total
    assert (None if total is None else total / SCALE) == expected
    if total is None:
        return
    losses = flow.close_each({leg: np.array([number]) for number, leg in enumerate(arrays.legs)})
    for key, loss in losses.items():
        left = flow_range([leg for leg in legs if leg.id != key], sites, between).low.amount
        assert left == pytest.approx((total - loss) / SCALE)


def test_a_search_that_leads_too_far_gives_way_to_a_new_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    legs = [
        bare_leg(f"{row}{place}", f"{place}", f"{place + 1}", capacity=(3, 3)) for place in range(9) for row in "ab"
    ]
    sites = {str(place): bare_site(str(place)) for place in range(10)}
    arrays = compile_network(network(legs, sites))
    flow = FlowOnArrays(arrays, arrays.usable(), ["0"], ["9"])
    things = {leg: np.array([number]) for number, leg in enumerate(arrays.legs)}
    near = flow.close_each(things)
    monkeypatch.setattr(rerouting, "BUDGET", 0)
    assert flow.close_each(things) == near == dict.fromkeys(arrays.legs, 3 * SCALE)


def test_assets_are_closed_whole() -> None:
    legs = [bare_leg("a", "s", "t", capacity=(3, 3)), bare_leg("b", "s", "t", capacity=(4, 4))]
    owned = [Leg(**{name: getattr(leg, name) for name in Leg.__slots__} | {"assets": ("line",)}) for leg in legs]
    arrays = compile_network(network(owned, {"s": bare_site("s"), "t": bare_site("t")}))
    assert FlowOnArrays(arrays, arrays.usable(), "s", "t").close_each(assets_of(arrays)) == {"line": 7 * SCALE}
