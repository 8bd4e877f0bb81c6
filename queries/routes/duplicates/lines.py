"""Legs and assets of a network as lines that can be compared: where they run, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.fuse.objects import Relation
from queries.network.model import Leg
from queries.network.properties import number, text, texts
from queries.network.reading import Material


@dataclass(frozen=True, slots=True)
class Line:
    """One leg, or all legs of one asset; it starts and ends where its legs do not go on."""

    kind: str
    """``leg`` or ``asset``."""
    id: str
    asset: str
    starts: frozenset[str]
    ends: frozenset[str]
    legs: tuple[Leg, ...]

    @property
    def modes(self) -> set[str]:
        """The modes of its legs."""
        return {leg.mode for leg in self.legs}

    @property
    def km(self) -> float | None:
        """Its length; None where that of a leg is unknown."""
        lengths = [leg.distance_km for leg in self.legs if leg.distance_km is not None]
        return sum(lengths) if len(lengths) == len(self.legs) else None


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph knows of the asset of a line."""

    names: tuple[str, ...]
    owners: dict[str, float]
    """Share in percent by owner."""
    identifiers: frozenset[str]


def leg_line(leg: Leg) -> Line:
    """Give one leg as a line."""
    return Line("leg", leg.id, str(leg.asset), frozenset((leg.start,)), frozenset((leg.end,)), (leg,))


def asset_line(asset: str, legs: Sequence[Leg]) -> Line:
    """Give all legs of an asset as a line."""
    starts, ends = {leg.start for leg in legs}, {leg.end for leg in legs}
    return Line("asset", asset, asset, starts_of(legs), frozenset(ends - starts or ends), tuple(legs))


def starts_of(legs: Sequence[Leg]) -> frozenset[str]:
    """Give the sites where legs start and none of them ends; all starts of a circle."""
    starts = {leg.start for leg in legs}
    return frozenset(starts - {leg.end for leg in legs} or starts)


def known_of(line: Line, material: Material) -> Known:
    """Read names, owners and identifiers; two legs of one asset have these in common, so only assets have the last."""
    facts = material.entities[line.asset].properties
    names = {text(facts, "name_en"), text(facts, "name_ru"), *texts(facts, "aliases")}
    owners = {one.start: number(one.properties, "share") for one in material.of("OWNS") if _counts(one, line.asset)}
    return Known(
        tuple(sorted(name for name in names if name)),
        {owner: share for owner, share in owners.items() if share is not None},
        frozenset(texts(facts, "gem_id")) if line.kind == "asset" else frozenset(),
    )


def _counts(one: Relation, asset: str) -> bool:
    return one.end == asset and "same_stake_as" not in one.properties
