"""Reads the graph back out of a store: as it stands, or as it was known on a day.

What was known on a day follows from the claims known by then, former ones too: fusing is pure, so the past is fused
again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.digest import graph_digest
from graph.fuse.book import fuse
from graph.fuse.claims import claim_from_properties, document_from_properties, known_on
from graph.fuse.objects import Node, Relation
from graph.model.claim import Claim
from graph.model.document import Document
from graph.model.vocabulary import claim_type
from graph.schema.declaration import schema
from graph.schema.statements import read_nodes, read_relations
from graph.store.past import Reader, as_known

__all__ = [
    "FUSED_FAMILIES", "GraphView", "Reader", "claims_of", "documents_of", "is_known", "known_claims", "view_of",
]  # fmt: skip

FUSED_FAMILIES = ("Entity", "Claim", "Event", "Article")


@dataclass(frozen=True, slots=True)
class GraphView:
    """Some nodes and relations of the graph, in the order of their keys."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]

    def digest(self) -> str:
        """Hash what is seen."""
        return graph_digest(self.nodes, self.relations)


def view_of(
    store: Reader,
    families: Iterable[str] = FUSED_FAMILIES,
    relations: Iterable[str] | None = None,
    *,
    known_at: date | None = None,
) -> GraphView:
    """Read families of nodes and types of relations, as they stand or as known at the end of ``known_at``."""
    wanted = frozenset(families)
    names = frozenset(schema().relations if relations is None else relations)
    if known_at is not None:
        return _known(store, wanted, names, known_at)
    nodes = (_node(family, row) for family in sorted(wanted) for row in store.read(read_nodes(family)))
    links = (_relation(name, row) for name in sorted(names) for row in store.read(read_relations(name)))
    return GraphView(tuple(nodes), tuple(links))


def _known(store: Reader, families: frozenset[str], names: frozenset[str], known_at: date) -> GraphView:
    nodes, relations = fuse(*known_claims(store, known_at))
    return GraphView(
        tuple(node for node in nodes if node.family in families),
        tuple(one for one in relations if one.type in names),
    )


def known_claims(store: Reader, known_at: date) -> tuple[list[Claim], list[Document]]:
    """Give what was known at the end of a day: the claims that stood then, corrected and deleted since or not."""
    claims, documents = as_known(store, claims_of(store), documents_of(store), known_at)
    return [claim for claim in claims if is_known(claim, known_at)], documents


def is_known(claim: Claim, known_at: date) -> bool:
    """Tell whether a claim was certainly known by the end of a day; background and undated facts count as known."""
    day = known_on(claim.known_from)
    return day is None or claim_type(claim.type).background or day <= known_at.isoformat()


def claims_of(store: Reader) -> list[Claim]:
    """Read every claim, in the order of ids."""
    return [claim_from_properties(row["properties"]) for row in store.read(read_nodes("Claim"))]


def documents_of(store: Reader) -> list[Document]:
    """Read every cited source, in the order of ids."""
    return [document_from_properties(row["properties"]) for row in store.read(read_nodes("Article"))]


def _node(family: str, row: dict[str, Any]) -> Node:
    return Node(family, row["id"], row["properties"], frozenset(row["labels"]) - {family})


def _relation(name: str, row: dict[str, Any]) -> Relation:
    properties = row["properties"]
    return Relation(name, properties["id"], row["start"], row["end"], properties)
