"""The ledger in the graph: which items are loaded in which state, what is quarantined, which runs there were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.fuse.objects import properties_of
from graph.schema.declaration import schema
from graph.schema.statements import delete_nodes, merge_nodes, read_nodes
from graph.store import Store, Transaction

READ_META = "MATCH (m:Meta {id: 'graph'}) RETURN properties(m) AS properties"
LAST_RUN = (
    "MATCH (r:Run) RETURN r.id AS id, r.sequence AS sequence, r.status AS status, r.version AS version "
    "ORDER BY r.sequence DESC LIMIT 1"
)
CLOSE_BROKEN_RUNS = (
    "MATCH (r:Run {status: 'running'}) WHERE r.id <> $id "
    "SET r.status = 'interrupted', r.reason = 'the process ended before the run did; the next run completed it'"
)


@dataclass(frozen=True, slots=True)
class ItemState:
    """How an item stands in the graph."""

    key: str
    source: str
    fingerprint: str
    version: str
    claims: int
    documents: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run in the graph."""

    id: str
    sequence: int
    status: str
    version: str


class Ledger:
    """Reads and writes the ledger of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def items(self) -> dict[str, ItemState]:
        """Give every loaded item by key."""
        return {
            row["id"]: ItemState(
                row["id"], row["source"], row["fingerprint"], row["version"], row["claims"],
                tuple(row.get("documents") or ()),
            )
            for row in self._properties("Item")
        }  # fmt: skip

    def quarantined(self) -> dict[str, QuarantinedState]:
        """Give everything in quarantine by id."""
        return {row["id"]: _quarantined(row) for row in self._properties("Quarantined")}

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


def _quarantined(row: Mapping[str, Any]) -> QuarantinedState:
    return QuarantinedState(
        row["id"], row["item"], row["source"], row.get("place", ""), row["reason"], row["fingerprint"],
        row["version"], row["attempts"],
    )  # fmt: skip


def upsert(transaction: Transaction, family: str, key: str, **properties: object) -> None:
    """Write one ledger node, replacing its properties whole."""
    rows = [{"id": key, "properties": properties_of(id=key, **properties)}]
    transaction.run(merge_nodes(family), {"rows": rows})


def remove(transaction: Transaction, family: str, keys: list[str]) -> None:
    """Delete ledger nodes."""
    if keys:
        transaction.run(delete_nodes(family), {"ids": keys})


def write_meta(transaction: Transaction, digest: str, run: str) -> None:
    """Record the digest of the graph and the run that reached it."""
    upsert(transaction, "Meta", "graph", schema_version=schema().version, digest=digest, run=run)
