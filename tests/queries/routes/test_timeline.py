"""Answers over a period: steps with their causes, and the days on which a thing could be used."""

from __future__ import annotations

import json
from datetime import date

import pytest

from graph.errors import UnknownName, UsageError
from graph.model.claim import Claim, Quantity, Trust
from queries.answers.route_timeline import AvailabilityReport, TimelineReport
from queries.network.reading import Material
from queries.routes.availability import Availability, availability
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from queries.routes.timeline import timeline
from queries.routes.turning import span_of, turning_days
from tests.queries.conftest import Trunkline
from tests.queries.network.builders import DAY, claim, material, named, small

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
ASKED = Question("KZ", "med", DAY, avoid=("RU",))


def told() -> list[Claim]:
    """BTC stops for ten days of March; from July on Aktau has one figure only, and in October BTC may have stopped."""
    past = [one for one in small() if not (one.about == ("aktau",) and one.type == "capacity")]
    return [
        *past,
        claim("capacity", "aktau", value=Quantity(5.2, "Mt/y"), when="2020/2024-06", trust=Trust.HIGH),
        claim("capacity", "aktau", value=Quantity(7.5, "Mt/y"), when="2024-07/..", trust=Trust.HIGH),
        claim("suspension", "btc", when="2024-03-01/2024-03-10", quote="The line stopped."),
        claim("suspension", "btc", when="2024-10-05", quote="It stopped again."),
    ]


def read() -> Material:
    return material(told())


def test_every_step_has_its_day_and_its_cause() -> None:
    found = timeline(read(), ASKED, FIRST, LAST)
    shown = [(str(one.day), str(one.until), one.outcome.low, one.outcome.high) for one in found.steps]
    assert shown == [
        ("2024-01-01", "2024-02-29", 5.2, 5.2),
        ("2024-03-01", "2024-03-10", 0, 0),
        ("2024-03-11", "2024-06-30", 5.2, 5.2),
        ("2024-07-01", "2024-10-04", 7.5, 7.5),
        ("2024-10-05", "2024-10-05", 0, 0),
        ("2024-10-06", "2024-11-04", 0, 7.5),
        ("2024-11-05", "2024-12-31", 7.5, 7.5),
    ]
    assert [[cause.says for cause in one.causes] for one in found.steps][:4] == [
        [],
        ["BTC: The line stopped. (2024-03-01/2024-03-10)"],
        ["no longer suspended (BTC: The line stopped. (2024-03-01/2024-03-10))"],
        ["capacity 5.2 becomes 7.5 Mt/y"],
    ]
    assert found.steps[1].causes[0].claims == (told()[-2].id,)


def test_the_answer_of_any_day_is_that_of_its_step() -> None:
    steps = timeline(read(), ASKED, FIRST, LAST).steps
    for number in range(0, 366, 7):
        day = date.fromordinal(FIRST.toordinal() + number)
        answer = answer_routes(read(), Question("KZ", "med", day, avoid=("RU",), k=1))
        step = next(one for one in steps if one.day <= day <= one.until)
        assert step.outcome.low == (answer.flow.low.amount if answer.flow else 0)


def test_only_days_on_which_something_may_change_are_looked_at() -> None:
    network = answer_routes(read(), ASKED).network
    assert len(turning_days(read(), network, (FIRST, LAST))) < 12


def test_the_report() -> None:
    report = TimelineReport(timeline(read(), ASKED, FIRST, LAST))
    assert report.text().startswith("Kazakhstan -> Mediterranean, oil, 2024-01-01 to 2024-12-31, avoiding Russia\n")
    assert "2024-03-01 to 2024-03-10: no route\n  because BTC: The line stopped." in report.text()
    assert len(report.rows()) == len(report.document()["steps"]) == 7


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [("soon", "2024", '--from: "soon" is no EDTF'), ("2025", "2024", "lies after"), ("XXXX-07", "2024", "need a year")],
)
def test_a_period_that_is_none(first: str, last: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        span_of(first, last)


def test_months_are_taken_whole() -> None:
    assert span_of("2022-01", "2024-02") == (date(2022, 1, 1), date(2024, 2, 29))


def days(found: Availability) -> dict[str, int]:
    return {name: count for name, count in found.days.items() if count}


def test_certain_and_possible_stops_are_counted_apart() -> None:
    found = availability(read(), ["btc"], FIRST, LAST)
    assert days(found) == {"running": 325, "perhaps stopped": 30, "stopped": 11}
    assert found.sure == 325 / 366 and found.possible == 355 / 366
    assert [(str(one.first), one.days, one.kind) for one in found.outages] == [
        ("2024-03-01", 10, "stopped"), ("2024-10-05", 1, "stopped"), ("2024-10-06", 30, "perhaps stopped"),
    ]  # fmt: skip


def test_a_chain_is_as_available_as_its_worst_thing() -> None:
    storm = claim("suspension", "aktau", when="2024-03-08/2024-03-12", quote="A storm.")
    found = availability(material([*told(), storm]), ["aktau", "btc_leg"], FIRST, LAST)
    assert days(found)["stopped"] == 13
    assert AvailabilityReport(found).text().splitlines()[2] == "Available on 88.3% to 96.4% of 366 days."


@pytest.mark.parametrize(
    ("event", "low", "high"),
    [
        (
            claim("restriction", "novo", when="2024-01-01/2024-01-10", value=Quantity(40, "percent")),
            362 / 366,
            362 / 366,
        ),
        (claim("restriction", "novo", when="2024-01-01/2024-01-10"), 356 / 366, 1),
        (claim("suspension", "novo", when="2024-01-01/2024-01-10"), 356 / 366, 356 / 366),
        (claim("suspension", "novo", when="2024-01"), 335 / 366, 1),
        (claim("suspension", "spm1", when="2024-01-01/2024-01-10"), 361 / 366, 361 / 366),
    ],
)
def test_weighted_by_capacity_a_day_counts_for_what_is_left(event: Claim, low: float, high: float) -> None:
    berths = [
        *(named(f"spm{one}", "Mooring") for one in "12"),
        *(claim("part_of", f"spm{n}", whole=["novo"]) for n in "12"),
    ]
    found = availability(material([*small(), *berths, event]), ["novo"], FIRST, LAST)
    assert found.of_capacity is not None
    assert list(found.of_capacity) == pytest.approx([low, high])


def test_the_report_gives_the_weighted_share_where_it_differs() -> None:
    half = claim("restriction", "novo", when="2024-01-01/2024-06-30", value=Quantity(50, "percent"))
    report = AvailabilityReport(availability(material([*small(), half]), ["novo"], FIRST, LAST))
    assert report.text().splitlines()[2:4] == [
        "Available on 100.0% of 366 days.",
        "Weighted by what was left of its capacity: 75.1%; an unstated restriction may take all or nothing.",
    ]
    assert report.document()["share_of_capacity"] == {"low": pytest.approx(275 / 366), "high": pytest.approx(275 / 366)}


def test_a_stop_for_some_customers_is_listed_and_not_counted() -> None:
    some = claim("suspension", "aktau", when="2024-05-01/2024-05-31", shipper=["transneft"])
    found = availability(material([*told(), some]), ["aktau"], FIRST, LAST)
    assert days(found) == {"running": 366}
    assert [(one.days, one.only_some) for one in found.outages] == [(31, True)]


def test_what_was_not_there_has_no_share() -> None:
    unbuilt = claim("status", "leg:to_novo", status=["planned"])
    gone = [one for one in told() if not (one.type == "status" and one.about == ("leg:to_novo",))]
    found = availability(material([*gone, unbuilt]), ["to_novo"], FIRST, LAST)
    assert found.sure is None
    assert "not there on any day" in AvailabilityReport(found).text()


def test_names_are_strict() -> None:
    with pytest.raises(UnknownName, match="Did you mean"):
        availability(read(), ["aktua"], FIRST, LAST)


def test_the_commands(trunkline: Trunkline) -> None:
    period = ("--from", "2025-11", "--to", "2025-12", "--format", "json")
    shown = trunkline("timeline", "western_kazakhstan", "world_market", *period)
    steps = json.loads(shown.stdout)["steps"]
    attack = next(one for one in steps if one["from"] == "2025-11-29")
    assert any(cause["subject"] == "cpc_terminal" and cause["evidence"] for cause in attack["because"])
    shown = trunkline("availability", "cpc_spm2", *period)
    assert json.loads(shown.stdout)["days"]["stopped"] >= 33
