"""Closings that cost the same, told once: the things of a chain stand for one another.

Two things are interchangeable among closings of equal loss where both occur with exactly the same others. A group takes
one thing of every class, and every such choice is one of the closings: that follows from the classes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from queries.routes.flow_problem import Part

Closed = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Closings of equal loss: one thing of every class together; ``first`` is the one that was ranked first."""

    first: int
    classes: tuple[tuple[Part, ...], ...]


def grouped(closings: Sequence[tuple[Closed, Hashable]]) -> list[Group]:
    """Group closings, each with what has to be equal, in the order of their first ones."""
    alike: dict[Hashable, list[int]] = {}
    for place, (closed, cost) in enumerate(closings):
        alike.setdefault((cost, len(closed)), []).append(place)
    found = [group for places in alike.values() for group in _grouped(places, [closings[one][0] for one in places])]
    return sorted(found, key=lambda one: one.first)


def members(group: Group) -> frozenset[frozenset[Part]]:
    """Give every closing of a group."""
    chosen: list[frozenset[Part]] = [frozenset()]
    for one in group.classes:
        chosen = [parts | {part} for parts in chosen for part in one]
    return frozenset(chosen)


def _grouped(places: Sequence[int], closings: Sequence[Closed]) -> Iterable[Group]:
    beside: dict[Part, set[frozenset[Part]]] = {}
    for closed in closings:
        for part in closed:
            beside.setdefault(part, set()).add(frozenset(closed) - {part})
    classes: dict[frozenset[frozenset[Part]], list[Part]] = {}
    for part, others in beside.items():
        classes.setdefault(frozenset(others), []).append(part)
    class_of = {part: tuple(one) for one in classes.values() for part in one}
    seen: dict[tuple[tuple[Part, ...], ...], int] = {}
    for place, closed in zip(places, closings, strict=True):
        seen.setdefault(tuple(sorted({class_of[part] for part in closed}, key=_order)), place)
    return [Group(place, one) for one, place in seen.items()]


def _order(one: tuple[Part, ...]) -> list[tuple[str, str]]:
    return [(part.kind, part.id) for part in one]
