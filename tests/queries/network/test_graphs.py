from __future__ import annotations

import random
from datetime import date

import pytest

from graph.errors import UsageError
from queries.network import to_networkx
from queries.network.build import build_network
from tests.queries.network.builders import DAY, leg, material, small


def test_the_public_graph_keeps_parallel_legs_by_their_ids() -> None:
    graph = to_networkx(build_network(material(small()), "oil", DAY))
    assert set(graph["aktau"]["baku"]) == {"caspian", "caspian_2"}
    assert graph["baku"]["ceyhan"]["btc_leg"]["capacity"] == 50
    assert graph["aktau"]["baku"]["caspian"]["capacity"] is None
    assert (graph.nodes["aktau"]["capacity_low"], graph.nodes["aktau"]["capacity_high"]) == (5.2, 7.5)
    assert graph.graph == {"commodity": "oil", "unit": "Mt/y", "as_of": "2025-12-01", "digest": "digest"}


def test_legs_of_another_commodity_are_not_there() -> None:
    claims = [*small(), *leg("gas", "baku", "ceyhan", "AZ TR", commodity=["gas"])]
    assert "gas" not in {one.id for one in build_network(material(claims), "oil", DAY).legs}
    assert [one.id for one in build_network(material(claims), "gas", DAY).legs] == ["gas"]
    with pytest.raises(UsageError, match='carries "hydrogen"; it has legs for: gas, oil'):
        build_network(material(claims), "hydrogen", DAY)


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = small()
    first = build_network(material(claims), "oil", date(2025, 1, 1))
    random.Random(7).shuffle(claims)
    assert build_network(material(claims), "oil", date(2025, 1, 1)) == first
