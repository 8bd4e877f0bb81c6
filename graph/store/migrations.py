"""Steps that bring an older graph to the present schema version, one small function each.

A step runs inside one transaction together with the new version number, so a graph is never between two versions.
To add one: raise ``version`` in ``graph/schema/schema.toml`` and append a ``Migration`` here, with a test that fills
a store in the old layout.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from graph.store.port import Transaction

_UNLISTED = """
MATCH (i:Item) WHERE i.documents IS NULL MATCH (c:Claim {item: i.id})
RETURN DISTINCT i.id AS id, c.document AS document ORDER BY id, document
"""
_NAME_KINDS = "MATCH (r:Run) WHERE r.kind IS NULL SET r.kind = 'refresh'"
_LIST = "UNWIND $rows AS row MATCH (i:Item {id: row.id}) SET i.documents = row.documents"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step to version ``to``; ``compatible`` where a reader understands the graph without it."""

    to: int
    does: str
    apply: Callable[[Transaction], None]
    compatible: bool


def _list_documents(transaction: Transaction) -> None:
    """Note with each item the documents it brought: version 1 knew them only from the claims."""
    found = groupby(transaction.run(_UNLISTED), key=lambda row: str(row["id"]))
    rows = [{"id": item, "documents": [row["document"] for row in rows]} for item, rows in found]
    if rows:
        transaction.run(_LIST, {"rows": rows})


def _name_kinds(transaction: Transaction) -> None:
    """Say of each run that it was a refresh: version 2 knew no other, and kept neither steps nor former claims."""
    transaction.run(_NAME_KINDS)


MIGRATIONS = (
    Migration(2, "items list the documents they brought, so that a duplicate is seen", _list_documents, True),
    Migration(3, "runs say what kind of run they were, since they can be undone", _name_kinds, True),
)
