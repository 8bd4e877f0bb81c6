"""Nodes, legs and claims a second through the change writer, beside the engine's own best way through the same driver.

``python -m benchmarks.writing [NODES]`` (2000; three times as many legs, as many claims). The best way is the one that
the engine's manual names: one UNWIND over a batch, properties written inside CREATE, two MATCH for the ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import methodcaller
from typing import Any, NamedTuple

from benchmarks.measure import median_seconds
from benchmarks.stores import both_stores
from graph.fuse.change import Change, NodeChange, change_between
from graph.fuse.claims import claim_fragment
from graph.fuse.objects import Node, Relation
from graph.model.claim import Claim, Quantity
from graph.schema.statements import definition_statements
from graph.store import Store, Transaction, open_store
from graph.store.writer import write_change

NODES, LEGS_A_NODE, BATCH, REPEATS = 2_000, 3, 2_000, 7
Row = dict[str, Any]
Work = Callable[[Transaction], object]

BEST_NODES = "UNWIND $rows AS row CREATE (:Entity {id: row.id, name_en: row.name, latitude: row.latitude})"
BEST_LEGS = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) "
    "CREATE (a)-[:FLOWS_TO {id: row.id, mode: row.mode, distance_km: row.km}]->(b)"
)


class Task(NamedTuple):
    """What is written, in both ways, into a store that ``before`` has prepared."""

    name: str
    size: int
    before: Work
    ours: Work
    best: Work


def nodes_task(count: int) -> Task:
    """Nodes with three properties."""
    rows = [{"id": f"s{n}", "name": f"Site {n}", "latitude": n / 100} for n in range(count)]
    properties: list[Row] = [{"id": row["id"], "name_en": row["name"], "latitude": row["latitude"]} for row in rows]
    change = Change(written_nodes=tuple(NodeChange(None, Node("Entity", str(one["id"]), one)) for one in properties))
    return Task("nodes", count, lambda _: None, _writer(change), _by_hand(BEST_NODES, rows))


def legs_task(sites: int) -> Task:
    """Legs between sites that are there."""
    rows: list[Row] = [
        {"id": f"l{n}", "a": f"s{n % sites}", "b": f"s{(n * 7 + 1) % sites}", "mode": "tanker", "km": float(n)}
        for n in range(sites * LEGS_A_NODE)
    ]
    legs = tuple(
        Relation(
            "FLOWS_TO", row["id"], row["a"], row["b"], {"id": row["id"], "mode": "tanker", "distance_km": row["km"]}
        )
        for row in rows
    )
    return Task(
        "legs", len(rows), _writer(_sites(sites)), _writer(Change(created_relations=legs)), _by_hand(BEST_LEGS, rows)
    )


def claims_task(count: int) -> Task:
    """Claims about sites that are there, stated in one source: nodes, and two relations each."""
    claims = [
        Claim("capacity", (f"s{n}",), "made", "made", f"row {n}", value=Quantity(n % 90 + 1, "Mt/y"), start=n)
        for n in range(count)
    ]
    fragments = [claim_fragment(claim) for claim in claims]
    nodes = [dict(node.properties) for one in fragments for node in one.nodes]
    relations = [link for one in fragments for link in one.relations]
    works = [_by_hand(_best_claims(nodes), nodes)]
    for name, end in (("ABOUT", "Entity"), ("STATED_IN", "Article")):
        rows = [{"a": one.start, "b": one.end, **one.properties} for one in relations if one.type == name]
        works.append(_by_hand(_best_links(name, end, rows), rows))

    def before(transaction: Transaction) -> None:
        write_change(transaction, _sites(count))
        transaction.run("CREATE (:Article {id: 'made'})")

    def best(transaction: Transaction) -> None:
        for work in works:
            work(transaction)

    return Task("claims", count, before, _writer(change_between([], fragments)), best)


def _best_claims(rows: Sequence[Row]) -> str:
    names = sorted({name for row in rows for name in row})
    return "UNWIND $rows AS row CREATE (:Claim {" + ", ".join(f"{name}: row.{name}" for name in names) + "})"


def _best_links(name: str, end: str, rows: Sequence[Row]) -> str:
    names = sorted({key for row in rows for key in row} - {"a", "b"})
    inline = ", ".join(f"{key}: row.{key}" for key in names)
    return (
        f"UNWIND $rows AS row MATCH (a:Claim {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
        f"CREATE (a)-[:{name} {{{inline}}}]->(b)"
    )


def _sites(count: int) -> Change:
    nodes = (Node("Entity", f"s{n}", {"id": f"s{n}"}) for n in range(count))
    return Change(written_nodes=tuple(NodeChange(None, node) for node in nodes))


def _writer(change: Change) -> Work:
    return lambda transaction: write_change(transaction, change)


def _by_hand(statement: str, rows: Sequence[Row]) -> Work:
    def work(transaction: Transaction) -> None:
        for batch in _batches(rows):
            transaction.run(statement, {"rows": list(batch)})

    return work


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _medians(store: Store, task: Task) -> tuple[float, float]:
    """Time both ways in turn, so that both see the same machine."""
    times: dict[Work, list[float]] = {task.ours: [], task.best: []}
    for _ in range(REPEATS):
        for work, taken in times.items():
            store.write(lambda transaction: transaction.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n"))
            store.write(task.before)
            taken.append(median_seconds(partial(store.write, work), repeats=1))
    ours, best = (sorted(taken)[len(taken) // 2] for taken in times.values())
    return ours, best


def main(count: int = NODES) -> None:
    """Write the same in both ways into stores of their own, and print what a second holds."""
    tasks = [nodes_task(count), legs_task(count), claims_task(count)]
    with both_stores() as stores:
        for name, settings in stores.items():
            with open_store(settings, write=True) as store:
                for statement in definition_statements():
                    store.write(methodcaller("run", statement))
                for task in tasks:
                    ours, best = _medians(store, task)
                    print(
                        f"{name}, {task.size} {task.name}: {task.size / ours:.0f} a second beside "
                        f"{task.size / best:.0f} by hand; share {best / ours:.2f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
