"""Conditions that a scheduler watches: exit code 0, or 5 with the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.errors import UsageError
from queries.routes.assertion import Wanted, asserted
from queries.routes.question import Question
from tests.queries.conftest import Trunkline
from tests.queries.network.builders import DAY, material, small

ASKED = Question("KZ", "med", DAY, avoid=("RU",))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Wanted(), "every condition holds"),
        (Wanted(min_flow=5.2), "every condition holds"),
        (Wanted(min_flow=6), "5.2 Mt/y can flow, 6 are wanted; limited by Aktau"),
        (Wanted(min_flow=6, optimistic=True), "every condition holds"),
        (Wanted(min_flow=8, optimistic=True), "7.5 Mt/y can flow, 8 are wanted; limited by Aktau"),
        (Wanted(max_distance=1968), "every condition holds"),
        (Wanted(max_distance=1900), "the best route is 1,968 km long, 1,900 km are allowed"),
        (Wanted(min_routes=2), "every condition holds"),
        (Wanted(min_routes=3), "there are 2 of 3 wanted routes"),
    ],
)
def test_conditions(wanted: Wanted, reason: str) -> None:
    found = asserted(material(small()), ASKED, wanted)
    assert (found.holds, found.reason) == (reason == "every condition holds", reason)


def test_what_rests_on_unknown_capacities_does_not_hold() -> None:
    """Where no source gives the capacity of the line to the port, the berths bound the flow from above only."""
    world = [one for one in small() if (one.type, one.about) != ("capacity", ("leg:to_aktau",))]
    found = asserted(material(world), ASKED, Wanted(min_flow=5))
    missing = "no source gives a capacity for to_aktau; --optimistic takes them as wide enough"
    assert (found.holds, found.reason) == (False, f"sure is only 0 Mt/y, 5 are wanted: {missing}")
    assert asserted(material(world), ASKED, Wanted(min_flow=5, optimistic=True)).holds
    assert asserted(material(world), ASKED, Wanted(min_flow=6)).reason.startswith("5.2 Mt/y can flow, 6 are wanted")


def test_no_route_is_a_condition_that_does_not_hold() -> None:
    found = asserted(material(small()), Question("KZ", "med", DAY, avoid=("RU", "aktau")), Wanted(min_flow=1))
    assert not found.holds
    assert found.reason.startswith("No route from Kazakhstan to Mediterranean is allowed. It is blocked by: ")


@pytest.mark.parametrize("wrong", [{"min_flow": -1.0}, {"max_distance": float("inf")}, {"min_routes": 0}])
def test_impossible_conditions_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="must be"):
        Wanted(**wrong)


def test_exit_codes(trunkline: Trunkline) -> None:
    asked = ("assert", "KZ", "EU", "--avoid", "RU", "--as-of", "2026-11-01", "--min-flow")
    met, unmet = trunkline(*asked, "5"), trunkline(*asked, "10", "--format", "json")
    assert met.returncode == 0 and "flow holds: 5.2 Mt/y can flow, 5 are wanted" in met.stdout
    assert unmet.returncode == 5 and not json.loads(unmet.stdout)["holds"]
    assert unmet.stderr == "Not so: 5.2 Mt/y can flow, 10 are wanted; limited by Aktau.\n"
