"""Finds the documents behind claims, those of claims that have been withdrawn too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.schema.declaration import schema
from queries.watch.deliver.message import Cited

if TYPE_CHECKING:
    from graph.store.view import Reader

_COLUMNS = """
RETURN c.id AS claim, c.document AS document, a.title AS title, a.outlet AS outlet, a.published AS published,
       a.url AS url
ORDER BY claim
"""
_CLAIMS = f"MATCH (c:Claim) WHERE c.id IN $claims MATCH (a:Article {{id: c.document}}) {_COLUMNS}"
_FORMER = f"MATCH (c:Former) WHERE c.id IN $claims OPTIONAL MATCH (a:Article {{id: c.document}}) {_COLUMNS}"


def documents_behind(store: Reader, claims: Iterable[str]) -> dict[str, Cited]:
    """Give the document of each claim, as far as the graph still knows it."""
    wanted = sorted(set(claims))
    statements = [_CLAIMS, *([_FORMER] if "Former" in schema().nodes else [])] if wanted else []
    found: dict[str, Cited] = {}
    for statement in statements:
        for row in store.read(statement, {"claims": wanted}):
            found.setdefault(str(row.pop("claim")), Cited(**row))
    return found


def each_once(found: Iterable[Cited]) -> tuple[Cited, ...]:
    """Give every document once, in a stable order."""
    return tuple(sorted({one.document: one for one in found}.values(), key=lambda one: one.document))
