"""Stopping a statement: by Ctrl-C, by another thread, and what is left on the server afterwards."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import StatementCancelled
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.cancelling import RUNNING

ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b < 0 RETURN count(*) AS n"
ENDLESS_ROWS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b"


@pytest.fixture
def reader(store: Store, store_settings: Settings) -> Iterator[Store]:
    """A store that may only read; ``store`` stays open beside it."""
    with open_store(store_settings) as opened:
        yield opened


def running(store: Store) -> list[str]:
    """What runs on the server, as the store's own account sees it."""
    texts = [str(row["currentQuery"]) for row in store.read(RUNNING)]
    return [text for text in texts if text != RUNNING]


def once(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def press_ctrl_c_when_running(store: Store) -> threading.Thread:
    """Press Ctrl-C as soon as the server runs something; in a thread, since the main one will be waiting."""

    def press() -> None:
        assert once(lambda: running(store))
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    return thread


def test_ctrl_c_stops_the_statement_on_the_server(reader: Store, store_settings: Settings) -> None:
    with open_store(store_settings) as witness:
        finger = press_ctrl_c_when_running(witness)
        with pytest.raises(KeyboardInterrupt):
            reader.read(ENDLESS)
        finger.join()
        assert once(lambda: running(witness) == [])
    assert reader.read("RETURN 1 AS one") == [{"one": 1}]


def test_ctrl_c_between_the_rows_of_a_stream(reader: Store, store_settings: Settings) -> None:
    with open_store(store_settings) as witness:
        finger = press_ctrl_c_when_running(witness)
        with pytest.raises(KeyboardInterrupt):
            for _ in reader.stream(ENDLESS_ROWS):
                pass
        finger.join()
        assert once(lambda: running(witness) == [])
    assert reader.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_stream_that_is_left_early_leaves_nothing_running(reader: Store) -> None:
    rows = reader.stream(ENDLESS_ROWS)
    assert [next(rows) for _ in range(3)] == [{"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 3}]
    start = time.monotonic()
    rows.close()
    assert time.monotonic() - start < 5
    assert once(lambda: running(reader) == [])
    assert reader.read("RETURN 1 AS one") == [{"one": 1}]


def test_another_thread_stops_it_and_the_waiting_one_is_told(reader: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reader.read, ENDLESS)
        assert once(lambda: running(reader))
        assert reader.cancel() == 1
        with pytest.raises(StatementCancelled, match="stopped before it ended"):
            waiting.result(10)
    assert running(reader) == []
    assert reader.cancel() == 0


def test_a_stopped_write_leaves_nothing(store: Store) -> None:
    def work() -> None:
        store.write(lambda tx: tx.run("UNWIND range(1, 3000000) AS a CREATE (:Entity {id: toString(a)})"))

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(work)
        assert once(store.cancel)
        with pytest.raises(StatementCancelled):
            waiting.result(20)
    assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]
