"""Instances with answers that are printed elsewhere (``published/``): the source stands in every file."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from queries.network.model import Between, Leg
from queries.routes.avoid.ownership import Ownership, Stake, majority_held
from queries.routes.best import Route, best_routes
from queries.routes.disjoint import disjoint_routes
from queries.routes.flow import flow_range
from queries.routes.pareto import pareto_routes
from tests.queries.network.builders import bare_leg, bare_site

FOLDER = Path(__file__).parent / "published"
INSTANCES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def instances(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", [name for name, one in INSTANCES.items() if one["kind"] == kind])


def network(name: str, *, capacities: bool = False) -> tuple[list[Leg], Between]:
    one = INSTANCES[name]
    rows = [tuple(row) for row in one["legs"]]
    if one.get("both_ways"):
        rows += [(end, start, amount) for start, end, amount in rows]
    legs = [
        bare_leg(f"{start}-{end}", start, end, km=None if capacities else amount,
                 capacity=(amount, amount) if capacities else None)
        for start, end, amount in rows
    ]  # fmt: skip
    return legs, Between(frozenset({one["from"]}), frozenset({one["to"]}))


def sites_of(route: Route) -> str:
    return "-".join([route[0].start, *(leg.end for leg in route)])


def length(route: Route) -> float:
    return sum(leg.distance_km or 0 for leg in route)


def test_every_instance_names_its_source_and_is_asked() -> None:
    assert len(INSTANCES) >= 5
    assert all(len(one["source"]) > 40 for one in INSTANCES.values())
    assert {one["kind"] for one in INSTANCES.values()} == {"k-shortest", "disjoint", "flow", "pareto", "ownership"}


@instances("k-shortest")
def test_the_shortest_routes(name: str) -> None:
    one, (legs, between) = INSTANCES[name], network(name)
    found = best_routes(legs, between, len(one["routes"]))
    assert [length(route) for route in found] == one["lengths"]
    assert all(sites_of(route) in tied for route, tied in zip(found, one["routes"], strict=True))
    more = best_routes(legs, between, 50)
    ranked = {sites_of(route) for route in more if length(route) <= one["lengths"][-1]}
    assert ranked == {route for tied in one["routes"] for route in tied}


@instances("disjoint")
def test_disjoint_routes(name: str) -> None:
    one, (legs, between) = INSTANCES[name], network(name)
    found = disjoint_routes(legs, between, 2, "legs")
    assert sum(map(length, found)) == one["total"]
    assert sorted(map(sites_of, found)) == one["routes"]


@instances("flow")
def test_greatest_flow_and_smallest_cut(name: str) -> None:
    one, (legs, between) = INSTANCES[name], network(name, capacities=True)
    places = {key: bare_site(key) for leg in legs for key in (leg.start, leg.end)}
    found = flow_range(legs, places, between).low
    assert found.amount == one["flow"]
    assert sorted(part.id for part in found.cut) == one["cut"]


@instances("pareto")
def test_every_path_is_efficient(name: str) -> None:
    one = INSTANCES[name]
    legs = [leg for stage in range(one["stages"]) for leg in choice(stage)]
    between = Between(frozenset({"n0"}), frozenset({f"n{one['stages']}"}))
    found = pareto_routes(legs, between, {}, {})
    assert found.complete
    assert len(found.routes) == one["efficient"]
    assert sorted(map(length, found.routes)) == list(range(one["efficient"]))


def choice(stage: int) -> list[Leg]:
    """Give one long leg, or so many more legs of no length."""
    start, end, more = f"n{stage}", f"n{stage + 1}", 2**stage
    stops = [start, *(f"{start}.{number}" for number in range(more)), end]
    chain = [bare_leg(f"{one}>{other}", one, other, km=0.0) for one, other in pairwise(stops)]
    return [bare_leg(f"{start}:{end}", start, end, km=float(more)), *chain]


@instances("ownership")
def test_who_counts_as_listed(name: str) -> None:
    for one in INSTANCES[name]["examples"]:
        stakes = Ownership(Stake(owner, owned, share, share) for owner, owned, share in one["stakes"])
        held = majority_held(stakes.low, frozenset({"X"}), 50.0)
        assert sorted(held - {"X"}) == one["blocked"]
        assert not held & set(one.get("free", ()))
