"""Reads from a store what a route network needs, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from graph.fuse.objects import Node, Relation
from graph.schema.statements import read_nodes, read_relations

if TYPE_CHECKING:
    from graph.store.view import GraphView, Reader

Value = TypeVar("Value")
MOST_KEPT = 64  # things kept with one reading; a network of the reference tables takes some hundred kilobytes
FAMILIES = ("Entity", "Event")
RELATIONS = ("FLOWS_TO", "FEEDS", "PART_OF", "OWNS", "OPERATES", "AFFECTS")
# Only these events bear on states, losses and terms of avoidance; of plans only commissionings tell of a future state.
EVENTS = (
    "suspension", "restriction", "resumption", "commissioning", "decommissioning", "loss", "sanction", "exemption",
)  # fmt: skip
_EVENTS = """
MATCH (e:Event)-[:AFFECTS]->(n:Entity)
WHERE e.type IN $types AND (e.modality = 'fact' OR e.type = 'commissioning' AND e.modality = 'plan')
RETURN e.id AS id, properties(e) AS properties, n.id AS affected ORDER BY id, affected
"""
_DIGEST = "MATCH (m:Meta) RETURN m.digest AS digest ORDER BY m.id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Material:
    """The entities, events and relations of one reading, with the digest of the graph they come from."""

    entities: dict[str, Node]
    events: tuple[Node, ...]
    relations: dict[str, tuple[Relation, ...]]
    digest: str | None = None
    decisions: tuple[Node, ...] = ()
    """What people decided about lines that look alike; it holds at any known day."""
    kept: dict[Hashable, object] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What was worked out from this reading before (``once``)."""

    def of(self, name: str) -> tuple[Relation, ...]:
        """Give the relations of a type, in the order of their keys."""
        return self.relations.get(name, ())


def once(material: Material, key: Hashable, make: Callable[[], Value]) -> Value:
    """Give what was worked out from a reading for ``key`` before, or work it out and keep it with the reading.

    A reading never changes, so nothing kept can be out of date: who reads the graph anew begins with nothing. Of more
    than ``MOST_KEPT`` things the longest unused one goes.
    """
    kept = material.kept
    value = kept.pop(key) if key in kept else make()
    kept[key] = value
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    return cast("Value", value)


def read_material(store: Reader, *, known_at: date | None = None) -> Material:
    """Read the graph as it stands, or as it was known at the end of a day; the past has no stored digest."""
    decisions = tuple(_node("Decision", row) for row in store.read(read_nodes("Decision")))
    if known_at is None:
        rows = store.read(_DIGEST)
        return replace(_read_now(store, rows[0]["digest"] if rows else None), decisions=decisions)
    from graph.store.view import view_of  # fuses the past again: needs far more than a reading

    return replace(material_of(view_of(store, FAMILIES, RELATIONS, known_at=known_at)), decisions=decisions)


def _read_now(store: Reader, digest: str | None) -> Material:
    entities = [_node("Entity", row) for row in store.read(read_nodes("Entity"))]
    told = store.read(_EVENTS, {"types": list(EVENTS)})
    events = {row["id"]: Node("Event", row["id"], row["properties"]) for row in told}
    links = [Relation("AFFECTS", f"{row['id']}|{row['affected']}", row["id"], row["affected"]) for row in told]
    others = (name for name in RELATIONS if name != "AFFECTS")
    links += [_relation(name, row) for name in others for row in store.read(read_relations(name))]
    return _sorted([*entities, *events.values()], links, digest)


def _node(family: str, row: dict[str, Any]) -> Node:
    return Node(family, row["id"], row["properties"], frozenset(row["labels"]) - {family})


def _relation(name: str, row: dict[str, Any]) -> Relation:
    return Relation(name, row["properties"]["id"], row["start"], row["end"], row["properties"])


def material_of(view: GraphView, digest: str | None = None) -> Material:
    """Sort a view into what the network is built from; the order of its parts does not matter."""
    return _sorted(view.nodes, view.relations, digest)


def _sorted(nodes: Iterable[Node], relations: Iterable[Relation], digest: str | None) -> Material:
    ordered = sorted(nodes, key=lambda node: node.key)
    links: dict[str, list[Relation]] = {name: [] for name in RELATIONS}
    for one in sorted(relations, key=lambda one: one.key):
        if one.type in links:
            links[one.type].append(one)
    return Material(
        entities={node.id: node for node in ordered if node.family == "Entity"},
        events=tuple(node for node in ordered if node.family == "Event"),
        relations={name: tuple(group) for name, group in links.items()},
        digest=digest,
    )
