"""Fills an empty store from a verified file: in constant memory, in batches that are written once, to one digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from graph.errors import BadInput, InvalidClaim, StoreError
from graph.fuse.change import Change, NodeChange
from graph.fuse.objects import Node
from graph.schema.declaration import schema
from graph.schema.statements import definition_statements, merge_nodes
from graph.store.port import Store, Transaction
from graph.store.transfer import marks
from graph.store.transfer.families import FUSED_FROM
from graph.store.transfer.layout import altered
from graph.store.transfer.lines import Lines, new_lines
from graph.store.transfer.marks import EMPTYING, Mark, read_mark, running, write_step
from graph.store.transfer.progress import Progress, silent
from graph.store.transfer.reading import Verified, rows_of
from graph.store.transfer.spool import Spool, new_spool
from graph.store.versions import migrate
from graph.store.writer import BATCH, write_change

T = TypeVar("T")

_ANYTHING = "MATCH (n) WHERE NOT n:Meta AND NOT n:Commit RETURN labels(n) AS labels LIMIT 1"
_FORGET_GRAPH = "MATCH (m:Meta {id: 'graph'}) DELETE m"
_DELETED_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Imported:
    """What was filled in; ``expected`` is the digest that the file promised, None where it could promise none."""

    claims: int
    digest: str
    expected: str | None


def import_graph(
    store: Store, found: Verified, *, command: str, replace: bool = False, progress: Progress = silent
) -> Imported:
    """Fill the store, or go on where an interrupted filling from the same file stopped.

    Everything in the file is read and checked before the store is touched. ``replace`` empties the store first.

    Raises:
        BadInput: the file holds something that is no claim, or is altered.
        StoreError: the store is not empty, or half filled from another file.
    """
    with new_spool() as spool, new_lines() as lines:
        _take_in(spool, found, progress)
        start = _start(store, Mark(found.checksum, 0, command), replace=replace)
        filling = _Filling(store, start, progress)
        filling.nodes(spool, lines)
        filling.links(spool)
        filling.ledger(spool)
        digest = lines.digest()
        _finish(store, spool, found, digest)
    migrate(store)
    return Imported(found.header.counts.get("Claim", 0), digest, found.header.digest)


def _take_in(spool: Spool, found: Verified, progress: Progress) -> None:
    try:
        for done, (family, properties) in enumerate(rows_of(found)):
            progress("checking", done, found.header.rows)
            claim = spool.add(family, properties)
            if claim and claim.id != properties["id"]:
                raise altered(found.path)
    except (InvalidClaim, ValueError, KeyError, TypeError, AttributeError, sqlite3.IntegrityError) as error:
        raise BadInput(f"{found.path} holds a line that this Trunkline cannot read ({error}).") from error


def _start(store: Store, wanted: Mark, *, replace: bool) -> int:
    """Set the mark, or find it; gives the last batch that is written."""
    mark = read_mark(store)
    if mark is None or (replace and mark.checksum != wanted.checksum):
        _check_empty(store, replace=replace)
        mark = Mark(wanted.checksum, EMPTYING if replace else 0, wanted.command)
        marks.begin(store, mark)
    elif mark.checksum != wanted.checksum:
        raise StoreError(
            f"This store is half filled from something else by `{mark.command}`: run that again, or add --replace "
            "to start over; nothing was changed."
        )
    if mark.step == EMPTYING:
        _empty(store)
        mark = Mark(mark.checksum, 0, mark.command)
        marks.begin(store, mark)
    for statement in definition_statements():
        store.write(running(statement), repeatable=True)
    return mark.step


def holds_graph(store: Store) -> bool:
    """Whether the store holds anything but the stamp of an empty graph and the signs of writers."""
    return bool(store.read(_ANYTHING))


def _check_empty(store: Store, *, replace: bool) -> None:
    if not replace and holds_graph(store):
        raise StoreError(
            "This store holds a graph already, and nothing was changed: add --replace to put the other one in its "
            "place after a backup, or give an empty store."
        )


def _empty(store: Store) -> None:
    """Delete every node of ours but the mark, in pieces that no server finds too large; what else is there stays."""
    for family in schema().nodes:
        while family != "Meta" and store.write(partial(_delete_some, family), repeatable=True):
            continue
    store.write(running(_FORGET_GRAPH), repeatable=True)


def _delete_some(family: str, transaction: Transaction) -> int:
    statement = f"MATCH (n:{family}) WITH n LIMIT $count DETACH DELETE n RETURN count(*) AS n"
    return int(transaction.run(statement, {"count": _DELETED_AT_ONCE})[0]["n"])


class _Filling:
    """The batches of one filling, always cut at the same places."""

    def __init__(self, store: Store, written: int, progress: Progress) -> None:
        self._store = store
        self._written = written
        self._step = 0
        self._progress = progress

    def nodes(self, spool: Spool, lines: Lines) -> None:
        """Write the nodes of everything the claims make; relations wait in the spool."""
        for batch in _batches(self._nodes(spool, lines)):
            change = Change(written_nodes=tuple(NodeChange(None, node) for node in batch))
            self._write(partial(write_change, change=change))

    def _nodes(self, spool: Spool, lines: Lines) -> Iterator[Node]:
        everything = spool.size()
        for done, fragment in enumerate(spool.fragments()):
            self._progress("nodes", done, everything)
            lines.add_fragment(fragment)
            spool.put_links(fragment.relations)
            yield from fragment.nodes

    def links(self, spool: Spool) -> None:
        """Write all relations."""
        everything = spool.link_count()
        for number, batch in enumerate(_batches(spool.links())):
            self._progress("relations", number * BATCH, everything)
            change = Change(created_relations=tuple(batch))
            self._write(partial(write_change, change=change))
        self._progress("relations", everything, everything)

    def ledger(self, spool: Spool) -> None:
        """Write what neither is a claim nor follows from one."""
        for family in spool.families():
            if family not in FUSED_FROM and family != "Meta":
                statement = merge_nodes(family)
                for batch in _batches(spool.kept(family)):
                    rows = {"rows": [{"id": row["id"], "properties": row} for row in batch]}
                    self._write(running(statement, rows))

    def _write(self, work: Callable[[Transaction], object]) -> None:
        self._step += 1
        if self._step > self._written:
            write_step(self._store, self._step, work)


def _finish(store: Store, spool: Spool, found: Verified, digest: str) -> None:
    """Say that the graph is whole. A digest is recorded only where the file had one: its last run was complete then."""
    rows: dict[str, dict[str, Any]] = {row["id"]: row for row in spool.kept("Meta")}
    graph = {**rows.get("graph", {}), "id": "graph", "schema_version": found.header.schema_version}
    if found.header.digest is not None:
        graph["digest"] = digest
    rows["graph"] = graph

    def work(transaction: Transaction) -> None:
        given = [{"id": key, "properties": row} for key, row in sorted(rows.items())]
        transaction.run(merge_nodes("Meta"), {"rows": given})
        marks.end(transaction)

    store.write(work, repeatable=True)


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
