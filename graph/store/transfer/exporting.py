"""Writes a store's graph into one file, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.store.lease import LEASE
from graph.store.pages import nodes_in_pages
from graph.store.port import Store
from graph.store.transfer.families import kept_families
from graph.store.transfer.layout import Header
from graph.store.transfer.marks import MARK
from graph.store.transfer.progress import Progress, silent
from graph.store.transfer.writing import export_file
from graph.store.versions import stored_version

_LAST_STATUS = "MATCH (r:Run) RETURN r.status AS status ORDER BY r.sequence DESC LIMIT 1"
_DIGEST = "MATCH (m:Meta {id: 'graph'}) RETURN m.digest AS digest"
_WHOLE = frozenset({"completed", "partial"})


def export_graph(store: Store, path: Path, progress: Progress = silent) -> Header:
    """Write every node that does not follow from the claims to ``path``.

    Raises ``StoreError``, and writes no file, where somebody else changed the graph meanwhile.
    """
    header = describe_graph(store)
    done = 0
    with export_file(path, header) as file:
        for family, properties in _rows(store):
            progress("writing", done, header.rows)
            file.add(family, properties)
            done += 1
        _check_unchanged(store, header)
    progress("writing", header.rows, header.rows)
    return header


def _check_unchanged(store: Store, header: Header) -> None:
    """The lock of a data folder keeps nobody away who works on the same server from another machine."""
    if describe_graph(store) != header:
        raise StoreError("The graph was changed while it was read: wait until that has ended and try again.")


def describe_graph(store: Store) -> Header:
    """Give the header of a file of this graph."""
    counts = {family: _count(store, family) for family in kept_families()}
    return Header(stored_version(store), {family: n for family, n in counts.items() if n}, recorded_digest(store))


def recorded_digest(store: Store) -> str | None:
    """Give the digest of the graph where its last run came to its end; None after a run that broke off."""
    runs = store.read(_LAST_STATUS)
    if runs and runs[0]["status"] not in _WHOLE:
        return None
    found = store.read(_DIGEST)
    return found[0]["digest"] if found else None


def _count(store: Store, family: str) -> int:
    without = " WHERE NOT n.id IN $marks" if family == "Meta" else ""
    rows = store.read(f"MATCH (n:{family}){without} RETURN count(n) AS n", {"marks": [MARK, LEASE]})
    return int(rows[0]["n"])


def _rows(store: Store) -> Iterator[tuple[str, dict[str, Any]]]:
    for family in kept_families():
        for row in nodes_in_pages(store, family):
            if family != "Meta" or row["id"] not in {MARK, LEASE}:
                yield family, row["properties"]
