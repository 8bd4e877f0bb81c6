"""A server named by TRUNKLINE_STORE_URI; a second door to a real one stands in for it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreError, StoreUnreachable
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.embedded.accounts import read_accounts
from graph.store.embedded.layout import DATABASE, Layout


@pytest.fixture
def foreign(store: Store, store_home: Path) -> Settings:
    accounts = read_accounts(Layout.under(store_home))
    assert accounts is not None
    return Settings(
        home=store_home,
        store_uri=store.describe().uri,
        store_user="writer",
        store_password=accounts["writer"].password,
        store_database=DATABASE,
    )


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that talks something else than Bolt."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def test_it_reads_writes_and_says_what_it_is(foreign: Settings) -> None:
    with open_store(foreign, write=True) as store:
        store.write(lambda tx: tx.run("CREATE (:Entity {id: 'f'})"))
        assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "f"}]
        description = store.describe()
    assert (description.kind, description.running, description.uri) == ("server", True, foreign.store_uri)
    assert description.version


def test_nothing_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(StoreUnreachable, match="TRUNKLINE_STORE_URI") as caught, open_store(_settings(uri)):
        pass
    assert uri in str(caught.value)
    assert caught.value.exit_code == 4


def test_a_server_that_is_not_bolt(silent_port: int) -> None:
    with (
        pytest.raises(StoreUnreachable, match="No store answers"),
        open_store(_settings(f"bolt://127.0.0.1:{silent_port}")),
    ):
        pass


def test_a_wrong_password(foreign: Settings) -> None:
    with (
        pytest.raises(StoreError, match=r"refused the login: check TRUNKLINE_STORE_USER") as caught,
        open_store(replace(foreign, store_password="wrong")),
    ):
        pass
    assert not isinstance(caught.value, StoreUnreachable)


def test_a_database_that_the_server_lacks(foreign: Settings) -> None:
    accounts = read_accounts(Layout.under(foreign.home))
    assert accounts is not None
    root = replace(foreign, store_user="root", store_password=accounts["root"].password)
    with (
        pytest.raises(StoreError, match="no database 'nothing'"),
        open_store(replace(root, store_database="nothing")),
    ):
        pass


def test_the_command_line_leaves_with_4(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trunkline", "store", "status"],
        env={"TRUNKLINE_STORE_URI": "bolt://127.0.0.1:1", "TRUNKLINE_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("No store answers at bolt://127.0.0.1:1")


def _settings(uri: str) -> Settings:
    return Settings(home=Path("unused"), store_uri=uri)
