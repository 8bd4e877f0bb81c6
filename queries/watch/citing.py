"""Finds the documents behind claims, those of claims that have been withdrawn too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from queries.watch.deliver.message import Cited

if TYPE_CHECKING:
    from graph.store.view import Reader

_CLAIMS = """
MATCH (c:Claim) WHERE c.id IN $claims MATCH (a:Article {id: c.document})
RETURN c.id AS claim, a.id AS document, a.title AS title, a.outlet AS outlet, a.published AS published, a.url AS url
ORDER BY claim
"""
_FORMER = """
MATCH (f:Former) WHERE f.claim IN $claims
RETURN f.claim AS claim, f.document AS document, f.document_title AS title, f.document_outlet AS outlet,
       f.document_published AS published, f.document_url AS url
ORDER BY claim, f.sequence DESC
"""


def documents_behind(store: Reader, claims: Iterable[str]) -> dict[str, Cited]:
    """Give the document of each claim, as far as the graph still knows it."""
    wanted = sorted(set(claims))
    found: dict[str, Cited] = {}
    for statement in (_CLAIMS, _FORMER) if wanted else ():
        for row in store.read(statement, {"claims": wanted}):
            found.setdefault(str(row.pop("claim")), Cited(**row))
    return found


def each_once(found: Iterable[Cited]) -> tuple[Cited, ...]:
    """Give every document once, in a stable order."""
    return tuple(sorted({one.document: one for one in found}.values(), key=lambda one: one.document))
