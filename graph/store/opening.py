"""Choose the store that the settings name, and connect to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.store.link import Account, Link
from graph.store.port import StoreDescription

if TYPE_CHECKING:
    from graph.settings import Settings
    from graph.store.bolt import BoltStore


def connect(settings: Settings, *, write: bool) -> BoltStore:
    """Return an open store; raises ``StoreUnreachable`` when none answers."""
    if not settings.store_uri:
        return _embedded(settings, write=write)
    from graph.store.ownership import check_database

    store = _foreign(settings, write=write)
    with _closed_on_failure(store):
        check_database(store, foreign_link(settings))
    return store


def describe(settings: Settings) -> StoreDescription:
    """Say what the configured store is, without starting it."""
    if settings.store_uri:
        store = _foreign(settings, write=False)
        try:
            return store.describe()
        finally:
            store.close()
    from graph.store.embedded.server import describe_server

    return describe_server(settings)


def _embedded(settings: Settings, *, write: bool) -> BoltStore:
    from graph.store.bolt import BoltStore
    from graph.store.embedded.server import describe_server, ensure_running

    return BoltStore(lambda: ensure_running(settings), lambda: describe_server(settings), write=write)


def _foreign(settings: Settings, *, write: bool) -> BoltStore:
    from graph.store.bolt import BoltStore

    link = foreign_link(settings)
    store = BoltStore(lambda: link, lambda: _describe_foreign(store, link), write=write)
    with _closed_on_failure(store):
        store.server_agent()
    return store


@contextmanager
def _closed_on_failure(store: BoltStore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _describe_foreign(store: BoltStore, link: Link) -> StoreDescription:
    from graph.store.rights import rights_of

    agent = store.server_agent()
    return StoreDescription(kind="server", running=True, uri=link.uri, version=agent, rights=rights_of(store))


def foreign_link(settings: Settings) -> Link:
    """Return where the server named by ``store_uri`` is and who logs in there.

    Raises ``UsageError`` for a file of certificates that cannot be used.
    """
    from graph.store.pool import check_authority

    uri = settings.store_uri or ""
    writer = _account(settings.store_user, settings.store_password)
    return Link(
        uri=uri,
        database=settings.store_database,
        reader=_account(settings.store_reader_user, settings.store_reader_password) or writer,
        writer=writer,
        limit_seconds=settings.store_command_timeout_seconds,
        answer_memory_bytes=settings.answer_memory_mib * 2**20,
        server_limits_each_statement=False,
        login_advice="check TRUNKLINE_STORE_USER and TRUNKLINE_STORE_PASSWORD.",
        reach_advice="check TRUNKLINE_STORE_URI, or unset it to use the embedded store",
        certificate_authority=check_authority(uri, settings.store_certificate_authority),
        pool_size=settings.store_pool_size,
        retry_seconds=settings.store_retry_seconds,
    )


def _account(user: str | None, password: str | None) -> Account | None:
    return Account(user, password or "") if user else None
