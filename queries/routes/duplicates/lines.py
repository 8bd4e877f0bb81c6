"""Legs and assets of a network as lines that can be compared: names, ends, length, owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queries.network.model import Leg, Network
from queries.network.properties import number, text, texts
from queries.network.reading import Material

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One leg, or all legs of one asset."""

    kind: str
    """``leg`` or ``asset``."""
    id: str
    modes: frozenset[str]
    names: tuple[str, ...]
    starts: frozenset[str]
    ends: frozenset[str]
    km: float | None
    owners: tuple[tuple[str, float], ...]
    """Owner and share in percent."""
    identifiers: frozenset[str]


def lines_of(legs: Iterable[Leg], material: Material) -> list[Line]:
    """Give every leg that has an asset, and every asset, as lines in the order of kind and id."""
    named = [leg for leg in legs if leg.asset and leg.asset in material.entities]
    by_asset: dict[str, list[Leg]] = {}
    for leg in named:
        by_asset.setdefault(str(leg.asset), []).append(leg)
    assets = [_line("asset", key, key, group, material) for key, group in sorted(by_asset.items())]
    return assets + [_line("leg", leg.id, str(leg.asset), [leg], material) for leg in named]


def _line(kind: str, key: str, asset: str, legs: list[Leg], material: Material) -> Line:
    facts = material.entities[asset].properties
    names = {text(facts, "name_en"), text(facts, "name_ru"), *texts(facts, "aliases")}
    starts, ends = {leg.start for leg in legs}, {leg.end for leg in legs}
    lengths = [leg.distance_km for leg in legs]
    return Line(
        kind, key, frozenset(leg.mode for leg in legs), tuple(sorted(name for name in names if name)),
        frozenset(starts - ends or starts), frozenset(ends - starts or ends),
        None if None in lengths else sum(one for one in lengths if one is not None),
        tuple(sorted(_owners(asset, material))), frozenset(texts(facts, "gem_id")) if kind == "asset" else frozenset(),
    )  # fmt: skip


def _owners(asset: str, material: Material) -> Iterator[tuple[str, float]]:
    for one in material.of("OWNS"):
        share = number(one.properties, "share")
        if one.end == asset and share is not None and "same_stake_as" not in one.properties:
            yield one.start, share


def positions_of(network: Network) -> dict[str, Point]:
    """Give longitude and latitude of every site that has them."""
    return {key: site.position for key, site in network.sites.items() if site.position}
