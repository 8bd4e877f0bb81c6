"""The reference graph in a store of its own, loaded once for all tests of answers; nothing in it is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store

Trunkline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def reference_home(reference_settings: Settings) -> Path:
    """Return the home of that store."""
    return reference_settings.home


@pytest.fixture(scope="session")
def reference_store(reference_settings: Settings) -> Iterator[Store]:
    """Open that store for reading."""
    with open_store(reference_settings) as opened:
        yield opened


def environment_of(settings: Settings) -> dict[str, str]:
    """Give the environment in which a command finds this store."""
    given = {
        "TRUNKLINE_HOME": str(settings.home), "TRUNKLINE_STORE_URI": settings.store_uri,
        "TRUNKLINE_STORE_USER": settings.store_user, "TRUNKLINE_STORE_PASSWORD": settings.store_password,
        "TRUNKLINE_STORE_DATABASE": settings.store_database,
    }  # fmt: skip
    return {**os.environ, **{name: value for name, value in given.items() if value}}


@pytest.fixture
def trunkline(reference_settings: Settings) -> Trunkline:
    """Run the command line as a process on the reference graph."""

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "trunkline", *arguments], input=stdin, capture_output=True, text=True, check=False,
            encoding="utf-8", env=environment_of(reference_settings), timeout=60,
        )  # fmt: skip

    return run
