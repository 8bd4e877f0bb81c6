"""The difference between two states of some parts of the graph, as the writer carries it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.fuse.objects import Fragment, Node, Relation


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node to be written; ``before`` is None for a new one."""

    before: Node | None
    after: Node


@dataclass(frozen=True, slots=True)
class Change:
    """Nodes and relations to write and to delete, in the order of their keys."""

    written_nodes: tuple[NodeChange, ...] = ()
    deleted_nodes: tuple[Node, ...] = ()
    created_relations: tuple[Relation, ...] = ()
    updated_relations: tuple[Relation, ...] = ()
    deleted_relations: tuple[Relation, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has to be written."""
        return not any(
            (self.written_nodes, self.deleted_nodes, self.created_relations, self.updated_relations,
             self.deleted_relations)
        )  # fmt: skip


def change_between(before: Iterable[Fragment], after: Iterable[Fragment]) -> Change:
    """Compare two states of the same parts."""
    old_nodes, old_relations = _index(before)
    new_nodes, new_relations = _index(after)
    return Change(
        written_nodes=tuple(
            NodeChange(old_nodes.get(key), new_nodes[key])
            for key in sorted(new_nodes)
            if old_nodes.get(key) != new_nodes[key]
        ),
        deleted_nodes=tuple(old_nodes[key] for key in sorted(old_nodes.keys() - new_nodes.keys())),
        created_relations=tuple(new_relations[key] for key in sorted(new_relations.keys() - old_relations.keys())),
        updated_relations=tuple(
            new_relations[key]
            for key in sorted(new_relations.keys() & old_relations.keys())
            if new_relations[key] != old_relations[key]
        ),
        deleted_relations=tuple(old_relations[key] for key in sorted(old_relations.keys() - new_relations.keys())),
    )


def _index(
    fragments: Iterable[Fragment],
) -> tuple[dict[tuple[str, str], Node], dict[tuple[str, str, str, str], Relation]]:
    parts = list(fragments)
    return (
        {node.key: node for part in parts for node in part.nodes},
        {one.key: one for part in parts for one in part.relations},
    )
