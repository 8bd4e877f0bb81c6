"""Routes in the order of their capacity: the narrowest stated capacity on the way, largest first.

Routes are grown from the origins, best bound first. The bound of a beginning is its own cost and, part by part, the
least that any way to a destination adds; for the capacity it is the widest way on, for a beginning without any stated
capacity the widest that still meets one. So a whole route leaves the queue only when nothing can beat it. Routes on
which nobody states a capacity come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from queries.network.model import Between, Leg
from queries.routes.costs import Cost

Route = tuple[Leg, ...]
Limits = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rest:
    """What any way from a site to a destination costs at least; ``widest`` bounds its narrowest capacity."""

    idle: int
    unmeasured: int
    metres: int
    legs: int
    widest: float
    stated: float
    """The widest way that meets a stated capacity; below zero where none does."""


def widest_routes(legs: Sequence[Leg], between: Between, limits: Limits) -> Iterator[Route]:
    """Yield every loopless route, the one with the largest narrowest capacity first."""
    yield from (route for route, _ in _grow(legs, between, limits, stated=True))
    unstated = [leg for leg in legs if leg.capacity is None and leg.start not in limits and leg.end not in limits]
    yield from (route for route, _ in _grow(unstated, between, {}, stated=False))


def _grow(legs: Sequence[Leg], between: Between, limits: Limits, *, stated: bool) -> Iterator[tuple[Route, Cost]]:
    origins, goals = between
    out = leaving(legs, goals)
    rest = rests(legs, goals, limits)
    queue: list[tuple[tuple[float, ...], tuple[str, ...], str, Route, Cost]] = []
    for site in sorted(origins - goals):
        start = Cost(narrowest=limits.get(site, inf))
        if site in rest and (bound := _bound(start, rest[site], stated=stated)):
            heappush(queue, (bound, (), site, (), start))
    while queue:
        _, ids, site, route, cost = heappop(queue)
        if site in goals:
            yield route, cost
            continue
        seen = {leg.start for leg in route} | {site}
        for leg in out.get(site, ()):
            if leg.end in rest and leg.end not in seen:
                grown = cost.plus(leg, limits.get(leg.end, inf))
                if bound := _bound(grown, rest[leg.end], stated=stated):
                    heappush(queue, (bound, (*ids, leg.id), leg.end, (*route, leg), grown))


def _bound(cost: Cost, rest: Rest, *, stated: bool) -> tuple[float, ...] | None:
    """Give the best key that a beginning can end with; None where it can never meet a stated capacity."""
    narrowest = min(cost.narrowest, rest.widest) if cost.narrowest < inf or not stated else rest.stated
    if narrowest < 0:
        return None
    return (
        cost.idle + rest.idle, -narrowest, cost.unmeasured + rest.unmeasured, cost.metres + rest.metres,
        cost.legs + rest.legs,
    )  # fmt: skip


def leaving(legs: Sequence[Leg], goals: frozenset[str]) -> dict[str, list[Leg]]:
    """Give the legs that leave each site, none after a destination."""
    out: dict[str, list[Leg]] = {}
    for leg in legs:
        if leg.start not in goals:
            out.setdefault(leg.start, []).append(leg)
    return out


def rests(legs: Sequence[Leg], goals: frozenset[str], limits: Limits) -> dict[str, Rest]:
    """Give the bounds of every site from which a destination can be reached."""
    into: dict[str, list[Leg]] = {}
    for leg in legs:
        if leg.start not in goals:
            into.setdefault(leg.end, []).append(leg)
    idle = distances(into, goals, lambda leg: leg.state.status == "idle")
    unmeasured = distances(into, goals, lambda leg: leg.metres is None)
    metres = distances(into, goals, lambda leg: leg.metres or 0)
    hops = distances(into, goals, lambda leg: 1)
    widest = _widest(into, dict.fromkeys(goals, inf), limits)
    met = {site: widest[site] for site in widest if site in limits}
    stated = _widest_stated(into, widest, limits) if widest else met
    return {
        site: Rest(idle[site], unmeasured[site], metres[site], hops[site], widest[site], stated.get(site, -1.0))
        for site in idle
    }


def distances(into: Mapping[str, list[Leg]], goals: frozenset[str], length: Callable[[Leg], int]) -> dict[str, int]:
    """Give the shortest sum of ``length`` from every site to the nearest destination."""
    done: dict[str, int] = {}
    queue = [(0, goal) for goal in sorted(goals)]
    while queue:
        so_far, site = heappop(queue)
        if site in done:
            continue
        done[site] = so_far
        for leg in into.get(site, ()):
            if leg.start not in done:
                heappush(queue, (so_far + length(leg), leg.start))
    return done


def _step(leg: Leg, limits: Limits) -> float:
    """Give the capacity of a leg and the site that it leads to."""
    return min(leg.capacity.value if leg.capacity else inf, limits.get(leg.end, inf))


def _widest(into: Mapping[str, list[Leg]], start: Mapping[str, float], limits: Limits) -> dict[str, float]:
    """Give the largest narrowest capacity of any way from every site on, that site's own limit left out."""
    done: dict[str, float] = {}
    queue = [(-width, site) for site, width in sorted(start.items())]
    queue.sort()
    while queue:
        width, site = heappop(queue)
        if site in done:
            continue
        done[site] = -width
        for leg in into.get(site, ()):
            if leg.start not in done:
                heappush(queue, (-min(-width, _step(leg, limits)), leg.start))
    return done


def _widest_stated(into: Mapping[str, list[Leg]], widest: Mapping[str, float], limits: Limits) -> dict[str, float]:
    """The same over ways that meet at least one stated capacity after the site."""
    first: dict[str, float] = {}
    for legs in into.values():
        for leg in legs:
            if leg.end in widest and (step := _step(leg, limits)) < inf:
                first[leg.start] = max(first.get(leg.start, -1.0), min(step, widest[leg.end]))
    return _widest(into, first, limits)
