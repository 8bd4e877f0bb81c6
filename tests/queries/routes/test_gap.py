"""What a closing would strand, year by year, and what was measured before."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from graph.errors import UsageError
from graph.model.claim import Claim, Quantity
from queries.routes.gap import Gap, gap
from queries.routes.question import Question
from tests.queries.conftest import Trunkline
from tests.queries.network.builders import claim, material, small

DAY = date(2025, 12, 1)


def volume(amount: float, about: str, when: str, *origin: str) -> Claim:
    roles: dict[str, Any] = {"origin": list(origin)} if origin else {}
    return claim("volume", about, value=Quantity(amount, "Mt"), when=when, commodity=["oil"], **roles)


TOLD = (
    volume(50, "cpc", "2024"), volume(40, "cpc", "2024", "KZ"), volume(44, "cpc", "2025", "KZ"),
    volume(3, "aktau", "2024", "KZ"), volume(46, "btc", "2024", "AZ"),
    claim("loss", "cpc", value=Quantity(480, "kt"), when="2024-11-29/2024-12-11", quote="480 kt lost"),
    claim("suspension", "novo", when="2024-05-01/2024-05-03", quote="three days"),
    claim("suspension", "aktau", when="2024-05-01/2024-05-03", quote="elsewhere"),
)  # fmt: skip


def found(*more: Claim, close: tuple[str, ...] = ("cpc",)) -> Gap:
    answer = gap(material([*small(), *TOLD, *more]), Question("KZ", "med", DAY, close=close))
    assert answer is not None
    return answer


def test_a_year_compares_what_moved_with_what_is_left() -> None:
    first, last = found().years
    assert (first.year, last.year) == (2024, 2025)
    assert (first.moved.low, first.moved.high) == (43, 43)
    assert (first.nominal.low, first.nominal.high) == (5.2, 7.5)
    assert (first.gap_nominal.low, first.gap_nominal.high) == (35.5, 37.8)


@pytest.mark.parametrize(
    "later",
    [
        claim("suspension", "cpc", when="2025-11-30/.."),
        claim("suspension", "cpc", when="2025-11-30"),
        claim("restriction", "cpc", when="2025-11-30/..", value=Quantity(90, "percent")),
    ],
)
def test_what_moved_in_a_year_does_not_depend_on_the_day_asked_about(later: Claim) -> None:
    """Rooms do: what is perhaps stopped takes nothing at the low end."""
    line = claim("capacity", "cpc", value=Quantity(60, "Mt/y"))
    first = found(line, later, close=("aktau",)).years[0]
    assert (first.moved.low, first.moved.high) == (43, 43)
    assert first.nominal.low == 0 or first.nominal.low == pytest.approx(6)


def test_what_was_not_there_in_a_year_moved_nothing() -> None:
    opened = claim("commissioning", "btc", when="2025-03-01")
    first, last = found(opened).years
    assert (first.moved.low, last.moved.low) == (40, 47)


def test_beside_others_their_use_is_taken_off() -> None:
    year = found().years[0]
    assert (year.spare.low, year.spare.high) == (4, 4)
    assert (year.gap_spare.low, year.gap_spare.high) == (39, 39)


def test_older_figures_stand_in_and_are_named() -> None:
    used = dict(found().years[1].used)
    assert (used["cpc"].year, used["aktau"].year) == (2025, 2024)


def test_precedents_are_those_of_what_is_closed() -> None:
    told = found().precedents
    assert [(one.type, one.about, one.days, one.low, one.unit) for one in told] == [
        ("loss", "cpc", 13, 0.48, "Mt"),
        ("suspension", "novo", 3, None, None),
    ]


def test_something_has_to_be_closed() -> None:
    with pytest.raises(UsageError, match="what is closed"):
        gap(material(small()), Question("KZ", "med", DAY))


def test_the_command_gives_the_years_and_the_loss(trunkline: Trunkline) -> None:
    outcome = trunkline("gap", "KZ", "--close", "cpc", "--as-of", "2026-11-01", "--format", "json")
    assert outcome.returncode == 0, outcome.stderr
    told = json.loads(outcome.stdout)
    year = next(one for one in told["years"] if one["year"] == 2025)
    assert year["moved"] == {"low": pytest.approx(77.31, abs=0.01), "high": pytest.approx(78.41, abs=0.01)}
    assert year["gap_nominal"]["low"] == pytest.approx(32.31, abs=0.01)
    first = told["precedents"][0]
    assert (first["type"], first["about"], first["amount_low"]) == ("loss", "cpc", 0.48)
