"""Several at once: readers during a refresh, two refreshes, writers of the same keys."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.lease import LEASE, SILENCE_SECONDS, writing_alone
from graph.store.transfer.exporting import export_graph
from graph.store.transfer.marks import read_mark
from graph.store.transfer.moving import import_from
from graph.store.view import view_of
from graph.store.wholeness import ANNOUNCE, DONE
from loaders.refresh.items import SourceItem
from tests.loaders.refresh.test_run import attack, digest_of, feed, item, outage, run
from tests.processes import ROOT

# Each gives a row for every source item of which a reader sees only a part, from another side.
HALVES = (
    "MATCH (i:Item) OPTIONAL MATCH (c:Claim {item: i.id}) WITH i, count(c) AS held WHERE held <> i.claims "
    "RETURN i.id AS item, i.claims AS said, held",
    "MATCH (c:Claim) WITH c.item AS item, count(c) AS held OPTIONAL MATCH (i:Item {id: item}) "
    "WITH item, held, i.claims AS said WHERE said IS NULL OR said <> held RETURN item, said, held",
    "MATCH (c:Claim) WHERE NOT EXISTS { (c)-[:ABOUT]->() } RETURN c.item AS item, c.id AS claim",
    "MATCH (e:Event) WHERE NOT EXISTS { (:Claim)-[:SUPPORTS]->(e) } RETURN e.id AS event",
)
SEEN = (
    "MATCH (a:Entity {id: '1'}) MATCH (b:Entity {id: $end}) SET a.seen = coalesce(a.seen, 0) + 1 "
    "MERGE (a)-[r:FLOWS_TO {id: $id}]->(b) SET r.seen = coalesce(r.seen, 0) + 1"
)
HOLDER = """
import sys, time
from pathlib import Path
from graph.settings import Settings
from graph.store import open_store
from graph.store.lease import writing_alone
given = {given!r}
with open_store(Settings(**{{**given, "home": Path(given["home"])}}), write=True) as store, writing_alone(store):
    print("held", flush=True)
    sys.stdin.read()
"""


def articles(days: int, claims: int) -> list[SourceItem]:
    """Six articles that all tell of the same events, ``claims`` each."""
    return [
        item(
            f"b{n}", *(attack(f"b{n}", f"site_{k}", f"2025-03-{days + k:02d}") for k in range(claims)), outage(f"b{n}")
        )
        for n in range(6)
    ]


@contextmanager
def held_elsewhere(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the lease; it leaves when it is told to, or is killed."""
    given = {name: str(value) if name == "home" else value for name, value in asdict(settings).items()}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(given=given)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.communicate("", timeout=30)


def test_ten_readers_never_see_half_an_article(store: Store, store_settings: Settings) -> None:
    run(store, feed(item("a", attack("a"))))
    ended = threading.Event()

    def read(statement: str) -> tuple[int, list[object]]:
        seen, halves = 0, list[object]()
        with open_store(store_settings) as reader:
            while not ended.is_set():
                halves += reader.read(statement)
                seen += 1
        return seen, halves

    with ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(read, HALVES[number % len(HALVES)]) for number in range(10)]
        try:
            with writing_alone(store) as writer:
                for content in (articles(1, 5), articles(3, 4)):
                    report = run(writer, feed(*content), allow_loss=True)
                    assert report.digest == digest_of(*content)
        finally:
            ended.set()
        found = [one.result() for one in waiting]
    assert all(seen > 0 for seen, _ in found)
    assert [half for _, halves in found for half in halves] == []


def test_a_reader_waits_for_a_commit_and_reads_again_after_one(store: Store, store_settings: Settings) -> None:
    with ThreadPoolExecutor(1) as pool, open_store(store_settings) as reader:
        store.write(lambda tx: tx.run(ANNOUNCE))
        waiting = pool.submit(reader.read, "RETURN 1 AS one")
        time.sleep(0.5)
        assert not waiting.done()
        store.write(lambda tx: tx.run(DONE))
        assert waiting.result(10) == [{"one": 1}]

        slow = (
            "OPTIONAL MATCH (n:Entity) WITH count(n) AS early UNWIND range(1, 6000000) AS x "
            "WITH early, sum(x % 7) AS spent OPTIONAL MATCH (n:Entity) RETURN early, count(n) AS late"
        )
        waiting = pool.submit(reader.read, slow)
        time.sleep(0.2)
        store.write(lambda tx: tx.run("CREATE (:Entity {id: 'new'})"))
        store.write(lambda tx: tx.run(ANNOUNCE))
        store.write(lambda tx: tx.run(DONE))
        assert not waiting.done(), "the statement is too fast to be overtaken"
        assert waiting.result(60) == [{"early": 1, "late": 1}]


def test_a_second_writer_leaves_with_a_clear_word(store: Store, store_settings: Settings, tmp_path: Path) -> None:
    with (
        held_elsewhere(store_settings),
        pytest.raises(
            StoreError, match=r"A refresh or a transfer is at work .*process \d+ on .*: wait until it has ended"
        ),
        writing_alone(store),
    ):
        pass
    with writing_alone(store) as writer:
        assert run(writer, feed(item("a", attack("a")))).status == "completed"
    export_graph(store, tmp_path / "a.trunkline")
    here = partial(import_from, store_settings, tmp_path / "a.trunkline", command="import", replace=True)
    with (
        held_elsewhere(store_settings),
        pytest.raises(StoreError, match="A refresh or a transfer is at work"),
    ):
        here()
    assert read_mark(store) is None
    here()
    assert digest_of(item("a", attack("a"))) == view_of(store).digest()
    assert store.read("MATCH (m:Meta {id: $id}) RETURN m.id", {"id": LEASE}) == []
    assert store.read("MATCH (c:Commit) RETURN c.id") == []


def test_the_lease_of_a_killed_writer_holds_nobody_up(store: Store, store_settings: Settings) -> None:
    with held_elsewhere(store_settings) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        with writing_alone(store) as writer:
            assert run(writer, feed(item("a", attack("a")))).status == "completed"


def test_a_writer_that_lost_its_lease_writes_no_more(store: Store) -> None:
    steal = "MATCH (m:Meta {id: 'lease'}) SET m.command = 'elsewhere|1|0.00', m.at = timestamp() - $ago"
    with writing_alone(store) as writer:
        run(writer, feed(item("a", attack("a"))))
        store.write(lambda tx: tx.run(steal, {"ago": 0}))
        with pytest.raises(StoreError, match="taken this graph over"):
            writer.write(lambda tx: tx.run("CREATE (:Entity {id: 'late'})"))
    assert store.read("MATCH (n:Entity {id: 'late'}) RETURN n.id") == []
    with pytest.raises(StoreError, match="on elsewhere"), writing_alone(store):
        pass
    store.write(lambda tx: tx.run(steal, {"ago": SILENCE_SECONDS * 1000}))
    with writing_alone(store) as writer:  # silent for too long, on a machine that nobody can ask
        writer.write(lambda tx: tx.run("CREATE (:Entity {id: 'late'})"))


def test_writers_of_the_same_relations_all_succeed(store: Store) -> None:
    store.write(lambda tx: tx.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"))
    store.write(lambda tx: tx.run("UNWIND range(1, 3) AS n CREATE (:Entity {id: toString(n)})"))

    def write(_: int) -> None:
        for leg in range(10):
            given = {"id": f"l{leg}", "end": str(2 + leg % 2)}
            store.write(lambda tx: tx.run(SEEN, given))  # noqa: B023  (it runs before the next turn)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert store.read("MATCH ()-[r:FLOWS_TO]->() RETURN count(r) AS legs, sum(r.seen) AS seen") == [
        {"legs": 10, "seen": 40}
    ]
    assert store.read("MATCH (a:Entity {id: '1'}) RETURN a.seen AS seen") == [{"seen": 40}]
