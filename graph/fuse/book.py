"""The book of claims: holds them by bucket and gives, for any change, the parts of the graph before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph.fuse.buckets import Bucket, buckets_of, fuse_bucket, mentioned_entities
from graph.fuse.change import Change, change_between
from graph.fuse.cited import CitedDocuments
from graph.fuse.claims import claim_fragment, document_fragment
from graph.fuse.objects import Fragment, Node, Relation
from graph.model.claim import Claim
from graph.model.document import Document


class ClaimBook:
    """All claims and documents that stand, and the graph that follows from them."""

    def __init__(self, claims: Iterable[Claim] = (), documents: Iterable[Document] = ()) -> None:
        self._claims: dict[str, Claim] = {}
        self._items: dict[str, dict[str, Claim]] = {}
        self._buckets: dict[Bucket, dict[str, Claim]] = {}
        self._mentions: Counter[str] = Counter()
        self._sources = CitedDocuments()
        self.replace((), claims, documents)

    @property
    def claims(self) -> list[Claim]:
        """All claims in the order of their ids."""
        return [self._claims[key] for key in sorted(self._claims)]

    def of_item(self, item: str) -> list[Claim]:
        """Give the claims of one source item, in the order of their ids."""
        held = self._items.get(item, {})
        return [held[key] for key in sorted(held)]

    def document(self, key: str) -> Document | None:
        """Give a cited document as all that cite it describe it; None where nothing does."""
        return self._sources.get(key)

    def replace(
        self,
        old: Iterable[Claim],
        new: Iterable[Claim],
        documents: Iterable[Document] = (),
        *,
        restored: Iterable[Document] = (),
    ) -> Change:
        """Take ``old`` out and ``new`` in; give what changes in the graph.

        ``documents`` are as those who make the new claims describe them, ``restored`` as they shall be for everybody.
        """
        removed = {claim.id: claim for claim in old}
        added = {claim.id: claim for claim in new}
        leaving = sorted(self._claims.keys() & (removed.keys() | added.keys()))
        gone = [self._claims[key] for key in leaving if added.get(key) != self._claims[key]]
        fresh = [added[key] for key in sorted(added) if added[key] != self._claims.get(key)]
        cited = {document.id: document for document in documents}
        forced = {document.id: document for document in restored}
        buckets = {bucket for claim in (*gone, *fresh) for bucket in self._touched(claim)}
        buckets |= {("document", key) for key in (*cited, *forced)}
        before = self._fragments(buckets)
        for claim in gone:
            self._take_out(claim)
        for claim in fresh:
            self._put_in(claim)
        self._sources.describe(added.values(), cited)
        self._sources.restore(forced)
        return change_between(before, self._fragments(buckets))

    def fragments(self) -> Iterator[Fragment]:
        """Give the whole graph, part by part, in a stable order."""
        everything = {bucket for claim in self._claims.values() for bucket in self._touched(claim)}
        return iter(self._fragments(everything))

    def _touched(self, claim: Claim) -> Iterator[Bucket]:
        yield ("claim", claim.id)
        yield ("document", claim.document)
        yield from buckets_of(claim)
        yield from (("entity", one) for one in mentioned_entities(claim))

    def _put_in(self, claim: Claim) -> None:
        self._claims[claim.id] = claim
        self._items.setdefault(claim.item, {})[claim.id] = claim
        self._sources.cite(claim)
        self._mentions.update(mentioned_entities(claim))
        for bucket in buckets_of(claim):
            self._buckets.setdefault(bucket, {})[claim.id] = claim

    def _take_out(self, claim: Claim) -> None:
        del self._claims[claim.id]
        del self._items[claim.item][claim.id]
        self._sources.drop(claim)
        self._mentions.subtract(mentioned_entities(claim))
        for bucket in buckets_of(claim):
            self._buckets[bucket].pop(claim.id, None)

    def _fragments(self, buckets: Iterable[Bucket]) -> list[Fragment]:
        return [self._fragment(bucket) for bucket in sorted(buckets)]

    def _fragment(self, bucket: Bucket) -> Fragment:
        kind, key = bucket[0], bucket[1]
        if kind == "claim":
            claim = self._claims.get(key)
            return claim_fragment(claim) if claim else Fragment()
        if kind == "document":
            known = self._sources.get(key)
            return document_fragment(known) if known else Fragment()
        if kind == "entity" and self._mentions[key] <= 0:
            return Fragment()
        held = self._buckets.get(bucket, {})
        return fuse_bucket(bucket, [held[one] for one in sorted(held)]) if held or kind == "entity" else Fragment()


def fuse(claims: Iterable[Claim], documents: Iterable[Document] = ()) -> tuple[list[Node], list[Relation]]:
    """Give the whole graph of a set of claims: nodes and relations in the order of their keys."""
    parts = list(ClaimBook(claims, documents).fragments())
    nodes = sorted((node for part in parts for node in part.nodes), key=lambda node: node.key)
    relations = sorted((one for part in parts for one in part.relations), key=lambda one: one.key)
    return nodes, relations
