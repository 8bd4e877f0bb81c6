"""Capacities, use and restrictions of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.model.claim import Claim, Quantity, Trust
from queries.network.build import build_network
from queries.network.model import Capacity, Network
from queries.network.states import Shipper
from queries.network.values import STANDS_IN
from tests.queries.network.builders import claim, leg, material, named, small

KZ = Shipper(frozenset({"KZ", "well"}))


def network(day: str, *more: Claim) -> Network:
    return build_network(material([*small(), *more]), "oil", date.fromisoformat(day), KZ)


def rate(amount: float, when: str | None = None, **more: Any) -> Claim:
    return claim("capacity", "novo", value=Quantity(amount, "Mt/y"), when=when, **more)


def novo(day: str, *more: Claim) -> Capacity:
    found = network(day, *more).sites["novo"].capacity
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "low", "high"),
    [("2019-06-01", 67, 67), ("2022-12-31", 67, 67), ("2023-01-01", 81, 83), ("2017-06-01", 81, 83)],
)
def test_a_stated_period_with_an_end_counts_on_its_days(day: str, low: float, high: float) -> None:
    found = novo(day, rate(67, "2018/2022"), rate(81), rate(83), rate(50, trust=Trust.LOW))
    assert (found.low, found.high, found.note) == (low, high, "")


def test_what_begins_later_is_not_yet_there_unless_there_is_nothing_else() -> None:
    assert novo("2022-06-01", rate(60), rate(80, "2024/..")).high == 60
    assert novo("2024-06-01", rate(60), rate(80, "2024/..")).high == 80
    alone = novo("2022-06-01", rate(80, "2024/.."))
    assert (alone.value, alone.note) == (80, STANDS_IN)


def volume(amount: float, when: str, unit: str = "Mt", about: str = "novo", **roles: Any) -> Claim:
    return claim("volume", about, value=Quantity(amount, unit), when=when, commodity=["oil"], **roles)


def test_use_is_that_of_the_year_or_the_latest_before_it() -> None:
    told = [volume(40, "2023"), volume(44, "2023"), volume(20, "2024", origin=["KZ"]), volume(10, "2024-01/2024-06")]
    site = network("2024-12-31", *told).sites["novo"]
    assert site.use and site.own_use
    assert (site.use.year, round(site.use.low, 3)) == (2024, round(10 * 365 / 182, 3))
    assert (site.own_use.low, site.own_use.high) == (20, 20)
    before = network("2023-06-01", *told).sites["novo"].use
    assert before and (before.low, before.high) == (40, 44)
    assert network("2022-06-01", *told).sites["novo"].use is None


def test_without_a_total_the_origins_are_added_and_parts_of_them_are_not() -> None:
    told = [
        volume(1.2, "2024", origin=["KZ"]), volume(10, "2024", origin=["RU"]),
        volume(1, "2024", origin=["well_field"]), volume(9, "2024", origin=["KZ", "RU"]),
    ]  # fmt: skip
    use = network("2024-06-01", *told).sites["novo"].use
    assert use and use.low == pytest.approx(11.2)


def out(amount: float, unit: str, when: str) -> Claim:
    return claim("restriction", "novo", when=when, value=Quantity(amount, unit), quote="half out")


def test_a_restriction_in_percent_lowers_both_ends() -> None:
    told = [rate(60), out(50, "percent", "2025-12-01/2025-12-20")]
    found = novo("2025-12-05", *told)
    assert (found.low, found.high) == (30, 30)
    assert "50% of the capacity is left" in found.note
    assert novo("2025-12-21", *told).high == 60
    month = novo("2025-12-05", rate(60), out(50, "percent", "2025-12/2026-01-20"))
    assert (month.low, month.high) == (30, 60)


BERTHS = [
    *(named(f"spm{one}", "Mooring") for one in "123"),
    *(claim("part_of", f"spm{one}", whole=["novo"]) for one in "123"),
    rate(60),
]


def gone(when: str, *moorings: str) -> list[Claim]:
    return [claim("suspension", one, when=when) for one in moorings]


def loaded(amount: float, unit: str, scope: str) -> Claim:
    return claim("volume", "novo", value=Quantity(amount, unit), when="2025-12", scope=[scope])


@pytest.mark.parametrize(
    "stops",
    [
        [out(2, "mooring", "2025-12-01/2025-12-20")],
        gone("2025-08-22/..", "spm1", "spm2"),
        [*gone("2025-08-22/..", "spm1", "spm2"), out(2, "mooring", "2025-08-22")],
        [*gone("2025-08-22/..", "spm1", "spm2"), out(2, "mooring", "2025-12-01/2025-12-20")],
    ],
)
def test_with_one_of_three_moorings_a_third_is_left(stops: list[Claim]) -> None:
    found = novo("2025-12-05", *BERTHS, *stops)
    assert (found.low, found.high) == pytest.approx((20, 20))
    assert "1 of 3 moorings are in service" in found.note


def test_a_terminal_that_needs_two_of_three_loads_everything_with_two() -> None:
    enough = loaded(100, "percent", "2 moorings in service")
    assert novo("2025-12-05", *BERTHS, enough, *gone("2025-08-22/..", "spm1")).low == 60
    alone = novo("2025-12-05", *BERTHS, enough, *gone("2025-08-22/..", "spm1", "spm2"))
    assert (alone.low, alone.high) == pytest.approx((20, 30))
    told = loaded(45, "Mt/y", "1 mooring in service")
    assert novo("2025-12-05", *BERTHS, enough, told, *gone("2025-08-22/..", "spm1", "spm2")).high == 45


def test_a_mooring_that_is_perhaps_out_lowers_the_low_end_alone() -> None:
    found = novo("2025-12-05", *BERTHS, *gone("2025-12-01", "spm1"))
    assert found.low == pytest.approx(40) and found.high == 60
    assert "2 to 3 of 3 moorings are in service" in found.note


def test_half_of_the_exports_gone_and_two_moorings_out_are_one_thing() -> None:
    told = [*gone("2025-11-29/..", "spm1", "spm2"), out(50, "percent", "2025-11-29/2026-01-25")]
    found = novo("2025-12-05", *BERTHS, *told)
    assert (found.low, found.high) == pytest.approx((20, 20))


def test_an_asset_with_several_legs_is_shared_and_one_with_a_single_leg_lends_it_its_capacity() -> None:
    line = claim("capacity", "cpc", value=Quantity(55, "Mt/y"))
    assert network("2025-12-05", line).shared == ()
    branch = leg("branch", "well", "baku", "KZ", asset=["cpc"])
    shared = network("2025-12-05", line, *branch).shared
    assert [(one.id, one.kind, one.legs, one.capacity.low) for one in shared] == [
        ("cpc", "asset", ("branch", "to_novo"), 55)
    ]
    pipe = [claim("capacity", "btc", value=Quantity(40, "Mt/y")), *leg("spur", "aktau", "novo", "KZ", asset=["spur"])]
    spur = claim("capacity", "spur", value=Quantity(3, "Mt/y"))
    found = {one.id: one.capacity for one in network("2025-12-05", *pipe, named("spur", "Pipeline"), spur).legs}
    assert found["spur"] and found["spur"].value == 3
    assert found["btc_leg"] and found["btc_leg"].value == 50


def test_production_of_the_fields_is_the_supply() -> None:
    told = claim("production", "well_field", value=Quantity(39, "Mt"), when="2025", commodity=["oil"])
    assert network("2026-01-01", told).supply["well"].low == 39


def test_a_graph_without_histories_keeps_its_present_capacities() -> None:
    read = material(small())
    bare = {
        key: replace(node, properties={name: one for name, one in node.properties.items() if "history" not in name})
        for key, node in read.entities.items()
    }
    found = build_network(replace(read, entities=bare), "oil", date(2025, 12, 1), KZ).sites["aktau"].capacity
    assert found and (found.low, found.high) == (5.2, 7.5)
