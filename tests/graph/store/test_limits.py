"""Statements that never end, answers that never end, and what they leave behind."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace

import psutil
import pytest

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import Store, open_store
from tests.conftest import KIND
from tests.graph.store.test_cancel import ENDLESS, ENDLESS_ROWS, once, running

LIMIT_SECONDS = 1.0
MANY = "UNWIND range(1, 200000) AS n RETURN n, 'строка ' + toString(n) AS text"
TOO_LONG = "UNWIND range(1, 20000000) AS n RETURN max(n) AS last"
TOO_MUCH_AT_ONCE = "UNWIND range(1, 1000) AS a WITH collect(range(a, a + 1000000)) AS all RETURN size(all) AS n"


@pytest.fixture
def limited(store_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A store whose statements end after a second: on the embedded one a setting of its start."""
    settings = replace(store_settings, store_command_timeout_seconds=LIMIT_SECONDS)
    if KIND != "embedded":
        yield settings
        return
    from graph.store.embedded.server import stop_server

    settings = replace(settings, home=tmp_path_factory.mktemp("limited"))
    yield settings
    stop_server(settings)


def test_a_statement_that_never_ends_is_stopped_and_the_session_goes_on(limited: Settings) -> None:
    with open_store(limited) as reader:
        reader.read("RETURN 1 AS one")
        for ask in (reader.read, lambda text: list(reader.stream(text))):
            start = time.monotonic()
            with pytest.raises(StoreError, match=r"longer than its time limit \(1 s\).*COMMAND_TIMEOUT"):
                ask(ENDLESS)
            assert time.monotonic() - start < 30 * LIMIT_SECONDS
            assert once(lambda: running(reader) == [])
            assert reader.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_write_that_never_ends_is_stopped_too(limited: Settings) -> None:
    each = 1.0 if KIND == "embedded" else 0.1  # a server stops whole transactions, at ten times the limit
    with open_store(replace(limited, store_command_timeout_seconds=each), write=True) as writer:
        start = time.monotonic()
        with pytest.raises(StoreError, match="longer than its time limit"):
            writer.write(lambda tx: tx.run(f"CREATE (:Entity {{id: 'never'}}) WITH 1 AS one {ENDLESS}"))
        assert time.monotonic() - start < 30 * LIMIT_SECONDS
        assert writer.read("MATCH (n:Entity {id: 'never'}) RETURN n.id") == []


def test_an_answer_that_the_store_cannot_hold_is_refused_and_its_memory_is_free_again(limited: Settings) -> None:
    with open_store(limited) as reader:
        for _ in range(3):
            with pytest.raises(StoreError):
                reader.read(TOO_MUCH_AT_ONCE)
            assert reader.read("UNWIND range(1, 100000) AS n RETURN sum(n) AS s") == [{"s": 5000050000}]


@pytest.mark.embedded
def test_limits_of_the_engine_are_said_without_its_settings(store: Store) -> None:
    for statement, says in (
        (TOO_MUCH_AT_ONCE.replace("all", "lists"), "Query heap budget exceeded: .*"),
        (TOO_LONG, "range.* exceeding the maximum of [0-9]+"),
        ("UNWIND range(1, 600000) AS n RETURN size(collect(n)) AS size", r".* collect\(\) .* exceeded \([0-9]+\)"),
    ):
        with pytest.raises(StoreError) as caught:
            store.read(statement)
        said = str(caught.value)
        assert re.fullmatch(rf"The statement needs more than the store holds at once \({says}\): narrow it\.", said)
        assert "arcadedb" not in said


def test_an_answer_too_large_to_hold_is_cut_with_a_word(store: Store, store_settings: Settings) -> None:
    small = replace(store_settings, answer_memory_mib=4)
    with open_store(small) as reader:
        for _ in range(2):
            with pytest.raises(StoreError, match=r"too large to hold: [0-9,]+ rows .* LIMIT"):
                reader.read(ENDLESS_ROWS)
            assert once(lambda: running(store) == [])
            assert reader.read("RETURN 1 AS one") == [{"one": 1}]


def test_many_rows_stream_in_constant_memory(store: Store, store_settings: Settings) -> None:
    process = psutil.Process()
    with open_store(store_settings) as reader:
        rows = reader.stream(MANY)
        assert rows.columns == ("n", "text")
        first = time.monotonic()
        assert next(rows) == {"n": 1, "text": "строка 1"}
        assert time.monotonic() - first < 3
        seen = [process.memory_info().rss for row in rows if row["n"] % 20_000 == 0]
    assert len(seen) == 10
    assert max(seen) - seen[0] < 30 * 2**20, seen
