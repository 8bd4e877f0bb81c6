"""Fixtures for every test that needs a store. No test touches the user's own data.

``store_home``  one embedded store for the whole run, in a temporary TRUNKLINE_HOME
                (the environment variable is set, so subprocesses find it too); stopped at the end.
``store``       that store, opened for writing and emptied of all nodes: ``store.write(…)``,
                ``store.read(…)``. A test that opens its own with ``open_store()`` sees the same data.

``make test-neo4j`` runs the contract tests on a server instead: TRUNKLINE_TEST_STORE names the fixture
``NAME_settings`` that ``store`` opens, so a further store is one more such fixture.

A test that stops, kills or damages a store makes its own home from ``fresh_home``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store

# Read before the settings from outside are taken away.
KIND = os.environ.get("TRUNKLINE_TEST_STORE", "embedded")
_SERVER = {name: os.environ.get(f"TRUNKLINE_TEST_{name.upper()}") for name in (
    "store_uri", "store_user", "store_password", "store_database",
)}  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server, what only reads the reference graph comes last, as ``store`` empties its one database."""
    if KIND != "embedded":
        items.sort(key=lambda item: "reference_settings" in getattr(item, "fixturenames", ()))
        return
    needing = [item for item in items if item.get_closest_marker("neo4j")]
    if needing:
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


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


@pytest.fixture(scope="session")
def embedded_settings(store_home: Path) -> Settings:
    """Settings of the embedded store."""
    return Settings(home=store_home)


@pytest.fixture(scope="session")
def server_settings(tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None) -> Settings:
    """Settings of the server that ``make test-neo4j`` names."""
    return Settings(home=tmp_path_factory.mktemp("server"), **_SERVER)


@pytest.fixture(scope="session")
def store_settings(request: pytest.FixtureRequest) -> Settings:
    """Settings of the store under test."""
    settings: Settings = request.getfixturevalue(f"{KIND}_settings")
    return settings


@pytest.fixture
def store(store_settings: Settings) -> Iterator[Store]:
    """Open that store for writing, without any node."""
    with open_store(store_settings, write=True) as opened:
        opened.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        yield opened


@pytest.fixture(scope="session")
def reference_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None
) -> Iterator[Settings]:
    """Load the package's tables into the store under test, and return its settings."""
    from graph.store.embedded.server import stop_server
    from tests.reference import load_reference

    embedded = KIND == "embedded"
    settings = Settings(home=tmp_path_factory.mktemp("reference"))
    if not embedded:
        settings = request.getfixturevalue("store_settings")
    load_reference(settings)
    yield settings
    if embedded:
        stop_server(settings)


@pytest.fixture
def fresh_home(tmp_path: Path) -> Iterator[Path]:
    """Return a home of its own, with Cyrillic letters and a space; its store is stopped afterwards."""
    from graph.store.embedded.server import stop_server

    home = tmp_path / "дом с пробелом"
    yield home
    stop_server(Settings(home=home))
