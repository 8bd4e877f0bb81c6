"""The doors of the store under test: as anybody would reach it, and through a line that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import DATABASE, Layout
from tests.network import LOOPBACK, Proxy, proxied

PATIENCE = 2.0
"""Seconds for which work through ``behind`` is tried again."""


def door_of(store: Store, settings: Settings) -> Settings:
    """Give the settings by which anybody would reach the store as a server."""
    if settings.store_uri:
        return settings
    accounts = read_accounts(Layout.under(settings.home))
    assert accounts is not None
    return replace(
        settings, store_uri=store.describe().uri, store_user="writer", store_password=accounts["writer"].password,
        store_reader_user="reader", store_reader_password=accounts["reader"].password, store_database=DATABASE,
    )  # fmt: skip


@contextmanager
def line_to(door: Settings) -> Iterator[tuple[Proxy, Settings]]:
    """Lay a line to a door, and give the settings to reach it by that line."""
    port = urlsplit(door.store_uri or "").port
    assert port
    with proxied(port) as (proxy, own_port):
        uri = f"bolt://{LOOPBACK}:{own_port}"
        yield proxy, replace(door, store_uri=uri, store_certificate_authority=None, store_retry_seconds=PATIENCE)


@contextmanager
def behind(door: Settings) -> Iterator[tuple[Proxy, Store]]:
    """Open a store for writing through a line."""
    with line_to(door) as (proxy, through), open_store(through, write=True) as opened:
        yield proxy, opened
