"""What a cluster needs of each transaction: who reads says so, and who reads after writing names what must be there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.errors import ReadOnlyViolation
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.bookmarks import bookmarks_of
from graph.store.opening import foreign_link
from tests.doors import door_of, line_to

READ_MODE = b"\x84mode\x81r"  # the map entry mode: "r" on the wire
FIND = "MATCH (n:Entity {id: 'new'}) RETURN n.id AS id"


@pytest.fixture
def door(store: Store, store_settings: Settings) -> Settings:
    return door_of(store, store_settings)


def test_a_reader_opened_after_a_writer_names_the_writers_commit(door: Settings) -> None:
    with line_to(door) as (proxy, through):
        with open_store(through, write=True) as writer:
            writer.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'new'})"))
        marks = bookmarks_of(foreign_link(through)).get_bookmarks()
        proxy.begun.clear()
        with open_store(through) as reader:
            assert reader.read(FIND) == [{"id": "new"}]
    assert marks
    assert any(mark.encode() in begun for mark in marks for begun in proxy.begun)


def test_reading_goes_to_readers_and_writing_to_the_leader(door: Settings) -> None:
    with line_to(door) as (proxy, through), open_store(through, write=True) as opened:
        proxy.begun.clear()
        opened.read("RETURN 1 AS one")
        assert {READ_MODE in begun for begun in proxy.begun} == {True}
        proxy.begun.clear()
        opened.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'new'})"))
        assert {READ_MODE in begun for begun in proxy.begun} == {False}


def test_another_database_has_other_bookmarks(door: Settings) -> None:
    link = foreign_link(door)
    assert bookmarks_of(link) is bookmarks_of(replace(link, reader=None))
    assert bookmarks_of(link) is not bookmarks_of(replace(link, database="another"))
    assert bookmarks_of(link) is not bookmarks_of(replace(link, uri="bolt://another"))


def test_a_reader_in_a_managed_transaction_may_not_write(store: Store, door: Settings) -> None:
    with open_store(door) as reader, pytest.raises(ReadOnlyViolation):
        reader.read("CREATE (:Entity {id: 'no'})")
    assert store.read("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


def test_more_threads_than_connections_wait_their_turn(door: Settings) -> None:
    with line_to(replace(door, store_pool_size=2)) as (proxy, through), open_store(through) as reader:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: reader.read("RETURN $n AS n", {"n": n}), range(40)))
        assert answers == [[{"n": n}] for n in range(40)]
        assert proxy.lines_open <= 2
