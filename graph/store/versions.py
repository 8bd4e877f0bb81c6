"""Which schema version a graph has, and what may be done with it.

::

    newer than this Trunkline     refused, for reading and writing
    half filled by a transfer     refused until the transfer is run again
    older, opened for writing     backup, then migration
    older, opened for reading     read as it is where the steps in between are compatible, else refused with advice
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from graph.errors import GraphNotReady
from graph.schema.declaration import schema
from graph.store.migrations import MIGRATIONS, Migration
from graph.store.port import Store, Transaction
from graph.store.transfer.marks import MARK

if TYPE_CHECKING:
    from graph.settings import Settings

_META = (
    "MATCH (m:Meta) WHERE m.id IN ['graph', $mark] RETURN m.id AS id, m.schema_version AS version, m.command AS command"
)
_RUNS = "MATCH (r:Run) RETURN r.id AS id LIMIT 1"
_STAMP = "MERGE (m:Meta {id: 'graph'}) SET m.schema_version = $version"
_VERSION = "MATCH (m:Meta {id: 'graph'}) RETURN m.schema_version AS version"


def examine(store: Store, settings: Settings, *, write: bool) -> None:
    """Refuse a graph that cannot be used, and migrate an older one that is opened for writing.

    Raises ``GraphNotReady`` that says what to do.
    """
    rows = {row["id"]: row for row in store.read(_META, {"mark": MARK})}
    if MARK in rows:
        raise GraphNotReady(
            f"The graph in this store is only half there: `{rows[MARK]['command']}` was interrupted; run it again."
        )
    version = _version_of([rows["graph"]] if "graph" in rows else [], store)
    check_not_newer(version)
    if version < schema().version:
        if write:
            _bring_up(store, settings, version)
        else:
            _check_readable(version)


def stored_version(store: Store) -> int:
    """Give the schema version of a graph; an empty one has the present version."""
    return _version_of(store.read(_VERSION), store)


def _version_of(rows: list[dict[str, Any]], store: Store) -> int:
    """A node without a version is as good as none: whoever made it stamped nothing."""
    stamped = rows[0]["version"] if rows else None
    return _unstamped(store) if stamped is None else int(stamped)


def _unstamped(store: Store) -> int:
    """The first release stamped a graph only when its first run had ended."""
    return 1 if store.read(_RUNS) else schema().version


def check_not_newer(version: int) -> None:
    """Refuse a graph of a newer Trunkline; raises ``GraphNotReady``."""
    if version > schema().version:
        raise GraphNotReady(
            f"The graph was written by a newer Trunkline (schema version {version}, this one knows up to "
            f"{schema().version}): install the newer version; nothing was changed."
        )


def pending(version: int) -> list[Migration]:
    """Give the steps that a graph of this version still needs, in order."""
    return [one for one in MIGRATIONS if one.to > version]


def migrate(store: Store) -> list[Migration]:
    """Bring a graph to the present version, step by step; gives the steps taken."""
    taken = pending(stored_version(store))
    for step in taken:
        store.write(partial(_take, step), repeatable=True)
    return taken


def _take(step: Migration, transaction: Transaction) -> None:
    """Take one step, unless somebody has taken it in the meantime."""
    found = transaction.run(_VERSION)
    if not found or found[0]["version"] is None or found[0]["version"] < step.to:
        step.apply(transaction)
        transaction.run(_STAMP, {"version": step.to})


def _bring_up(store: Store, settings: Settings, version: int) -> None:
    from graph.store.backup.keeping import back_up
    from graph.store.lease import writing_alone

    with writing_alone(store) as alone:  # what a refresh of the older version still wrote would miss the steps
        if not pending(stored_version(store)):
            return  # another process has taken them just now
        kept = back_up(store, settings, "before-migration")
        taken = migrate(alone)
    what = "; ".join(one.does for one in taken)
    print(
        f"The graph was brought from schema version {version} to {schema().version} ({what}); "
        f"a backup of it as it was: {kept}.",
        file=sys.stderr,
    )


def _check_readable(version: int) -> None:
    if not all(one.compatible for one in pending(version)):
        raise GraphNotReady(
            f"The graph has the older schema version {version}: run `trunkline store migrate` to bring it to "
            f"{schema().version}; a backup is made before."
        )
