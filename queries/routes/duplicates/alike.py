"""How alike two lines are (``alike.toml`` documents the score), and which pairs of a network look like one line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import cos, hypot, radians
from typing import Any

from queries.network.model import Leg, Network
from queries.network.reading import Material
from queries.routes.duplicates.lines import Known, Line, asset_line, known_of, leg_line, starts_of

_KM_PER_DEGREE = 111.19
_SQUARE = 1.0  # degrees; near lines start in one square of the map or in neighbours
_NUMBERS = re.compile(r"\d+")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines that look like one, the ids in their order; ``likeness`` says on which grounds."""

    kind: str
    first: str
    second: str
    score: float
    likeness: tuple[tuple[str, float], ...]

    @property
    def words(self) -> str:
        """Name the grounds."""
        return ", ".join(f"{name} {value:.2f}" for name, value in self.likeness)


@cache
def rules() -> dict[str, Any]:
    """Read weights, bounds and the pairs told apart in the reference tables."""
    return tomllib.loads(files("queries.routes.duplicates").joinpath("alike.toml").read_text("utf-8"))


def pairs_of(legs: Iterable[Leg], network: Network, material: Material) -> list[Pair]:
    """Give every pair of assets, and of legs of one course, that look like one line; the surest first."""
    near = _candidates([leg for leg in legs if leg.asset in material.entities], network)
    found = [(one, other, pair) for one, other in near if (pair := _pair(one, other, network, material))]
    doubled = {frozenset((pair.first, pair.second)) for _, _, pair in found if pair.kind == "asset"}
    alone = [p for one, other, p in found if p.kind == "asset" or frozenset((one.asset, other.asset)) not in doubled]
    return sorted(alone, key=lambda one: (-one.score, one.kind, one.first, one.second))


def _candidates(legs: list[Leg], network: Network) -> list[tuple[Line, Line]]:
    """Give the pairs that may be alike: legs between the same sites, assets that start in one place or near it."""
    courses: dict[tuple[str, str], list[Leg]] = {}
    assets: dict[str, list[Leg]] = {}
    for leg in legs:
        courses.setdefault((leg.start, leg.end), []).append(leg)
        assets.setdefault(str(leg.asset), []).append(leg)
    twins = {pair for group in courses.values() if len(group) > 1 for pair in combinations(sorted(group, key=_id), 2)}
    near = {pair for group in _neighbours(assets, network) if len(group) > 1 for pair in combinations(sorted(group), 2)}
    lines = {key: asset_line(key, assets[key]) for pair in near for key in pair}
    return [
        *((lines[one], lines[other]) for one, other in sorted(near)),
        *((leg_line(one), leg_line(other)) for one, other in sorted(twins, key=lambda pair: (pair[0].id, pair[1].id))),
    ]


def _id(leg: Leg) -> str:
    return leg.id


def _neighbours(assets: dict[str, list[Leg]], network: Network) -> Iterable[set[str]]:
    """Group assets by the sites, and by the squares of the map, that they start in or near."""
    places: dict[object, set[str]] = {}
    for asset, legs in assets.items():
        for site in starts_of(legs):
            places.setdefault(site, set()).add(asset)
            for square in _squares(network.sites[site].position):
                places.setdefault(square, set()).add(asset)
    return places.values()


def _squares(position: Point | None) -> Iterator[tuple[int, int]]:
    if position:
        across, up = int(position[0] // _SQUARE), int(position[1] // _SQUARE)
        yield from ((across, up), (across + 1, up), (across, up + 1), (across + 1, up + 1))


def _pair(one: Line, other: Line, network: Network, material: Material) -> Pair | None:
    near = min(_near(one.starts, other.starts, network), _near(one.ends, other.ends, network))
    if near <= 0 or not one.modes & other.modes:
        return None
    mine, theirs = known_of(one, material), known_of(other, material)
    if mine.identifiers & theirs.identifiers:
        return Pair(one.kind, one.id, other.id, 1.0, (("identifier", 1.0),))
    known = {"ends": near, **dict(_likeness(mine, theirs)), **dict(_length_likeness(one.km, other.km))}
    weights = rules()["weights"]
    score = sum(weights[name] * value for name, value in known.items()) / sum(weights[name] for name in known)
    if score < rules()["least_score"] or "names" not in known:
        return None
    return Pair(one.kind, one.id, other.id, round(score, 4), tuple(sorted(known.items())))


def _likeness(mine: Known, theirs: Known) -> Iterator[tuple[str, float]]:
    if mine.names and theirs.names:
        yield "names", max(_name_likeness(one, other) for one in mine.names for other in theirs.names)
    if mine.owners and theirs.owners:
        both = sum(min(share, theirs.owners.get(owner, 0.0)) for owner, share in mine.owners.items())
        yield "owners", both / max(sum(mine.owners.values()), sum(theirs.owners.values()), 1.0)


def _length_likeness(one: float | None, other: float | None) -> Iterator[tuple[str, float]]:
    if one and other:
        yield "length", max(0.0, 1 - abs(one - other) / max(one, other) / rules()["length_part"])


def _name_likeness(mine: str, theirs: str) -> float:
    from rapidfuzz import fuzz

    if _NUMBERS.findall(mine) != _NUMBERS.findall(theirs):
        return 0.0
    return float(fuzz.token_sort_ratio(mine.casefold(), theirs.casefold())) / 100


def _near(some: frozenset[str], others: frozenset[str], network: Network) -> float:
    if some & others:
        return 1.0
    places = [(network.sites[a].position, network.sites[b].position) for a in some for b in others]
    away = min((_km(a, b) for a, b in places if a and b), default=float("inf"))
    return max(0.0, 1 - away / float(rules()["near_km"]))


def _km(one: Point, other: Point) -> float:
    squeeze = cos(radians((one[1] + other[1]) / 2))
    return hypot((one[0] - other[0]) * squeeze, one[1] - other[1]) * _KM_PER_DEGREE
