"""What the answers must be, computed in the plainest way: every route walked, every term read word by word.

Ownership is a linear system that numpy solves: with P the stakes, s the owners asked about and x the shares,
``x = P (s + (1 - s) x)``. Where the stakes of one thing add up to more than all of it, there is no such solution, and
the oracle has no opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from queries.network.model import Between, Leg, Network
from queries.network.properties import number, text, texts
from queries.network.reading import Material
from queries.routes.costs import STRONGEST, Cost

Route = tuple[Leg, ...]
UNTOLD: Literal["untold"] = "untold"  # no source says anything about it
Truth = bool | None | Literal["untold"]
_SEA = {"tanker", "ship", "ferry"}
NO_OPINION = "the stakes add up to more than all of it"


def walk(legs: Sequence[Leg], between: Between) -> Iterator[Route]:
    """Yield every loopless route."""
    for start in sorted(between.origins - between.goals):
        yield from _walk(legs, start, between.goals, ())


def _walk(legs: Sequence[Leg], site: str, goals: frozenset[str], so_far: Route) -> Iterator[Route]:
    if site in goals:
        yield so_far
        return
    seen = {leg.start for leg in so_far} | {site}
    for leg in legs:
        if leg.start == site and leg.end not in seen:
            yield from _walk(legs, leg.end, goals, (*so_far, leg))


def cost_of(route: Route, limits: dict[str, float], strengths: dict[str, int]) -> Cost:
    """Add up a route leg by leg."""
    cost = Cost(narrowest=limits.get(route[0].start, float("inf")))
    for leg in route:
        limit = limits.get(leg.end, float("inf"))
        cost = cost.plus(leg, limit, strengths.get(leg.id, STRONGEST))
    return cost


class Unclear(Exception):
    """The oracle has no opinion on this world."""


def truth(text_: str, leg: Leg, network: Network, world: Material) -> Truth:
    """Read a fully bracketed term of ``worlds.terms``."""
    if text_.startswith("not (") and _closes(text_, 4) == len(text_) - 1:
        inner = truth(text_[5:-1], leg, network, world)
        return not inner if isinstance(inner, bool) else inner
    if text_.startswith("("):
        end = _closes(text_, 0)
        if end == len(text_) - 1:
            return truth(text_[1:-1], leg, network, world)
        sign = re.match(r" and | or |, ", text_[end + 1 :])
        assert sign is not None
        one = truth(text_[1:end], leg, network, world)
        other = truth(text_[end + 1 + sign.end() + 1 : -1], leg, network, world)
        deciding = sign.group() != " and "
        if deciding in (one, other):
            return deciding
        return None if None in (one, other) else UNTOLD if UNTOLD in (one, other) else not deciding
    return _atom(text_, leg, network, world)


def _closes(text_: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text_)):
        depth += (text_[place] == "(") - (text_[place] == ")")
        if depth == 0:
            return place
    raise AssertionError(text_)


def _atom(text_: str, leg: Leg, network: Network, world: Material) -> Truth:  # noqa: PLR0911 - one kind each
    kind, _, name = text_.rpartition(":")
    name, _, least = name.partition(">=")
    sites = [network.sites[leg.start], network.sites[leg.end]]
    used = {*leg.assets, leg.start, leg.end}
    straits = {*leg.straits, leg.start, leg.end}
    ports = {site.country for site in sites if "Port" in site.labels}
    inland = {site.country for site in sites if "Port" not in site.labels}
    crossed = {*leg.countries, *inland, *(text(world.entities[key].properties, "country") for key in leg.straits)}
    if kind == "leg":
        return leg.id == name
    if kind == "mode":
        return leg.mode in _SEA if name == "sea" else leg.mode == name
    if kind == "territory":
        return name in crossed
    if kind == "port":
        return name in ports or name in used
    if kind == "strait":
        return name in straits
    if kind == "flag":
        return leg.mode in _SEA and leg.asset is not None and name == _country(leg.asset, world)
    parties = {name, *(key for key in world.entities if _country(key, world) == name)}
    operators = {one.start for one in world.of("OPERATES") if one.end in used}
    untold = _untold(kind, leg, world)
    if kind == "operator":
        return bool(parties & operators) or untold
    if kind == "company" and name in used | operators:
        return True
    if kind in ("owner", "company"):
        owners = parties if kind == "owner" else {name}
        held = _any(_held(thing, owners - {thing}, float(least.rstrip("%") or 0), world) for thing in used)
        return untold if held is False else held
    if kind == "sanctioned-by":
        return _sanctioned(used, operators, parties, float(least or 50), world, untold)
    return name in crossed | ports | used | straits


def _untold(kind: str, leg: Leg, world: Material) -> Truth:
    """Tell whether nobody says who owns, or who runs, the asset of a leg: what a kind of term asks about."""
    if leg.asset is None:
        return False
    owned = bool(stakes_of(world, high=True)[sorted(world.entities).index(leg.asset)].any())
    run = any(one.end == leg.asset for one in world.of("OPERATES"))
    missing = {"owner": not owned, "operator": not run}.get(kind, not (owned and run))
    return UNTOLD if missing else False


def _any(told: Iterator[Truth]) -> Truth:
    found = set(told)
    return True if True in found else None if None in found else False


def _country(key: str, world: Material) -> str | None:
    return text(world.entities[key].properties, "country")


def _sanctioned(  # noqa: PLR0917 - all that decides
    used: set[str], operators: set[str], bodies: set[str], least: float, world: Material, untold: Truth
) -> Truth:
    named: dict[str, set[str]] = {"sanction": set(), "exemption": set()}
    for event in world.events:
        facts = event.properties
        until = (texts(facts, "role_until") or ("9999",))[0]
        in_force = str(facts["valid_from"]) <= "2025-12-01" and "2025-12-01"[: len(until)] <= until
        if in_force and bodies & set(texts(facts, "role_by")):
            named[str(facts["type"])].update(texts(facts, "about"))
    if named["exemption"] & used:
        return False
    listed = {key for key in named["sanction"] if "Country" not in world.entities[key].labels} - named["exemption"]
    sure, possible = (_majority(listed, least, world, high=high) for high in (False, True))
    parties = used | operators
    return True if parties & sure else None if parties & possible else untold


def _majority(listed: set[str], least: float, world: Material, *, high: bool) -> set[str]:
    """Give who is held at or above a share by those listed, or by who is so held."""
    keys = sorted(world.entities)
    inside = np.array([key in listed for key in keys])
    stakes = stakes_of(world, high=high) * 100
    for _ in keys:
        inside = inside | (stakes @ inside >= least - 1e-9)
    return {key for key, held in zip(keys, inside, strict=True) if held}


def _held(thing: str, owners: set[str], least: float, world: Material) -> Truth:
    low, high = (share(thing, owners, world, high=high) for high in (False, True))
    if low > 0 and low >= least - 1e-9:
        return True
    return None if high > 0 and high >= least - 1e-9 else False


def share(thing: str, owners: set[str], world: Material, *, high: bool) -> float:
    """Give the percent of a thing that the owners hold through all chains, at one end of what is known."""
    keys = sorted(world.entities)
    stakes = stakes_of(world, high=high)
    inside = np.array([key in owners for key in keys], dtype=float)
    onward = stakes * (1 - inside)
    total = np.zeros(len(keys))
    # The least solution: who is not reached by any owner holds nothing, also in a closed circle.
    reached = stakes @ inside > 0
    for _ in keys:
        reached = reached | (onward @ reached > 0)
    some = np.flatnonzero(reached)
    matrix = np.eye(len(some)) - onward[np.ix_(some, some)]
    total[some] = np.linalg.solve(matrix, (stakes @ inside)[some])
    return float(total[keys.index(thing)]) * 100


def stakes_of(world: Material, *, high: bool) -> np.ndarray:
    """Give the stakes as parts of one, things by owners, in the order of ids."""
    place = {key: index for index, key in enumerate(sorted(world.entities))}
    stakes = np.zeros((len(place), len(place)))
    for one in world.of("OWNS"):
        known = number(one.properties, "share")
        others = [number(each.properties, "share") or 0.0 for each in world.of("OWNS") if each.end == one.end]
        unstated = max(0.0, 100 - sum(others)) if high else 0.0
        stakes[place[one.end], place[one.start]] = unstated if known is None else known
    if (stakes.sum(axis=1) > 100 + 1e-9).any():
        raise Unclear(NO_OPINION)
    return stakes / 100
