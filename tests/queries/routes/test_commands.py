"""The commands over a real store."""

from __future__ import annotations

import json

import pytest

from graph.fuse.book import ClaimBook
from graph.model.claim import Quantity, Trust
from graph.schema.declaration import schema
from graph.store import Store
from graph.store.writer import write_change
from queries.network import route_network
from tests.queries.network.builders import DAY, PAGE, claim, named, small
from trunkline import main

LATER = claim("suspension", "btc", when="2025-11-30/..", quote="The line stopped.", known_from="2025-12-05")
PAST = claim("capacity", "aktau", value=Quantity(12, "Mt/y"), when="2001/2010", trust=Trust.HIGH)


@pytest.fixture
def filled(store: Store) -> Store:
    """The small graph in the store; three-letter codes are left to the tests of names."""
    claims = [one for one in small() if "Country" not in one.role("label")]
    claims += [named(code, "Country", code) for code in ("KZ", "RU", "AZ", "TR")]
    change = ClaimBook().replace((), [*claims, LATER, PAST], [PAGE])
    store.write(lambda transaction: write_change(transaction, change))
    return store


def run(*args: str) -> int:
    return main([*args, "--as-of", "2025-12-01"])


def test_routes_with_evidence(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("routes", "KZ", "Средиземное море", "--avoid", "RU", "--known-at", "2025-12-04") == 0
    out, err = capsys.readouterr()
    assert "1. Well -> Aktau -> Baku -> Ceyhan" in out
    assert 'weakest and oldest: medium, undated, https://example.org/page: "…"' in out
    assert err == ""


def test_what_was_known_later_closes_the_route(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("routes", "KZ", "med", "--avoid", "RU", "--format", "json") == 3
    out, err = capsys.readouterr()
    assert [one["reason"] for one in json.loads(out)["blocked_by"] if one["leg"] == "btc_leg"] == [
        "BTC: The line stopped. (2025-11-30/..)"
    ]
    assert err.startswith("No route from KZ to Mediterranean is allowed. It is blocked by: ")


def test_the_digest_is_that_of_what_was_read(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    meta = f"CREATE (:Meta {{id: 'graph', schema_version: {schema().version}, digest: 'present'}})"
    filled.write(lambda transaction: transaction.run(meta))
    found = []
    for known_at in ((), ("--known-at", "2025-12-04")):
        assert run("flow", "KZ", "med", "--format", "json", *known_at) == 0
        found.append(json.loads(capsys.readouterr().out)["graph_digest"])
    assert found == ["present", None]


def test_bounds_tell_what_counts_from_what_stands_beside(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("flow", "KZ", "med", "--avoid", "RU", "--known-at", "2025-12-04", "--format", "json") == 0
    bounds = json.loads(capsys.readouterr().out)["bounds"]
    assert [(one["stated"], one["counts"]) for one in bounds] == [
        ("5.2 Mt/y", True),
        ("7.5 Mt/y", True),
        ("12 Mt/y", False),
    ]


def test_flow(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("flow", "KZ", "med", "--close", "aktau") == 0
    text = capsys.readouterr().out
    assert "All together: 60 Mt/y; sure is only 0 Mt/y, since no source gives a capacity for " in text
    assert "\n  proved by the smallest cut: Well to Novorossiysk (to_novo) 60" in text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("KZ", "med", "-k", "0"), "-k must be between 1 and 1000"),
        (("KZ", "med", "--known-at", "soon"), '--known-at: "soon" is no day'),
        (("KZ", "med", "--format", "xml"), 'The format "xml" is unknown'),
        (("KZ", "med", "--avoid", "x'} DETACH DELETE n //"), "No place or asset is called"),
    ],
)
def test_bad_requests(filled: Store, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], says: str) -> None:
    assert run("routes", *args) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(says)


def test_the_public_graph_from_a_store(filled: Store) -> None:
    graph = route_network(filled, as_of=DAY)
    assert graph["baku"]["ceyhan"]["btc_leg"]["status"] == "suspended"
    assert set(graph["aktau"]["baku"]) == {"caspian", "caspian_2"}
