"""The command and the question of the catalogue give the same routes on the reference graph."""

from __future__ import annotations

import json

import pytest

from graph.store import Store
from queries.catalogue.run import ask
from tests.queries.conftest import Trunkline
from tests.queries.routes.differential import differences

LEGS = 9  # the question follows no longer chains


@pytest.mark.parametrize(
    ("origin", "destination", "avoid"),
    [("KZ", "mediterranean", "RU"), ("KZ", "ceyhan", ""), ("KZ", "dushanzi", ""), ("aktau", "black_sea", "RU")],
)
def test_routes(origin: str, destination: str, avoid: str, reference_store: Store, trunkline: Trunkline) -> None:
    given = [f"origin={origin}", f"destination={destination}", "limit=1000"]
    rows = ask(reference_store, "routes", [*given, *([f"avoid_country={avoid}"] if avoid else [])]).dicts()
    avoiding = ["--avoid", avoid] if avoid else []
    shown = trunkline("routes", origin, destination, *avoiding, "-k", "1000", "--format", "json")
    found = json.loads(shown.stdout)["routes"]
    legs = [
        [hop["leg"] for hop in route["hops"]]
        for route in found
        if len(route["hops"]) <= LEGS and all(hop["status"] != "idle" for hop in route["hops"])
    ]
    assert sorted(legs) == sorted(row["leg_ids"] for row in rows)
    assert legs


def test_random_questions_give_the_same_rows(reference_store: Store) -> None:
    """A few of the questions that ``make prove`` asks by the hundred."""
    rows, found = differences(reference_store, 20)
    assert found == []
    assert rows > 20
