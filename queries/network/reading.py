"""Reads from a store what a route network needs, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.fuse.objects import Node, Relation
from graph.store.view import GraphView, Reader, view_of

FAMILIES = ("Entity", "Event")
RELATIONS = ("FLOWS_TO", "FEEDS", "PART_OF", "OWNS", "OPERATES", "AFFECTS")
_DIGEST = "MATCH (m:Meta) RETURN m.digest AS digest ORDER BY m.id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Material:
    """The entities, events and relations of one reading, with the digest of the graph they come from."""

    entities: dict[str, Node]
    events: tuple[Node, ...]
    relations: dict[str, tuple[Relation, ...]]
    digest: str | None = None

    def of(self, name: str) -> tuple[Relation, ...]:
        """Give the relations of a type, in the order of their keys."""
        return self.relations.get(name, ())


def read_material(store: Reader, *, known_at: date | None = None) -> Material:
    """Read the graph as it stands, or as it was known at the end of a day."""
    view = view_of(store, FAMILIES, RELATIONS, known_at=known_at)
    rows = store.read(_DIGEST)
    return material_of(view, rows[0]["digest"] if rows else None)


def material_of(view: GraphView, digest: str | None = None) -> Material:
    """Sort a view into what the network is built from; the order of its parts does not matter."""
    return Material(
        entities={node.id: node for node in _family(view.nodes, "Entity")},
        events=tuple(_family(view.nodes, "Event")),
        relations={name: _relations(view.relations, name) for name in RELATIONS},
        digest=digest,
    )


def _family(nodes: Iterable[Node], family: str) -> list[Node]:
    return sorted((node for node in nodes if node.family == family), key=lambda node: node.id)


def _relations(relations: Iterable[Relation], name: str) -> tuple[Relation, ...]:
    return tuple(sorted((one for one in relations if one.type == name), key=lambda one: one.key))
