"""``trunkline store copy`` into the store under test: the same digest, and a killed copy goes on where it stopped."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import ensure_running, stop_server
from graph.store.transfer.marks import read_mark
from tests.graph.store.moving import empty, everything, trunkline_store, variables_of
from tests.loaders.refresh.test_run import attack, feed, item, run
from tests.processes import COMMAND, environment, one_sentence

ITEMS, CLAIMS = 4, 250
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Another store, with a graph that takes several batches."""
    settings = Settings(home=tmp_path_factory.mktemp("source"))
    items = [item(f"a{n}", *(attack(f"a{n}", f"e{n}-{one}") for one in range(CLAIMS))) for n in range(ITEMS)]
    with open_store(settings, write=True) as store:
        run(store, feed(*items))
    yield settings
    stop_server(settings)


@pytest.fixture(scope="module")
def source_digest(source: Settings) -> str:
    with open_store(source) as store:
        return everything(store).digest()


@pytest.fixture
def target(store: Store, store_settings: Settings) -> tuple[list[str], dict[str, str]]:
    """How to name the store under test to ``copy``: arguments and variables."""
    if store_settings.store_uri:
        user, password = str(store_settings.store_user), str(store_settings.store_password)
        more = ["--database", store_settings.store_database] if store_settings.store_database else []
        return ["--to", store_settings.store_uri, "--user", user, *more], {"TRUNKLINE_COPY_PASSWORD": password}
    link = ensure_running(store_settings)
    accounts = read_accounts(Layout.under(store_settings.home))
    assert accounts
    database = ["--database", str(link.database)]
    return ["--to", link.uri, "--user", "writer", *database], {"TRUNKLINE_COPY_PASSWORD": accounts["writer"].password}


def test_a_killed_copy_goes_on(
    source: Settings, source_digest: str, store: Store, target: tuple[list[str], dict[str, str]]
) -> None:
    arguments, variables = target
    for step in (1, 3):
        _kill_at(step, source, store, arguments, variables)
        mark = read_mark(store)
        assert mark is not None
        assert mark.step >= step
    done = trunkline_store(source, "copy", *arguments, more=variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{ITEMS * CLAIMS} claims; the graph has the digest ")
    assert everything(store).digest() == source_digest
    assert list((source.home / "copies").iterdir()) == []
    said = one_sentence(trunkline_store(source, "copy", *arguments, more=variables), 1)
    assert "holds a graph already" in said
    assert everything(store).digest() == source_digest


def _kill_at(step: int, source: Settings, store: Store, arguments: list[str], variables: dict[str, str]) -> None:
    """Kill a copy as soon as its batch ``step`` is written."""
    process = subprocess.Popen(
        [*COMMAND, "store", "copy", *arguments],
        env=environment(source.home, variables_of(source) | variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + PATIENCE_SECONDS
    while ((mark := read_mark(store)) is None or mark.step < step) and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL, "it ended before it was killed"


def test_a_copy_of_a_source_that_changed_meanwhile_is_refused_and_starts_over_when_asked(
    source: Settings, source_digest: str, store: Store, target: tuple[list[str], dict[str, str]]
) -> None:
    arguments, variables = target
    empty(store)
    store.write(
        lambda transaction: transaction.run(
            "CREATE (:Meta {id: 'transfer', checksum: 'of another', step: 1, command: 'trunkline store copy'}), "
            "(:Run {id: 'half'})"
        )
    )
    said = one_sentence(trunkline_store(source, "copy", *arguments, more=variables), 1)
    assert "half filled from something else" in said
    assert trunkline_store(source, "copy", *arguments, "--replace", more=variables).returncode == 0
    assert everything(store).digest() == source_digest


@pytest.mark.neo4j
def test_a_copy_from_the_server_to_the_embedded_store(store: Store, store_settings: Settings) -> None:
    run(store, feed(item("a0", attack("a0"))))
    before = everything(store).digest()
    embedded = Settings(home=store_settings.home)
    try:
        assert trunkline_store(store_settings, "copy", "--to", "embedded").returncode == 0
        with open_store(embedded) as copied:
            assert everything(copied).digest() == before
    finally:
        stop_server(embedded)


def test_where_to_is_not_understood(source: Settings, tmp_path: Path) -> None:
    def said(*arguments: str) -> str:
        return one_sentence(trunkline_store(source, "copy", *arguments), 2)

    for address in ("somewhere", "http://127.0.0.1:7687", "bolt://"):
        assert "is no address" in said("--to", address)
    assert "same store" in said("--to", "embedded")
    assert "password of x is missing: set TRUNKLINE_COPY_PASSWORD" in said("--to", "bolt://127.0.0.1:1", "--user", "x")
    unreachable = trunkline_store(source, "copy", "--to", "bolt://127.0.0.1:1")
    assert "nothing listens on port 1 of 127.0.0.1: start the server, or check the port in --to." in one_sentence(
        unreachable, 4
    )
    refused = trunkline_store(
        source, "copy", "--to", ensure_running(source).uri, "--user", "x", more={"TRUNKLINE_COPY_PASSWORD": "wrong"}
    )
    assert "refused the login: check --user and TRUNKLINE_COPY_PASSWORD." in one_sentence(refused, 1)
