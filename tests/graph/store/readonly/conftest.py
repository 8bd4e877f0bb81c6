"""The ground graph, an accountant of users, and the ways in which a reader may try to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.driver import neo4j
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import Layout
from tests.conftest import KIND
from tests.graph.store.readonly.ground import ACCOUNTS, lay, lift, link_of

Attempt = Callable[[str], None]


@pytest.fixture
def ground(store: Store) -> Iterator[Store]:
    """The ground graph in the store under test, opened for writing; gone afterwards, as its schema is."""
    lay(store)
    yield store
    lift(store)


@pytest.fixture
def accounts(store_settings: Settings) -> Callable[[], dict[str, object]]:
    """Tell all that the store knows of users and databases, by whoever may see it."""
    if KIND == "embedded":
        config = Layout.under(store_settings.home).config
        return lambda: {path.name: path.read_bytes() for path in sorted(config.iterdir()) if path.is_file()}

    def shown() -> dict[str, object]:
        link = link_of(store_settings)
        assert link.writer is not None
        with (
            neo4j.GraphDatabase.driver(link.uri, auth=(link.writer.user, link.writer.password)) as driver,
            driver.session(database="system") as system,
        ):
            return {statement: system.run(statement).data() for statement in ACCOUNTS}

    return shown


def _raw(settings: Settings, mode: str, *, begun: bool) -> Iterator[Attempt]:
    accounts = read_accounts(Layout.under(settings.home))
    assert accounts is not None
    reader = accounts["reader"]
    with neo4j.GraphDatabase.driver(link_of(settings).uri, auth=(reader.user, reader.password)) as driver:

        def attempt(statement: str) -> None:
            with (
                suppress(neo4j.exceptions.Neo4jError),
                driver.session(database=link_of(settings).database, default_access_mode=mode) as session,
            ):
                if begun:
                    with session.begin_transaction() as transaction:
                        transaction.run(statement).consume()
                        transaction.commit()
                else:
                    session.run(statement).consume()

        yield attempt


@pytest.fixture
def attempt(request: pytest.FixtureRequest, store_settings: Settings) -> Iterator[Attempt]:
    """Try a statement in the way that the test's parameter names, whatever comes of it."""
    if request.param == "reader":
        with open_store(store_settings) as reader:

            def read(statement: str) -> None:
                with suppress(Exception):
                    reader.read(statement)

            yield read
        return
    mode, _, begun = request.param.partition(" in a ")
    yield from _raw(store_settings, mode, begun=bool(begun))
