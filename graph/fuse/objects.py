"""What fusing makes: nodes and relations, plain values that compare by content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Property = str | float | int | bool | list[str]
Properties = dict[str, Property]


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a family of the schema, with its further labels."""

    family: str
    id: str
    properties: Properties
    labels: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it in the store."""
        return self.family, self.id


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; ``start`` and ``end`` are keys of nodes of the families the schema names."""

    type: str
    id: str
    start: str
    end: str
    properties: Properties = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What identifies it in the store."""
        return self.type, self.id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of the graph that one bucket of claims yields."""

    nodes: tuple[Node, ...] = ()
    relations: tuple[Relation, ...] = ()


def properties_of(**values: object) -> Properties:
    """Keep what is known: None and empty lists are left out, since no store keeps them alike."""
    return {name: _plain(value) for name, value in values.items() if value is not None and value not in ([], ())}


def _plain(value: object) -> Property:
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Iterable):
        return [str(one) for one in value]
    raise TypeError(f"{value!r} cannot be a property")
