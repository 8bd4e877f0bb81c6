"""Which state a leg is in on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.model.claim import Claim, Modality, Quantity
from queries.network.build import build_network
from queries.network.model import State
from queries.network.states import Shipper
from tests.queries.network.builders import claim, leg, material, small

KZ = Shipper(frozenset({"KZ", "well"}))


def state(day: str, *more: Claim, key: str = "btc_leg", shipper: Shipper = KZ) -> State:
    network = build_network(material([*small(), *more]), "oil", date.fromisoformat(day), shipper)
    return next(one.state for one in network.legs if one.id == key)


def event(type_name: str, about: str, when: str, **more: object) -> Claim:
    return claim(type_name, about, when=when, quote=f"{about} {type_name}", **more)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2025-07-19", "operating"),
        ("2025-07-20", "suspended"),
        ("2025-07-24", "suspended"),
        ("2025-07-25", "operating"),
    ],
)
def test_a_suspension_of_the_asset_holds_for_its_stated_days(day: str, status: str) -> None:
    assert state(day, event("suspension", "btc", "2025-07-20/2025-07-24")).status == status


def test_a_suspension_of_an_end_site_stops_the_leg_and_says_why() -> None:
    found = state("2023-02-06", event("suspension", "ceyhan", "2023-02-06"))
    assert (found.status, found.bearer, found.carries) == ("suspended", "ceyhan", False)
    assert found.reason == "Ceyhan: ceyhan suspension (2023-02-06)"


def test_an_open_suspension_ends_with_the_resumption() -> None:
    told = [event("suspension", "btc", "2025-01-10/.."), event("resumption", "btc", "2025-03-01")]
    assert [state(day, *told).status for day in ("2025-02-28", "2025-03-01")] == ["suspended", "operating"]


def test_a_stated_duration_counts_from_its_day() -> None:
    stop = event("suspension", "btc", "2022-07-05", value=Quantity(30, "day"))
    assert [state(day, stop).status for day in ("2022-08-03", "2022-08-04")] == ["suspended", "operating"]


def test_a_stop_some_time_in_a_month_is_a_doubt() -> None:
    assert state("2026-03-15", event("suspension", "btc", "2026-03")).status == "perhaps_stopped"


def test_attacks_plans_denials_and_unknown_years_stop_nothing() -> None:
    told = [
        event("attack", "btc", "2025-07-20"),
        event("suspension", "btc", "2025-07-20/..", modality=Modality.PLAN),
        event("suspension", "btc", "2025-07-20/..", modality=Modality.DENIED),
        event("suspension", "btc", "XXXX-07-20"),
    ]
    assert state("2025-07-20", *told).status == "operating"


def test_a_stop_for_one_origin_binds_only_that_origin() -> None:
    stop = event("suspension", "btc", "2026-05-01/..", origin=["KZ"], destination=["TR"])
    assert state("2026-06-01", stop).status == "suspended"
    assert state("2026-06-01", stop, shipper=Shipper(frozenset({"AZ"}))).status == "operating"
    assert state("2026-06-01", event("suspension", "btc", "2026-05-01/..", shipper=["transneft"])).carries


def test_before_its_commissioning_nothing_flows() -> None:
    opened = event("commissioning", "btc", "2006-06-02")
    assert [state(day, opened).status for day in ("2006-06-01", "2006-06-02")] == ["planned", "operating"]


def test_a_later_status_takes_the_place_of_an_event() -> None:
    told = [
        event("suspension", "btc", "2022-05-01/.."),
        claim("status", "btc", status=["idle"], when="2022-05/.."),
    ]
    found = state("2024-01-01", *told)
    assert (found.status, found.carries) == ("idle", True)


def test_dated_statuses_of_a_leg() -> None:
    new = leg("new", "aktau", "ceyhan", "KZ TR", when="2023-04/..")
    assert [state(day, *new, key="new").status for day in ("2023-03-31", "2023-04-01")] == [
        "planned",
        "operating",
    ]
    lost = leg("lost", "aktau", "ceyhan", "KZ TR", status="out_of_service", when="2025-11/2026-01-24")
    days = ("2025-10-31", "2025-11-01", "2025-11-30", "2026-01-24", "2026-01-25")
    assert [state(day, *lost, key="lost").status for day in days] == [
        "operating", "perhaps_stopped", "out_of_service", "out_of_service", "operating",
    ]  # fmt: skip
    before = claim("status", "leg:lost", status=["suspended"], when="2025-01-01/2025-10-31")
    assert state("2025-11-01", *lost, before, key="lost").status == "out_of_service"
    gone = claim("status", "btc", status=["out_of_service"], when="2025-11/..")
    assert [state(day, gone).status for day in days[1:3]] == ["perhaps_stopped", "out_of_service"]


@pytest.mark.parametrize(("status", "carries"), [("idle", True), ("proposed", False), ("mothballed", False)])
def test_what_a_status_means_for_the_flow(status: str, carries: bool) -> None:
    assert state("2025-01-01", *leg("x", "aktau", "ceyhan", "KZ", status=status), key="x").carries is carries


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2025-03-01", "suspended"),
        ("2025-03-02", "perhaps_stopped"),
        ("2025-03-31", "perhaps_stopped"),
        ("2025-04-01", "operating"),
    ],
)
def test_a_stop_whose_end_nobody_told_stays_a_doubt_for_a_month(day: str, status: str) -> None:
    assert state(day, event("suspension", "btc", "2025-03-01")).status == status


def test_a_told_end_leaves_no_doubt() -> None:
    told = event("suspension", "btc", "2025-03-01"), event("resumption", "btc", "2025-03-03")
    assert state("2025-03-02", *told).status == "perhaps_stopped"
    assert state("2025-03-03", *told).status == "operating"
    assert state("2025-03-02", event("suspension", "btc", "2025-03-01/2025-03-01")).status == "operating"


def test_a_restriction_by_an_amount_says_that_it_runs_again() -> None:
    stop, half = event("suspension", "btc", "2025-03-01"), Quantity(50, "percent")
    part = event("restriction", "btc", "2025-03-01/2025-03-20", value=half)
    days = ("2025-03-01", "2025-03-02", "2025-03-20", "2025-03-21")
    expected = ["suspended", "restricted", "restricted", "perhaps_stopped"]
    assert [state(day, stop, part).status for day in days] == expected
    for other in (
        event("restriction", "btc", "2025-03-01/2025-03-20"),
        event("restriction", "btc", "2025-02-20/2025-03-20", value=half),
        event("restriction", "btc", "2025-03-01/2025-03-20", value=half, origin=["AZ"]),
        event("restriction", "btc", "2025-03", value=half),
    ):
        assert state("2025-03-05", stop, other).status == "perhaps_stopped"


def test_a_duration_from_some_day_of_a_month_invents_no_days() -> None:
    stop = event("suspension", "btc", "2022-07", value=Quantity(30, "day"))
    days = ("2022-06-30", "2022-07-01", "2022-08-29", "2022-08-30")
    assert [state(day, stop).status for day in days] == ["operating", "perhaps_stopped", "perhaps_stopped", "operating"]


def test_a_resumption_some_time_in_a_month_ends_the_stop_when_the_month_is_over() -> None:
    told = event("suspension", "btc", "2023-02-06/.."), event("resumption", "btc", "2023-02")
    days = ("2023-02-20", "2023-02-27", "2023-02-28")
    assert [state(day, *told).status for day in days] == ["suspended", "suspended", "operating"]
    later = event("suspension", "btc", "2022-05/.."), event("resumption", "btc", "2023-02")
    days = ("2023-01-31", "2023-02-01", "2023-02-28")
    assert [state(day, *later).status for day in days] == ["suspended", "perhaps_stopped", "operating"]


def test_decommissioned_some_time_in_a_year_is_gone_when_the_year_is_over() -> None:
    gone = event("decommissioning", "btc", "2023")
    days = ("2022-12-31", "2023-06-01", "2023-12-31", "2025-01-01")
    assert [state(day, gone).status for day in days] == [
        "operating",
        "perhaps_stopped",
        "decommissioned",
        "decommissioned",
    ]


@pytest.mark.parametrize("status", ["planned", "proposed", "shelved", "under_construction"])
def test_what_was_only_ever_planned_never_carries(status: str) -> None:
    new = leg("new", "aktau", "ceyhan", "KZ TR", status=status, when="2023")
    assert not any(state(day, *new, key="new").carries for day in ("2022-06-01", "2023-06-01", "2026-06-01"))


def test_destroyed_in_a_year_stays_destroyed() -> None:
    lost = leg("lost", "aktau", "ceyhan", "KZ TR", status="destroyed", when="2023")
    days = ("2022-06-01", "2023-06-01", "2026-06-01")
    assert [state(day, *lost, key="lost").carries for day in days] == [True, False, False]


def test_a_pipeline_carries_nothing_before_it_began_to_operate() -> None:
    began = claim("status", "btc", status=["operating"], when="2006/..")
    assert [state(day, began).status for day in ("2005-12-31", "2006-01-01")] == ["planned", "operating"]


def read_in(article: str, type_name: str, when: str) -> Claim:
    """One article as the machine reads it."""
    made = event(type_name, "btc", when)
    return replace(made, item=article, document=article, extractor="frames")


def test_one_article_alone_is_a_doubt_and_two_are_a_fact() -> None:
    first, second = (read_in(name, "suspension", "2025-03-01/..") for name in ("one", "two"))
    assert state("2025-03-05", first).status == "perhaps_stopped"
    assert state("2025-03-05", first, second).status == "suspended"


def test_one_article_alone_reopens_nothing() -> None:
    stop = event("suspension", "btc", "2025-03-01/..")
    first, second = (read_in(name, "resumption", "2025-03-03") for name in ("one", "two"))
    assert state("2025-03-05", stop, first).status == "perhaps_stopped"
    assert state("2025-03-05", stop, first, second).status == "operating"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025-07/..", ["operating", "perhaps_stopped", "perhaps_stopped", "suspended", "suspended"]),
        ("2025-07/2025-08-20", ["operating", "perhaps_stopped", "perhaps_stopped", "suspended", "operating"]),
        ("2025-06-30/2025-08", ["suspended", "suspended", "suspended", "perhaps_stopped", "operating"]),
    ],
)
def test_a_period_leaves_the_days_of_a_month_that_it_begins_or_ends_with_open(when: str, expected: list[str]) -> None:
    days = ("2025-06-30", "2025-07-01", "2025-07-30", "2025-08-01", "2025-09-01")
    assert [state(day, event("suspension", "btc", when)).status for day in days] == expected


def test_what_one_article_tells_without_an_end_lapses() -> None:
    old = read_in("one", "suspension", "2025-07/..")
    days: tuple[str, ...] = ("2025-07-01", "2025-08-30", "2025-08-31")
    assert [state(day, old).status for day in days] == ["perhaps_stopped", "perhaps_stopped", "operating"]
    late = replace(old, known_from="2025-09-19")
    days = ("2025-09-19", "2025-10-19", "2025-10-20", "2026-11-23")
    assert [state(day, late).status for day in days] == ["perhaps_stopped"] * 2 + ["operating"] * 2
    table = event("suspension", "btc", "2025-07/..")
    assert state("2026-11-23", late, table).status == "suspended"


def test_an_undated_operating_does_not_end_a_dated_stop() -> None:
    told = [event("suspension", "btc", "2022-08-22/.."), claim("status", "btc", status=["operating"])]
    assert state("2022-10-01", *told).status == "suspended"


def test_an_idle_line_that_is_perhaps_stopped_is_idle_and_in_doubt() -> None:
    told = [event("suspension", "btc", "2025-07-20"), claim("status", "btc", status=["idle"], when="2022/..")]
    found = state("2025-07-25", *told)
    assert (found.status, found.in_doubt, found.doubt) == ("idle", True, "BTC: btc suspension (2025-07-20)")
