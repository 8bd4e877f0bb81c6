"""Reads two lines as one, as a decision says. The store keeps both; every claim about either speaks of the one kept.

Of two assets, the legs of the other become legs of the one kept, and legs between the same sites by the same mode
become one. Of two legs, one is left. Histories of status, capacity and volume are joined, so rival figures become a
range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.fuse.objects import Node, Properties, Property, Relation
from queries.network.properties import text, texts
from queries.network.reading import Material
from queries.routes.duplicates.decisions import SAME, Decision

_NAMES = ("name_en", "name_ru")


def merged(material: Material, decisions: Iterable[Decision]) -> Material:
    """Carry out every decision that two lines are one, in the order of their ids; of a chain the first goes on."""
    into: dict[str, str] = {}
    for one in sorted(decisions, key=lambda one: (one.kept, one.other)):
        kept, other = _last(one.kept, into), _last(one.other, into)
        if one.kind == SAME and kept != other:
            material = _legs(_assets(material, kept, other), kept, other)
            into[other] = kept
    return material


def _last(key: str, into: Mapping[str, str]) -> str:
    while key in into:
        key = into[key]
    return key


def _assets(material: Material, kept: str, other: str) -> Material:
    if kept not in material.entities or other not in material.entities:
        return material
    entities = dict(material.entities)
    entities[kept] = _joined_node(entities[kept], entities.pop(other))
    relations = {name: _relinked(group, kept, other) for name, group in material.relations.items()}
    legs = _one_leg_a_course([_of_asset(one, kept, other) for one in relations["FLOWS_TO"]], kept)
    return replace(material, entities=entities, relations={**relations, "FLOWS_TO": legs})


def _of_asset(leg: Relation, kept: str, other: str) -> Relation:
    if text(leg.properties, "asset") != other:
        return leg
    return replace(leg, properties={**leg.properties, "asset": kept})


def _one_leg_a_course(legs: Iterable[Relation], asset: str) -> tuple[Relation, ...]:
    """Join the legs of an asset between the same sites by the same mode; the others stay as they are."""
    found: dict[tuple[object, ...], Relation] = {}
    for leg in legs:
        mine = text(leg.properties, "asset") == asset
        key = (
            (leg.start, leg.end, text(leg.properties, "mode"), *texts(leg.properties, "commodity")) if mine else leg.key
        )
        found[key] = _joined_leg(found[key], leg) if key in found else leg
    return tuple(found.values())


def _legs(material: Material, kept: str, other: str) -> Material:
    legs = {one.id: one for one in material.of("FLOWS_TO")}
    if kept not in legs or other not in legs:
        return material
    legs[kept] = _joined_leg(legs[kept], legs.pop(other))
    return replace(material, relations={**material.relations, "FLOWS_TO": tuple(legs.values())})


def _relinked(group: Iterable[Relation], kept: str, other: str) -> tuple[Relation, ...]:
    """Let relations of ``other`` be relations of ``kept``; one that is there already, or joins the two, goes."""
    found: dict[tuple[str, str, str], Relation] = {}
    for one in group:
        start, end = (kept if key == other else key for key in (one.start, one.end))
        moved = (start, end) != (one.start, one.end)
        key = one.id if one.type == "FLOWS_TO" else f"{start}|{end}"
        if not (moved and start == end):
            found.setdefault((key, start, end), replace(one, id=key, start=start, end=end))
    return tuple(found.values())


def _joined_node(kept: Node, other: Node) -> Node:
    names = [name for key in _NAMES if (name := text(other.properties, key))]
    properties = _joined(kept.properties, other.properties)
    aliases = sorted({*texts(properties, "aliases"), *names, other.id})
    return replace(kept, properties={**properties, "aliases": aliases}, labels=kept.labels | other.labels)


def _joined_leg(kept: Relation, other: Relation) -> Relation:
    return replace(kept, properties=_joined(kept.properties, other.properties))


def _joined(kept: Properties, other: Properties) -> Properties:
    """Join what both state: lists are united, single values are those of the one kept where it has them."""
    both: Properties = {**other, **kept}
    for name in kept.keys() & other.keys():
        both[name] = _united(name, kept[name], other[name])
    return both


def _united(name: str, kept: Property, other: Property) -> Property:
    if isinstance(kept, list) and isinstance(other, list):
        return sorted({*kept, *other}) if name != "countries" else list(dict.fromkeys([*kept, *other]))
    if name.endswith("_low") and isinstance(kept, int | float) and isinstance(other, int | float):
        return min(kept, other)
    if name.endswith("_high") and isinstance(kept, int | float) and isinstance(other, int | float):
        return max(kept, other)
    return kept
