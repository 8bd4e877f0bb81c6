"""Reading, writing and refusing, on the store under test."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from operator import methodcaller

import pytest

from graph.errors import ReadOnlyViolation, StoreError
from graph.settings import Settings
from graph.store import Store, Transaction, open_store
from graph.store.values import Node, Relation
from graph.store.values import Path as GraphPath

UNIQUE = "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"


def _load(store: Store) -> None:
    store.write(
        lambda tx: tx.run(
            "CREATE (a:Entity:Port {id: 'aktau', name: 'Актау'})-[:FLOWS_TO {id: 'l1', km: 450}]->"
            "(b:Entity:Port {id: 'baku', name: 'Баку'})"
        )
    )


def test_nodes_relations_and_paths_are_plain(store: Store) -> None:
    _load(store)
    row = store.read("MATCH p = (a:Port {id: 'aktau'})-[r]->(b) RETURN a, r, b, p, {inner: a} AS m")[0]
    a, r, b, p = row["a"], row["r"], row["b"], row["p"]
    assert isinstance(a, Node)
    assert a["labels"] == ["Entity", "Port"]
    assert a["properties"] == {"id": "aktau", "name": "Актау"}
    assert isinstance(r, Relation)
    assert (r["type"], r["start"], r["end"], r["properties"]) == ("FLOWS_TO", a["id"], b["id"], {"id": "l1", "km": 450})
    assert isinstance(p, GraphPath)
    assert p == {"nodes": [a, b], "relations": [r]}
    assert row["m"] == {"inner": a}


def test_values_survive_the_way_there_and_back(store: Store) -> None:
    values = ["Тенгиз", 2**63 - 1, -1, 1.5, True, None, ["a", None], {"k": [1]}, "2022-07-05/.."]
    assert store.read("RETURN $v AS v", {"v": values}) == [{"v": values}]
    times = store.read("RETURN date('2022-07-05') AS d, duration('P30D') AS p, $day AS day", {"day": date(2023, 3, 23)})
    assert times == [{"d": "2022-07-05", "p": "P30D", "day": "2023-03-23"}]


def test_columns_keep_their_order_and_rows_theirs(store: Store) -> None:
    result = store.query("UNWIND [2, 1] AS b RETURN b, b * b AS a")
    assert (result.columns, list(result.rows)) == (("b", "a"), [(2, 4), (1, 1)])
    assert result.dicts() == [{"b": 2, "a": 4}, {"b": 1, "a": 1}]
    assert list(store.query("MATCH (n:Nothing) RETURN n.b AS b").rows) == []


def test_streaming_yields_every_row_and_may_stop_early(store: Store) -> None:
    statement = "UNWIND range(1, $n) AS x RETURN x"
    assert sum(row["x"] for row in store.stream(statement, {"n": 5000})) == 12_502_500
    rows = store.stream(statement, {"n": 5000})
    assert next(rows) == {"x": 1}
    rows.close()
    assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_failed_piece_of_work_leaves_nothing(store: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.run("CREATE (:Entity {id: 'half'})")
        raise KeyError("stop")

    with pytest.raises(KeyError):
        store.write(work)
    assert store.read("MATCH (n:Entity {id: 'half'}) RETURN n.id") == []


def test_concurrent_merges_of_one_key_all_succeed_and_make_one_node(store: Store) -> None:
    store.write(lambda tx: tx.run(UNIQUE))

    statement = "MERGE (n:Entity {id: $id}) SET n.seen = coalesce(n.seen, 0) + 1"

    def merge(writer: int) -> int:
        for key in range(15):
            store.write(methodcaller("run", statement, {"id": f"k{key}"}))
        return writer

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(merge, range(4))) == [0, 1, 2, 3]
    assert store.read("MATCH (n:Entity) RETURN count(n) AS n, sum(n.seen) AS seen") == [{"n": 15, "seen": 60}]


def test_a_real_duplicate_is_an_error_with_the_servers_words(store: Store) -> None:
    store.write(lambda tx: tx.run(UNIQUE))
    store.write(lambda tx: tx.run("CREATE (:Entity {id: 'x'})"))
    with pytest.raises(StoreError, match="x"):
        store.write(lambda tx: tx.run("CREATE (:Entity {id: 'x'})"))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Entity {id: 'no'})",
        "CREATE (:NewLabel)",
        "MERGE (:Entity {id: 'no'})",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) SET n:Other",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) DETACH DELETE n",
        "MATCH ()-[r]->() DELETE r",
        "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
        "CALL { CREATE (:Entity {id: 'no'}) }",
        "CREATE CONSTRAINT other FOR (n:Port) REQUIRE n.name IS UNIQUE",
        "CREATE INDEX other FOR (n:Port) ON (n.name)",
        "CREATE USER eve SET PASSWORD 'abcdefgh1'",
        "ALTER USER reader SET PASSWORD 'abcdefgh1'",
    ],
)
def test_a_reader_is_refused_by_the_engine(store: Store, store_settings: Settings, statement: str) -> None:
    _load(store)
    before = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r ORDER BY n.id")
    with (
        open_store(store_settings) as reader,
        pytest.raises(ReadOnlyViolation, match="may only read"),
    ):
        reader.read(statement)
    assert store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r ORDER BY n.id") == before


# On a server, reading files and managing users is for its owner to forbid: the READ access mode refuses writes only.
@pytest.mark.embedded
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE USER eve SET PASSWORD 'abcdefgh1'",
        "DROP USER reader",
        "ALTER USER writer SET PASSWORD 'abcdefgh1'",
        "SHOW USERS",
        "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS row RETURN row",
    ],
)
def test_a_writer_may_touch_neither_users_nor_files(store: Store, statement: str) -> None:
    with pytest.raises(StoreError, match=r"not allowed|disabled"):
        store.write(lambda tx: tx.run(statement))


@pytest.mark.embedded
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:1/"])
def test_a_reader_may_not_touch_files(store_settings: Settings, address: str) -> None:
    with open_store(store_settings) as reader, pytest.raises(ReadOnlyViolation, match="may only read"):
        reader.read(f"LOAD CSV FROM '{address}' AS row RETURN row")


def test_a_store_opened_for_reading_never_writes(store_settings: Settings) -> None:
    with open_store(store_settings) as reader, pytest.raises(ReadOnlyViolation, match="reading only"):
        reader.write(lambda tx: tx.run("CREATE (:Entity)"))


def test_a_mistake_is_told_in_the_servers_words(store: Store) -> None:
    with pytest.raises(StoreError, match="line 1") as caught:
        store.read("RETUR 1")
    assert caught.value.exit_code == 1
    with pytest.raises(StoreError, match="p"):
        store.read("RETURN $p")
    assert store.read("RETURN 'still here' AS s") == [{"s": "still here"}]
