"""The cited documents: one stands as long as a claim cites it, described by every item that does.

Two tables may describe one page with more and with less; field by field the greater text wins, in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields

from graph.model.claim import Claim
from graph.model.document import Document


class CitedDocuments:
    """Documents with the items that cite them."""

    def __init__(self) -> None:
        self._citations: dict[str, Counter[str]] = {}
        self._described: dict[str, dict[str, Document]] = {}

    def cite(self, claim: Claim) -> None:
        """Count one claim in."""
        self._citations.setdefault(claim.document, Counter())[claim.item] += 1

    def drop(self, claim: Claim) -> None:
        """Count one claim out; the last one of an item takes its description along."""
        citing = self._citations[claim.document]
        citing[claim.item] -= 1
        if citing[claim.item] == 0:
            del citing[claim.item]
            self._described.get(claim.document, {}).pop(claim.item, None)

    def describe(self, claims: Iterable[Claim], documents: Mapping[str, Document]) -> None:
        """Note how the items of ``claims`` describe the documents they cite."""
        for claim in claims:
            if claim.document in documents:
                self._described.setdefault(claim.document, {})[claim.item] = documents[claim.document]

    def restore(self, documents: Mapping[str, Document]) -> None:
        """Have documents described as given by every item that cites them, as when a graph is read back."""
        for key, document in documents.items():
            self._described[key] = dict.fromkeys(self._citations.get(key, ()), document)

    def get(self, key: str) -> Document | None:
        """Give one document as all its items describe it; None where nothing cites it."""
        described = self._described.get(key)
        return _merged(list(described.values())) if described and self._citations.get(key) else None


def _merged(described: list[Document]) -> Document:
    best = {one.name: max(getattr(each, one.name) or "" for each in described) or None for one in fields(Document)}
    return Document(**best | {"title": best["title"] or ""})  # type: ignore[arg-type]
