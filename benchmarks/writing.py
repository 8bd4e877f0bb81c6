"""Legs a second through the change writer, beside the engine's own best way through the same driver."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import line, median_seconds
from graph.fuse.change import Change, NodeChange
from graph.fuse.objects import Node, Relation
from graph.schema.statements import definition_statements
from graph.settings import Settings
from graph.store import Store, Transaction, open_store
from graph.store.embedded.server import stop_server
from graph.store.writer import write_change

SITES, LEGS, BATCH = 2_000, 6_000, 2_000
BEST = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) "
    "CREATE (a)-[:FLOWS_TO {id: row.id, mode: row.mode, distance_km: row.km}]->(b)"
)


def _reset(store: Store) -> None:
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    nodes = tuple(NodeChange(None, Node("Entity", f"s{n}", {"id": f"s{n}"})) for n in range(SITES))
    store.write(lambda transaction: write_change(transaction, Change(written_nodes=nodes)))


def _legs() -> list[dict[str, Any]]:
    return [
        {"id": f"l{n}", "a": f"s{n % SITES}", "b": f"s{(n * 7 + 1) % SITES}", "mode": "tanker", "km": float(n)}
        for n in range(LEGS)
    ]


def _medians(store: Store, works: list[Callable[[Transaction], object]]) -> list[float]:
    """Time the ways in turn, so that both see the same machine."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(7):
        for work, taken in zip(works, times, strict=True):
            _reset(store)
            taken.append(median_seconds(lambda work=work: store.write(work), repeats=1))
    return [sorted(taken)[len(taken) // 2] for taken in times]


def main() -> None:
    """Write the same legs in both ways into a store of their own."""
    legs = _legs()
    relations = tuple(
        Relation(
            "FLOWS_TO", one["id"], one["a"], one["b"], {"id": one["id"], "mode": "tanker", "distance_km": one["km"]}
        )
        for one in legs
    )
    batches = [legs[start : start + BATCH] for start in range(0, LEGS, BATCH)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        with open_store(settings, write=True) as store:
            for statement in definition_statements():
                store.write(lambda transaction, text=statement: transaction.run(text))
            ours, best = _medians(
                store,
                [
                    lambda transaction: write_change(transaction, Change(created_relations=relations)),
                    lambda transaction: [transaction.run(BEST, {"rows": rows}) for rows in batches],
                ],
            )
            line(f"{LEGS} legs through the writer", ours, "two MATCH and CREATE by hand", best)
            print(f"legs a second: {LEGS / ours:.0f} beside {LEGS / best:.0f}; share {best / ours:.2f}")
        stop_server(settings)


if __name__ == "__main__":
    main()
