"""The ledger in the graph: which items are loaded in which state, what is quarantined, which runs there were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.fuse.objects import properties_of
from graph.schema.declaration import schema
from graph.schema.statements import delete_nodes, merge_nodes, read_nodes
from graph.store import Store, Transaction

READ_META = "MATCH (m:Meta {id: 'graph'}) RETURN properties(m) AS properties"
READ_ITEM = "MATCH (i:Item {id: $item}) RETURN properties(i) AS properties"
LAST_RUN = (
    "MATCH (r:Run) RETURN r.id AS id, r.sequence AS sequence, r.status AS status, r.version AS version, "
    "r.kind AS kind, r.started AS started, coalesce(r.undoes, []) AS undoes ORDER BY r.sequence DESC LIMIT 1"
)
CLOSE_BROKEN_RUNS = (
    "MATCH (r:Run {status: 'running'}) WHERE r.id <> $id "
    "SET r.status = 'interrupted', r.reason = 'the process ended before the run did; the next refresh goes on'"
)


REFRESH, REMOVE, UNDO, RE_EXTRACT = "refresh", "remove", "undo", "re-extract"
"""Kinds of runs."""
UNDONE = "undone: "
"""How the reason begins for which an item is held back after `trunkline runs undo`."""
GONE = "gone"
"""Fingerprint, in quarantine, of an item whose removal was undone."""


@dataclass(frozen=True, slots=True)
class ItemState:
    """How an item stands in the graph."""

    key: str
    source: str
    fingerprint: str
    version: str
    claims: int
    documents: tuple[str, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class QuarantinedState:
    """Something that could not be read; ``item`` is what it belongs to."""

    id: str
    item: str
    source: str
    place: str
    reason: str
    fingerprint: str
    version: str
    attempts: int
    row: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> QuarantinedState:
        """Read it from its node."""
        return cls(
            row["id"], row["item"], row["source"], row.get("place", ""), row["reason"], row["fingerprint"],
            row["version"], row["attempts"], row,
        )  # fmt: skip

    @property
    def is_held(self) -> bool:
        """Whether a person undid what this item brought: it stays out until it changes or somebody retries it."""
        return self.reason.startswith(UNDONE)

    @property
    def is_kept(self) -> bool:
        """Whether a person undid that this item was removed: it stays until its source offers it again."""
        return self.is_held and self.fingerprint == GONE


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run in the graph."""

    id: str
    sequence: int
    status: str
    version: str
    kind: str | None = None
    started: str = ""
    undoes: list[str] = field(default_factory=list)

    @property
    def is_unfinished_undo(self) -> bool:
        """Whether a person's undoing broke off: it is completed before anything else happens."""
        return self.status == "running" and self.kind == UNDO


class Ledger:
    """Reads and writes the ledger of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def items(self) -> dict[str, ItemState]:
        """Give every loaded item by key."""
        return {
            row["id"]: ItemState(
                row["id"], row["source"], row["fingerprint"], row["version"], row["claims"],
                tuple(row.get("documents") or ()), row,
            )
            for row in self._properties("Item")
        }  # fmt: skip

    def item(self, key: str) -> Mapping[str, Any] | None:
        """Give the row of one item."""
        rows = self._store.read(READ_ITEM, {"item": key})
        return rows[0]["properties"] if rows else None

    def quarantined(self) -> dict[str, QuarantinedState]:
        """Give everything in quarantine by id."""
        return {row["id"]: QuarantinedState.of(row) for row in self._properties("Quarantined")}

    def last_run(self) -> LastRun | None:
        """Give the newest run."""
        rows = self._store.read(LAST_RUN)
        return LastRun(**rows[0]) if rows else None

    def digest(self) -> str | None:
        """Give the digest that the last completed run recorded."""
        rows = self._store.read(READ_META)
        return rows[0]["properties"].get("digest") if rows else None

    def _properties(self, family: str) -> list[dict[str, Any]]:
        return [row["properties"] for row in self._store.read(read_nodes(family))]


def upsert(transaction: Transaction, family: str, key: str, **properties: object) -> None:
    """Write one ledger node, replacing its properties whole."""
    rows = [{"id": key, "properties": properties_of(id=key, **properties)}]
    transaction.run(merge_nodes(family), {"rows": rows})


def remove(transaction: Transaction, family: str, keys: list[str]) -> None:
    """Delete ledger nodes."""
    if keys:
        transaction.run(delete_nodes(family), {"ids": keys})


def forget_bad(transaction: Transaction, item: str) -> None:
    """Take everything of an item out of quarantine."""
    transaction.run("MATCH (q:Quarantined {item: $item}) DELETE q", {"item": item})


def write_meta(transaction: Transaction, digest: str, run: str) -> None:
    """Record the digest of the graph and the run that reached it."""
    upsert(transaction, "Meta", "graph", schema_version=schema().version, digest=digest, run=run)
