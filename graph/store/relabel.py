"""Gives a node other labels.

One engine cannot both add and drop labels of a keyed node in one transaction, so the node
is made anew and its relations are carried over. This happens only when sources correct what a thing is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from graph.fuse.objects import Node
from graph.schema.declaration import schema
from graph.schema.statements import (
    create_nodes,
    create_relations,
    delete_nodes,
    relation_row,
    relations_leaving,
    relations_reaching,
)


class Runner(Protocol):
    """Whatever runs a statement inside the caller's transaction."""

    def run(self, statement: str, parameters: Mapping[str, Any] | None = None, /) -> list[dict[str, Any]]:
        """Run one statement and give its rows."""


def relabel(transaction: Runner, node: Node) -> None:
    """Make ``node`` anew with its present labels, keeping every relation."""
    carried = _relations(transaction, node)
    transaction.run(delete_nodes(node.family), {"ids": [node.id]})
    statement = create_nodes(node.family, node.labels, frozenset(node.properties))
    transaction.run(statement, {"rows": [node.properties]})
    for name, relations in carried.items():
        names = frozenset(key for row in relations for key in row["properties"])
        rows = [relation_row(row["start"], row["end"], row["properties"]) for row in relations]
        transaction.run(create_relations(name, names), {"rows": rows})


def _relations(transaction: Runner, node: Node) -> dict[str, list[dict[str, Any]]]:
    carried: dict[str, list[dict[str, Any]]] = {}
    for name, found in sorted(schema().relations.items()):
        rows = []
        if found.start == node.family:
            rows += transaction.run(relations_leaving(name), {"id": node.id})
        if found.end == node.family:
            reaching = transaction.run(relations_reaching(name), {"id": node.id})
            rows += [row for row in reaching if row["start"] != node.id or found.start != node.family]
        if rows:
            carried[name] = rows
    return carried
