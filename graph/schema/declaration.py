"""Reads ``schema.toml``: node families, relation types and their properties."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.errors import TrunklineError


@dataclass(frozen=True, slots=True)
class NodeFamily:
    """Nodes that share one label, one unique key and one set of properties."""

    name: str
    key: str
    meaning: str
    labels: frozenset[str]
    indexes: tuple[str, ...]
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class RelationType:
    """Relations of one type, each with an ``id`` of its own, from one family to another."""

    name: str
    start: str
    end: str
    meaning: str
    drawn: str
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole declaration."""

    version: int
    nodes: dict[str, NodeFamily]
    relations: dict[str, RelationType]


@cache
def schema() -> Schema:
    """Read the declaration that ships with the package."""
    raw = tomllib.loads(files("graph.schema").joinpath("schema.toml").read_text("utf-8"))
    nodes = {
        name: NodeFamily(
            name,
            row["key"],
            row["meaning"],
            frozenset(row["labels"]),
            tuple(row["indexes"]),
            row["properties"],
        )
        for name, row in raw["nodes"].items()
    }
    relations = {
        name: RelationType(name, row["from"], row["to"], row["meaning"], row["drawn"], row["properties"])
        for name, row in raw["relations"].items()
    }
    return Schema(raw["version"], nodes, relations)


def check_labels(family: str, labels: frozenset[str]) -> None:
    """Refuse labels that the family does not declare; raises TrunklineError."""
    unknown = labels - schema().nodes[family].labels
    if unknown:
        raise TrunklineError(f'The schema has no label "{min(unknown)}" for {family}.')
