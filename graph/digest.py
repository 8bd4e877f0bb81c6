"""The digest of a graph: equal graphs have equal digests, on every machine and every store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from graph.fuse.objects import Node, Relation


def graph_digest(nodes: Iterable[Node], relations: Iterable[Relation]) -> str:
    """Hash nodes and relations; their order does not matter."""
    lines = sorted([*map(node_line, nodes), *map(relation_line, relations)])
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8"))
        digest.update(b"\n")
    return digest.hexdigest()


def node_line(node: Node) -> str:
    """Write a node as one line of what is hashed."""
    return _line(["node", node.family, node.id, sorted(node.labels), node.properties])


def relation_line(relation: Relation) -> str:
    """Write a relation as one line of what is hashed."""
    return _line(["relation", relation.type, relation.id, relation.start, relation.end, relation.properties])


def _line(value: list[object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
