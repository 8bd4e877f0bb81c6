"""The embedded store and the server hold the same graph and give the same rows in the same order."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.view import view_of
from queries.catalogue.registry import question, question_ids
from queries.catalogue.run import ask
from queries.network.reading import read_material
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.loaders.refresh.test_run import ARTICLES, digest_of, feed, run
from tests.queries.network.builders import DAY
from tests.reference import load_reference

pytestmark = pytest.mark.neo4j
ASKED = [Question("KZ", "mediterranean", DAY, avoid=("RU",)), Question("KZ", "world_market", DAY, k=20)]


def test_a_refresh_ends_in_the_same_digest(server_settings: Settings, embedded_settings: Settings) -> None:
    found = []
    for settings in (server_settings, embedded_settings):
        with open_store(settings, write=True) as store:
            store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
            run(store, feed(*ARTICLES))
            report = run(store, feed(*ARTICLES[:2]))
            found.append((report.digest, view_of(store).digest()))
    assert found == [(digest_of(*ARTICLES[:2]),) * 2] * 2


@pytest.fixture(scope="module")
def pair(reference_settings: Settings, embedded_settings: Settings) -> Iterator[tuple[Store, Store]]:
    """The reference graph on the server and on the embedded store."""
    load_reference(embedded_settings)
    with open_store(reference_settings) as server, open_store(embedded_settings) as embedded:
        yield server, embedded


def test_the_digest_is_the_same(pair: tuple[Store, Store]) -> None:
    server, embedded = (view_of(store) for store in pair)
    assert len(server.nodes) > 1000
    assert server.digest() == embedded.digest()


@pytest.mark.parametrize("day", [date(2022, 7, 9), date(2024, 12, 31)])
def test_the_past_is_the_same(pair: tuple[Store, Store], day: date) -> None:
    server, embedded = (view_of(store, known_at=day) for store in pair)
    assert server.nodes
    assert server.digest() == embedded.digest()


@pytest.mark.parametrize("name", question_ids())
def test_every_question_has_the_same_rows_in_the_same_order(pair: tuple[Store, Store], name: str) -> None:
    asked = question(name)
    server, embedded = (ask(store, asked, shlex.split(asked.example)) for store in pair)
    assert server.columns == embedded.columns
    assert [*server.rows] == [*embedded.rows]


@pytest.mark.parametrize("asked", ASKED)
def test_routes_are_the_same(pair: tuple[Store, Store], asked: Question) -> None:
    server, embedded = (answer_routes(read_material(store), asked) for store in pair)
    assert server.routes
    assert server == embedded
