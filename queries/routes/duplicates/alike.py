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
from queries.routes.duplicates.lines import Line, Point, lines_of, positions_of

_KM_PER_DEGREE = 111.19
_CELL = 1.0  # degrees; near lines start in one cell or in neighbours
_NUMBERS = re.compile(r"\d+")
Likeness = dict[str, float]


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
    where = positions_of(network)
    lines = lines_of(legs, material)
    found = [pair for one, other in _candidates(lines, where) if (pair := _pair(one, other, where))]
    doubled = {frozenset((pair.first, pair.second)) for pair in found if pair.kind == "asset"}
    assets = {leg.id: leg.asset for leg in network.legs}
    alone = [p for p in found if p.kind == "asset" or frozenset((assets[p.first], assets[p.second])) not in doubled]
    return sorted(alone, key=lambda one: (-one.score, one.kind, one.first, one.second))


def _candidates(lines: list[Line], where: dict[str, Point]) -> Iterator[tuple[Line, Line]]:
    """Give the pairs that may be alike: legs between the same sites, assets that start in one place or near it."""
    courses: dict[tuple[frozenset[str], frozenset[str]], list[Line]] = {}
    cells: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        if line.kind == "leg":
            courses.setdefault((line.starts, line.ends), []).append(line)
        else:
            for cell in {cell for site in line.starts for cell in _cells(site, where)}:
                cells.setdefault(cell, []).append(line)
    groups = [*courses.values(), *cells.values()]
    found = {(one.id, other.id): (one, other) for group in groups for one, other in combinations(group, 2)}
    yield from (found[key] for key in sorted(found))


def _cells(site: str, where: dict[str, Point]) -> Iterator[tuple[object, ...]]:
    yield (site,)
    if site in where:
        across, up = (int(part // _CELL) for part in where[site])
        yield from ((across + one, up + other) for one in (0, 1) for other in (0, 1))


def _pair(one: Line, other: Line, where: dict[str, Point]) -> Pair | None:
    if not one.modes & other.modes:
        return None
    known = dict(_likeness(one, other, where))
    if known.get("ends", 0.0) <= 0:
        return None
    if one.identifiers & other.identifiers:
        return Pair(one.kind, one.id, other.id, 1.0, (("identifier", 1.0),))
    weights = rules()["weights"]
    score = sum(weights[name] * value for name, value in known.items()) / sum(weights[name] for name in known)
    if score < rules()["least_score"] or "names" not in known:
        return None
    return Pair(one.kind, one.id, other.id, round(score, 4), tuple(sorted(known.items())))


def _likeness(one: Line, other: Line, where: dict[str, Point]) -> Iterator[tuple[str, float]]:
    yield "ends", min(_near(one.starts, other.starts, where), _near(one.ends, other.ends, where))
    if one.names and other.names:
        yield "names", max(_name_likeness(mine, theirs) for mine in one.names for theirs in other.names)
    if one.km and other.km:
        part = abs(one.km - other.km) / max(one.km, other.km)
        yield "length", max(0.0, 1 - part / rules()["length_part"])
    if one.owners and other.owners:
        theirs = dict(other.owners)
        both = sum(min(share, theirs.get(owner, 0.0)) for owner, share in one.owners)
        yield "owners", both / max(sum(share for _, share in one.owners), sum(theirs.values()), 1.0)


def _name_likeness(mine: str, theirs: str) -> float:
    from rapidfuzz import fuzz

    if _NUMBERS.findall(mine) != _NUMBERS.findall(theirs):
        return 0.0
    return float(fuzz.token_sort_ratio(mine.casefold(), theirs.casefold())) / 100


def _near(some: frozenset[str], others: frozenset[str], where: dict[str, Point]) -> float:
    if some & others:
        return 1.0
    known = [(where[a], where[b]) for a in some for b in others if a in where and b in where]
    away = min((_km(a, b) for a, b in known), default=float("inf"))
    return max(0.0, 1 - away / float(rules()["near_km"]))


def _km(one: Point, other: Point) -> float:
    squeeze = cos(radians((one[1] + other[1]) / 2))
    return hypot((one[0] - other[0]) * squeeze, one[1] - other[1]) * _KM_PER_DEGREE
