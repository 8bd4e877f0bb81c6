"""Fixtures for every test that needs a store. No test touches the user's own data.

``store_home``  one embedded store for the whole run, in a temporary TRUNKLINE_HOME
                (the environment variable is set, so subprocesses find it too); stopped at the end.
``store``       that store, opened for writing and emptied of all nodes: ``store.write(…)``,
                ``store.read(…)``. A test that opens its own with ``open_store()`` sees the same data.

The contract is every test that asks for the store under test (``UNDER_TEST``). ``make test-neo4j`` runs it on a server
instead: TRUNKLINE_TEST_STORE names the fixture ``NAME_settings`` that ``store`` opens, so a further store is one more
such fixture. What holds for the embedded store alone is marked ``embedded``, or asks for its home.

A test that stops, kills or damages a store makes its own home from ``fresh_home``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings, load_settings
from graph.store import Store, open_store

# Read before the settings from outside are taken away.
KIND = os.environ.get("TRUNKLINE_TEST_STORE", "embedded")
_SERVER: dict[str, Any] = {
    name: os.environ[f"TRUNKLINE_TEST_{name.upper()}"]
    for name in (
        "store_uri", "store_user", "store_password", "store_database", "store_reader_user", "store_reader_password",
        "store_certificate_authority",
    )
    if os.environ.get(f"TRUNKLINE_TEST_{name.upper()}")
}  # fmt: skip
UNDER_TEST = {"store_settings", "reference_settings"}
EMBEDDED_ONLY = {"store_home", "fresh_home"}
LONGEST = ("tests/torture/", "tests/test_", "tests/graph/store/")
"""Where few tests take long: begun first, so that two processes end at about the same time."""


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark of what holds for the embedded store alone."""
    config.addinivalue_line("markers", "embedded: promised of the embedded store alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what belongs to the store under test.

    On a server, what only reads the reference graph comes last, as ``store`` empties its one database.
    """
    kept = [item for item in items if _belongs(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
    if KIND == "embedded":
        items.sort(key=_turn)
    else:
        items.sort(key=lambda item: "reference_settings" in getattr(item, "fixturenames", ()))


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, place in enumerate(LONGEST) if item.nodeid.startswith(place)), len(LONGEST))


def _belongs(item: pytest.Item) -> bool:
    if item.get_closest_marker("neo4j"):
        return KIND != "embedded"
    used = set(getattr(item, "fixturenames", ()))
    return KIND == "embedded" or bool(
        used & UNDER_TEST and not used & EMBEDDED_ONLY and not item.get_closest_marker("embedded")
    )


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings and the data of the person who runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("TRUNKLINE_")]:
            patch.delenv(name)
        patch.setenv("TRUNKLINE_HOME", str(tmp_path_factory.mktemp("nobody")))
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
def server_settings(tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None) -> Iterator[Settings]:
    """Settings of the server that ``make test-neo4j`` names; commands run inside the test process find them too."""
    home = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"home": str(home), **_SERVER}.items():
            patch.setenv(f"TRUNKLINE_{name.upper()}", value)
        yield load_settings()


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
