"""Graphs that nobody hopes for: empty, in parts, newer than this version, with loops; the command as a process."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from graph.errors import InvalidClaim
from graph.fuse.book import ClaimBook
from graph.model.claim import Claim, Quantity
from graph.store import Store
from graph.store.writer import write_change
from tests.processes import run
from tests.queries.network.builders import PAGE, claim, leg, named, small

DAY = ("--as-of", "2025-12-01")


def fill(store: Store, *more: Claim) -> None:
    claims = [one for one in small() if "Country" not in one.role("label")]
    claims += [named(code, "Country", code) for code in ("KZ", "RU", "AZ", "TR")]
    change = ClaimBook().replace((), [*claims, *more], [PAGE])
    store.write(lambda transaction: write_change(transaction, change))


def ask(home: Path, *arguments: str) -> CompletedProcess[str]:
    return run(home, "routes", *arguments, *DAY)


@pytest.fixture
def home(store_home: Path, store: Store) -> Path:
    """The home of the store under test, which is empty."""
    del store
    return store_home


def test_an_empty_graph_says_what_to_run(home: Path) -> None:
    for command in (("routes", "KZ", "med"), ("flow", "KZ", "med"), ("why-not", "aktau", "baku")):
        refused = run(home, *command)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == 'The graph holds no legs yet: run "trunkline refresh" first.\n'


def test_parts_that_nothing_joins(home: Path, store: Store) -> None:
    fill(
        store, named("isle", "Port", "Isle"), named("rock", "Port", "Rock"), *leg("ferry", "isle", "rock", "KZ"),
    )  # fmt: skip
    answered = ask(home, "KZ", "rock")
    assert (answered.returncode, answered.stdout) == (3, "")
    assert answered.stderr.startswith("No route from KZ to Rock: no legs of the graph join them, whatever is allowed. ")


def test_a_graph_of_a_newer_version_is_refused(home: Path, store: Store) -> None:
    fill(store)
    store.write(lambda transaction: transaction.run("MERGE (m:Meta {id: 'graph'}) SET m.schema_version = 999"))
    try:
        refused = ask(home, "KZ", "med")
    finally:
        store.write(lambda transaction: transaction.run("MATCH (m:Meta) DELETE m"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "999" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


_OTHERS = ("aktau", "baku", "ceyhan", "cpc", "novo", "well")


def test_legs_to_themselves_circles_of_owners_and_closed_lines_change_no_answer(home: Path, store: Store) -> None:
    circle = [named(key, "Company", key) for key in ("one", "two")]
    circle += [claim("ownership", "one", owner=["two"], value=Quantity(100, "percent"))]
    circle += [claim("ownership", "two", owner=["one"], value=Quantity(100, "percent"))]
    circle += [claim("ownership", "btc", owner=["one"], value=Quantity(92, "percent"))]
    circle += [claim("ownership", key, owner=["one"], value=Quantity(1, "percent")) for key in _OTHERS]
    fill(store, *circle, *leg("self", "aktau", "aktau", "KZ", capacity=0.0001), *leg("shut", "baku", "aktau", "KZ"))
    answered = ask(home, "KZ", "med", "--avoid", "owner:RU>=9", "--avoid", "owner:two>=93")
    assert answered.returncode == 0, answered.stderr
    assert "All together: 65.2..67.5 Mt/y" in answered.stdout
    assert ask(home, "KZ", "med", "--only", "not owner:two>=92", "--avoid", "RU").returncode == 3


def test_a_capacity_of_nothing_carries_nothing_and_is_no_unknown_one(home: Path, store: Store) -> None:
    fill(store, claim("capacity", "leg:caspian", value=Quantity(0, "Mt/y")))
    answered = ask(home, "KZ", "med", "--avoid", "RU", "--avoid", "mode:ferry")
    assert answered.returncode == 0, answered.stderr
    assert "0 Mt/y, limited by Aktau to Baku (caspian)" in answered.stdout


@pytest.mark.parametrize(
    ("type_name", "amount", "unit"),
    [
        ("capacity", -5.0, "Mt/y"), ("capacity", float("inf"), "Mt/y"), ("capacity", float("nan"), "Mt/y"),
        ("ownership", 160.0, "percent"), ("ownership", -1.0, "percent"),
    ],
)  # fmt: skip
def test_amounts_that_cannot_be_never_become_a_claim(type_name: str, amount: float, unit: str) -> None:
    roles: dict[str, Any] = {"owner": ["transneft"]} if type_name == "ownership" else {}
    with pytest.raises(InvalidClaim, match="possible"):
        claim(type_name, "btc", value=Quantity(amount, unit), **roles)
