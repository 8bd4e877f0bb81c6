"""What the tests of moving house share: a small graph with everything that a file must hold, and whole processes."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from graph.schema.declaration import schema
from graph.settings import Settings
from graph.store import Store
from graph.store.transfer.marks import MARK
from graph.store.view import GraphView, view_of
from tests import processes
from tests.loaders.refresh.test_run import ARTICLES, bad, feed, run

CLAIMS = 12


def fill(store: Store) -> str:
    """Load four articles and one that goes to quarantine; give the digest."""
    report = run(store, feed(*ARTICLES, bad("a9")))
    assert report.digest
    return report.digest


def everything(store: Store) -> GraphView:
    """All nodes of all families and all relations, the mark of a transfer left out."""
    view = view_of(store, schema().nodes)
    return GraphView(tuple(node for node in view.nodes if node.id != MARK), view.relations)


def empty(store: Store) -> None:
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))


def variables_of(settings: Settings) -> dict[str, str]:
    """The environment in which the command line uses this store."""
    given = {name: getattr(settings, name) for name in (
        "store_uri", "store_user", "store_password", "store_database",
    )}  # fmt: skip
    return {f"TRUNKLINE_{name.upper()}": str(value) for name, value in given.items() if value}


def trunkline_store(
    settings: Settings, *arguments: object, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``trunkline store`` on the store of these settings."""
    return processes.run(settings.home, "store", *arguments, more=variables_of(settings) | dict(more or {}))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
