"""Carries a change of the graph out, inside one transaction of the caller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from graph.fuse.change import Change, NodeChange
from graph.fuse.objects import Relation
from graph.schema.statements import (
    create_nodes,
    create_relations,
    delete_nodes,
    delete_relations,
    existing_nodes,
    merge_relations,
    relation_row,
    update_nodes,
)
from graph.store.port import Transaction
from graph.store.relabel import Runner, relabel

BATCH = 2000  # rows a statement; larger batches gained nothing on either store

Row = dict[str, Any]
T = TypeVar("T")


def write_change(transaction: Transaction, change: Change) -> None:
    """Delete what is gone, then write nodes, then relations.

    Repeatable: where an earlier try may have been saved, what it created is found by its key.
    """
    if transaction.repeated:
        change = _remaining(transaction, change)
    for name, rows in _by_type(change.deleted_relations):
        _send(transaction, delete_relations(name), [{"start": one.start, "id": one.id} for one in rows])
    for family, ids in _deleted(change):
        for batch in _batches(ids):
            transaction.run(delete_nodes(family), {"ids": list(batch)})
    _write_nodes(transaction, change.written_nodes)
    for name, rows in _by_type(change.created_relations):
        _send(transaction, create_relations(name, property_names(rows)), _new_rows(rows))
    for name, rows in _by_type(change.updated_relations):
        _send(transaction, merge_relations(name), [_row(one) for one in rows])


def _write_nodes(transaction: Runner, changes: Iterable[NodeChange]) -> None:
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], list[Row]] = defaultdict(list)
    for change in changes:
        before, after = change.before, change.after
        kept = before.labels if before else frozenset()
        added, dropped = after.labels - kept, kept - after.labels
        if added and dropped:
            relabel(transaction, after)
        else:
            group = (after.family, tuple(sorted(added)), tuple(sorted(dropped)), before is None)
            groups[group].append(after.properties)
    for (family, more, less, is_new), rows in sorted(groups.items()):
        labels = frozenset(more)
        if is_new:
            names = frozenset(name for row in rows for name in row)
            _send(transaction, create_nodes(family, labels, names), rows)
        else:
            whole = [{"id": row["id"], "properties": row} for row in rows]
            _send(transaction, update_nodes(family, labels, frozenset(less)), whole)


def _remaining(transaction: Transaction, change: Change) -> Change:
    """Leave out nodes that are there already, and merge relations in place of creating them."""
    created: dict[str, list[str]] = defaultdict(list)
    for one in change.written_nodes:
        if one.before is None:
            created[one.after.family].append(one.after.id)
    there = {
        (family, row["id"])
        for family, ids in sorted(created.items())
        for row in transaction.run(existing_nodes(family), {"ids": ids})
    }
    nodes = tuple(
        one for one in change.written_nodes if one.before is not None or (one.after.family, one.after.id) not in there
    )
    relations = change.updated_relations + change.created_relations
    return replace(change, written_nodes=nodes, created_relations=(), updated_relations=relations)


def _deleted(change: Change) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for node in change.deleted_nodes:
        groups[node.family].append(node.id)
    return sorted(groups.items())


def _by_type(relations: Iterable[Relation]) -> list[tuple[str, list[Relation]]]:
    groups: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        groups[one.type].append(one)
    return sorted(groups.items())


def property_names(relations: Iterable[Relation]) -> frozenset[str]:
    """Give every property that occurs."""
    return frozenset(name for one in relations for name in one.properties)


def _new_rows(relations: Iterable[Relation]) -> list[Row]:
    return [relation_row(one.start, one.end, one.properties) for one in relations]


def _row(one: Relation) -> Row:
    return {"start": one.start, "end": one.end, "id": one.id, "properties": one.properties}


def _send(transaction: Runner, statement: str, rows: Sequence[Row]) -> None:
    for batch in _batches(rows):
        transaction.run(statement, {"rows": list(batch)})


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
