"""What a cluster needs, tried on one server: routed addresses, and TLS with a private authority."""

from __future__ import annotations

import os
from dataclasses import replace
from operator import methodcaller
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.errors import ReadOnlyViolation, StoreUnreachable
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.bookmarks import bookmarks_of
from graph.store.opening import foreign_link
from graph.store.view import view_of
from tests.loaders.refresh.test_run import ARTICLES, digest_of, feed, run

AUTHORITY = os.environ.get("TRUNKLINE_TEST_AUTHORITY")  # absent where the tests run against a given server

pytestmark = pytest.mark.neo4j
encrypted = pytest.mark.skipif(AUTHORITY is None, reason="a given server has an authority of its own")


def at(settings: Settings, scheme: str, authority: str | None = None) -> Settings:
    """Reach the server under test by another scheme."""
    place = urlsplit(settings.store_uri or "").netloc
    file = Path(authority) if authority else None
    return replace(settings, store_uri=f"{scheme}://{place}", store_certificate_authority=file)


def refreshes(settings: Settings) -> None:
    """Load articles there, and read them in a store of its own."""
    with open_store(settings, write=True) as writer:
        run(writer, feed(*ARTICLES))
    with open_store(settings) as reader:
        assert view_of(reader).digest() == digest_of(*ARTICLES)
        with pytest.raises(ReadOnlyViolation):
            reader.read("CREATE (:Entity {id: 'no'})")
        assert sum(1 for _ in reader.stream("UNWIND range(1, 5000) AS x RETURN x")) == 5000


@pytest.mark.usefixtures("store")
def test_a_routed_address(server_settings: Settings) -> None:
    refreshes(at(server_settings, "neo4j"))


@encrypted
@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_tls_with_a_private_authority(server_settings: Settings, scheme: str) -> None:
    refreshes(at(server_settings, scheme, AUTHORITY))


@encrypted
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_an_authority_that_nobody_named(server_settings: Settings, scheme: str) -> None:
    with (
        pytest.raises(StoreUnreachable, match="not trusted here: name the authority's file"),
        open_store(at(server_settings, scheme)),
    ):
        pass


@encrypted
@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_any_certificate(server_settings: Settings, scheme: str) -> None:
    with open_store(at(server_settings, scheme)) as reader:
        assert reader.read("RETURN 1 AS one") == [{"one": 1}]


@encrypted
def test_a_wrong_password_behind_a_routed_address(server_settings: Settings) -> None:
    wrong = replace(at(server_settings, "neo4j+s", AUTHORITY), store_password="wrong")
    with pytest.raises(Exception, match="refused the login"), open_store(wrong):
        pass


def test_bookmarks_that_the_server_never_gave_are_forgotten(store: Store, server_settings: Settings) -> None:
    store.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'kept'})"))
    link = foreign_link(server_settings)
    manager = bookmarks_of(link)
    manager.update_bookmarks(manager.get_bookmarks(), ["FB:nobody"])
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "kept"}]
    assert bookmarks_of(link) is not manager
    assert "FB:nobody" not in bookmarks_of(link).get_bookmarks()


def test_an_index_is_there_for_every_key(store: Store) -> None:
    from graph.schema.declaration import schema
    from graph.schema.statements import definition_statements

    for statement in definition_statements():
        store.write(methodcaller("run", statement))
    keyed = {(row["labelsOrTypes"][0], row["properties"][0]) for row in store.read("SHOW CONSTRAINTS")}
    assert {(family.name, family.key) for family in schema().nodes.values()} <= keyed
