"""The plain shape of what comes out of a store.

::

    Node      {"id": "12", "labels": ["Entity", "Port"], "properties": {…}}
    Relation  {"id": "7", "type": "FLOWS_TO", "start": "12", "end": "13", "properties": {…}}
    Path      {"nodes": [Node, …], "relations": [Relation, …]}

They are dicts, so they print and serialise as such; the subclasses only let a
renderer tell a node from a map that a query built. ``id`` is the server's own
element id: good within one answer, never to be stored. Labels are sorted.
Temporal values become ISO 8601 text, points ``{"srid", "coordinates"}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import neo4j.graph


class Node(dict[str, Any]):
    """A node as a dict: ``id``, ``labels``, ``properties``."""


class Relation(dict[str, Any]):
    """A relation as a dict: ``id``, ``type``, ``start``, ``end``, ``properties``."""


class Path(dict[str, Any]):
    """A path as a dict: ``nodes`` and, one fewer, ``relations``."""


_PLAIN = frozenset({str, int, float, bool, type(None), bytes})


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a query returns
    """Turn one value of the driver into plain Python, see the module's text for the shapes."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [plain(item) for item in value]
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    return _from_driver(value)


def _from_driver(value: Any) -> Any:  # noqa: ANN401
    from graph.store.driver import neo4j

    if isinstance(value, neo4j.graph.Node):
        return _node(value)
    if isinstance(value, neo4j.graph.Relationship):
        return _relation(value)
    if isinstance(value, neo4j.graph.Path):
        return Path(nodes=[_node(node) for node in value.nodes], relations=[_relation(r) for r in value.relationships])
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if hasattr(value, "srid"):
        return {"srid": value.srid, "coordinates": list(value)}
    return value


def _node(node: neo4j.graph.Node) -> Node:
    return Node(id=node.element_id, labels=sorted(node.labels), properties=_properties(node))


def _relation(relation: neo4j.graph.Relationship) -> Relation:
    start, end = relation.nodes
    return Relation(
        id=relation.element_id,
        type=relation.type,
        start=start.element_id if start else None,
        end=end.element_id if end else None,
        properties=_properties(relation),
    )


def _properties(element: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain(element[key]) for key in sorted(element.keys())}
