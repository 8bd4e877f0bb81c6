"""Changes what was read of the graph, for questions that begin with "what if"; the store is never touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.fuse.objects import Node, Properties, Relation
from queries.network.properties import texts
from queries.network.reading import Material


@dataclass(frozen=True, slots=True)
class Subject:
    """What a property belongs to: an ``entity`` or a ``leg``."""

    kind: str
    id: str


def subjects_of(material: Material) -> Iterable[tuple[Subject, Properties]]:
    """Give every entity and every leg with its properties, in the order of their ids."""
    for key, node in material.entities.items():
        yield Subject("entity", key), node.properties
    for one in material.of("FLOWS_TO"):
        yield Subject("leg", one.id), one.properties


def amended(material: Material, changes: Mapping[Subject, Mapping[str, Any]]) -> Material:
    """Replace some properties of some entities and legs; None takes a property away."""
    if not changes:
        return material
    entities = {key: _node(node, changes.get(Subject("entity", key))) for key, node in material.entities.items()}
    legs = tuple(_leg(one, changes.get(Subject("leg", one.id))) for one in material.of("FLOWS_TO"))
    return replace(material, entities=entities, relations={**material.relations, "FLOWS_TO": legs})


def _node(node: Node, change: Mapping[str, Any] | None) -> Node:
    return replace(node, properties=_merged(node.properties, change)) if change else node


def _leg(leg: Relation, change: Mapping[str, Any] | None) -> Relation:
    return replace(leg, properties=_merged(leg.properties, change)) if change else leg


def _merged(properties: Properties, change: Mapping[str, Any]) -> Properties:
    return {name: one for name, one in {**properties, **change}.items() if one is not None}


def without_event(material: Material, event: str) -> Material:
    """Leave one event out, as if nobody had told of it."""
    return replace(material, events=tuple(one for one in material.events if one.id != event))


def only_capacity(properties: Properties, unit: str, claim: str, ends: tuple[float, float]) -> list[str]:
    """Give the capacity history with one claim of ``unit`` left, read as ``ends``; other units stay."""
    kept = []
    for line in texts(properties, "capacity_history"):
        told = json.loads(line)
        if told["unit"] != unit:
            kept.append(line)
        elif told["claim"] == claim:
            kept.append(json.dumps({**told, "low": ends[0], "high": ends[1]}, ensure_ascii=False, sort_keys=True))
    return kept
