"""The reference graph in a store of its own, loaded once for all tests of answers; nothing in it is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.fuse.book import ClaimBook
from graph.schema.statements import definition_statements
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.writer import write_change
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims

Trunkline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def reference_home(tmp_path_factory: pytest.TempPathFactory, _no_settings_from_outside: None) -> Iterator[Path]:
    """Start a store, load the package's tables into it, and return its home."""
    from graph.store.embedded.server import stop_server

    home = tmp_path_factory.mktemp("reference")
    made = [table_claims(table) for table in read_tables()]
    claims = [claim for one in made for claim in one.claims]
    documents = [document for one in made for document in one.documents]
    change = ClaimBook().replace((), claims, documents)
    with open_store(Settings(home=home), write=True) as opened:
        for statement in definition_statements():
            opened.write(lambda transaction, text=statement: transaction.run(text))
        opened.write(lambda transaction: write_change(transaction, change))
    yield home
    stop_server(Settings(home=home))


@pytest.fixture(scope="session")
def reference_store(reference_home: Path) -> Iterator[Store]:
    """Open that store for reading."""
    with open_store(Settings(home=reference_home)) as opened:
        yield opened


@pytest.fixture
def trunkline(reference_home: Path) -> Trunkline:
    """Run the command line as a process on the reference graph."""

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "trunkline", *arguments], input=stdin, capture_output=True, text=True, check=False,
            encoding="utf-8", env={**os.environ, "TRUNKLINE_HOME": str(reference_home)}, timeout=60,
        )  # fmt: skip

    return run
