"""Fixtures for every test that needs a store. No test touches the user's own data.

``store_home``  one embedded store for the whole run, in a temporary TRUNKLINE_HOME
                (the environment variable is set, so subprocesses find it too); stopped at the end.
``store``       that store, opened for writing and emptied of all nodes: ``store.write(…)``,
                ``store.read(…)``. A test that opens its own with ``open_store()`` sees the same data.

A test that stops, kills or damages a store makes its own home from ``fresh_home``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    """Keep the settings of the person who runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("TRUNKLINE_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def store_home(tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None) -> Iterator[Path]:
    """Start one embedded store and return its home."""
    from graph.store.embedded.server import ensure_running, stop_server

    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUNKLINE_HOME", str(home))
        ensure_running(Settings(home=home))
        yield home
        stop_server(Settings(home=home))


@pytest.fixture
def store(store_home: Path) -> Iterator[Store]:
    """Open that store for writing, without any node."""
    with open_store(Settings(home=store_home), write=True) as opened:
        opened.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        yield opened


@pytest.fixture
def fresh_home(tmp_path: Path) -> Iterator[Path]:
    """Return a home of its own, with Cyrillic letters and a space; its store is stopped afterwards."""
    from graph.store.embedded.server import stop_server

    home = tmp_path / "дом с пробелом"
    yield home
    stop_server(Settings(home=home))
