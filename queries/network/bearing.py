"""The capacity and use of sites, legs and shared things on a day: stated values, lowered by restrictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.fuse.objects import Node, Properties
from queries.network.interruptions import Happening, stopped_on
from queries.network.model import Capacity, Shared, Volume
from queries.network.moorings import Moorings, counted
from queries.network.properties import fused_capacity, text, texts
from queries.network.reading import Material
from queries.network.restrictions import restricted
from queries.network.states import Shipper
from queries.network.values import capacity_on, read_values
from queries.network.volumes import Moved, moved, own_use_in, use_in


@dataclass(frozen=True)
class Bearing:
    """What things can bear and do bear, of one commodity on one day for one shipper."""

    material: Material
    commodity: str
    unit: str
    day: date
    shipper: Shipper
    told: dict[str, list[Happening]]
    status_of: Callable[[str], str] | None = None
    """Gives the status of a mooring on the day; without it nothing is restricted."""

    def capacity(self, key: str, facts: Properties) -> Capacity | None:
        """Give the capacity of ``key``, whose properties are ``facts``."""
        stated = self._stated(facts)
        return self.left(key, stated)

    def leg_capacity(self, facts: Properties, asset: str | None) -> Capacity | None:
        """Give the capacity of a leg: that of its asset if this has no other leg, lowered with the asset."""
        stated = self._stated(facts)
        if asset is None:
            return stated
        node = self.material.entities.get(asset)
        if stated is None and node and self._legs_of.get(asset) == 1:
            stated = self._stated(node.properties)
        return self.left(asset, stated)

    def _stated(self, facts: Properties) -> Capacity | None:
        """Read the history; a graph that was fused before there were histories has only its present figure."""
        if "capacity_history" not in facts:
            return fused_capacity(facts, self.unit)
        return capacity_on(texts(facts, "capacity_history"), self.day, self.unit)

    def left(self, key: str, stated: Capacity | None) -> Capacity | None:
        """Give what restrictions and moorings that are out leave of a capacity on the day."""
        events = self.told.get(key, ())
        if stated is None or self.status_of is None or not (events or key in self._moorings):
            return stated
        stops = stopped_on(events, self.day, lambda stop: self.shipper.bound_by(stop, frozenset()))
        return restricted(stated, stops, self._in_service(key))

    def _in_service(self, key: str) -> Moorings | None:
        if key not in self._moorings or self.status_of is None:
            return None
        facts = self.material.entities[key].properties
        told = read_values(texts(facts, "volume_history"))
        states = [self.status_of(one) for one in self._moorings[key]]
        return counted(states, told, self.unit)

    def use(self, key: str) -> Volume | None:
        """Give what all shippers move through a thing."""
        return use_in(self._moved(key), self.day, self._countries)

    def own_use(self, key: str, goal: str | None = None) -> Volume | None:
        """Give what is moved of the oil asked about, from ``key`` to ``goal`` where one is named."""
        origins = self.shipper.origins
        return own_use_in(self._moved(key), self.day, origins & self._countries or origins, goal)

    def supply(self) -> dict[str, Volume]:
        """Give what the fields that enter at a site produce: the sum over those with a stated figure."""
        found: dict[str, Volume] = {}
        for one in self.material.of("FEEDS"):
            facts = self.material.entities[one.start].properties
            output = use_in(moved(texts(facts, "production_history"), self.unit, self.commodity), self.day, frozenset())
            if output:
                found[one.end] = _sum(found.get(one.end), output)
        return found

    def shared(self, legs: Sequence[tuple[str, Sequence[str]]]) -> tuple[Shared, ...]:
        """Give the assets and straits with a capacity and several legs; ``legs`` names what each one runs through."""
        through: dict[str, list[str]] = {}
        for leg, things in legs:
            for thing in dict.fromkeys(things):
                through.setdefault(thing, []).append(leg)
        found = (self._shared(key, tuple(group)) for key, group in sorted(through.items()) if len(group) > 1)
        return tuple(one for one in found if one)

    def _shared(self, key: str, legs: tuple[str, ...]) -> Shared | None:
        node = self.material.entities.get(key)
        limit = self.capacity(key, node.properties) if node else None
        if node is None or limit is None:
            return None
        return Shared(key, "strait" if "Strait" in node.labels else "asset", legs, limit, self.use(key))

    def _moved(self, key: str) -> tuple[Moved, ...]:
        if key not in self._volumes:
            node = self.material.entities.get(key)
            lines = texts(node.properties, "volume_history") if node else ()
            self._volumes[key] = moved(lines, self.unit, self.commodity)
        return self._volumes[key]

    @cached_property
    def _volumes(self) -> dict[str, tuple[Moved, ...]]:
        return {}

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(key for key, node in self.material.entities.items() if "Country" in node.labels)

    @cached_property
    def _legs_of(self) -> Counter[str | None]:
        return Counter(text(one.properties, "asset") for one in self.material.of("FLOWS_TO"))

    @cached_property
    def _moorings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.material.of("PART_OF"):
            if "Mooring" in self._labels(one.start):
                found.setdefault(one.end, []).append(one.start)
        return found

    def _labels(self, key: str) -> frozenset[str]:
        node: Node | None = self.material.entities.get(key)
        return node.labels if node else frozenset()


def _sum(one: Volume | None, other: Volume) -> Volume:
    if one is None:
        return other
    claims = tuple(sorted({*one.claims, *other.claims}))
    return Volume(one.low + other.low, one.high + other.high, min(one.year, other.year), claims)
