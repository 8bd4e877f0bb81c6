"""Routes in the order of their capacity: the narrowest stated capacity on the way, largest first.

For each number of idle legs, and for each stated capacity from the largest down, the routes are ranked that have
nothing narrower and meet exactly this: a node of the search remembers whether they have. Routes on which nobody states
a capacity come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from queries.network.model import Between, Leg
from queries.routes.costs import Packing, leg_parts
from queries.routes.search import RankedRoutes
from queries.routes.search_graph import Memory, compile_legs, grow

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


def widest_routes(legs: Sequence[Leg], between: Between, limits: Limits) -> Iterator[Route]:
    """Yield every loopless route, the one with the largest narrowest capacity first; ``legs`` are sorted by id."""
    stated = {leg.capacity.value for leg in legs if leg.capacity} | set(limits.values())
    bounds = rests(legs, between.goals, limits)
    within = max(
        (min(limits.get(key, inf), bounds[key].widest) for key in between.origins & bounds.keys()), default=-1.0
    )
    widths = sorted((width for width in stated if width <= within), reverse=True)
    most = sum(leg.state.status == "idle" for leg in legs)
    for idle in range(most + 1) if widths else ():
        for width in widths:
            yield from _exactly(legs, between, limits, (idle, width))
    free = [leg for leg in legs if leg.capacity is None and leg.start not in limits and leg.end not in limits]
    starts = Between(between.origins - limits.keys(), between.goals)
    for way in RankedRoutes(compile_legs(free, starts, "distance", {})):
        yield tuple(free[index] for index in way.legs)


def _exactly(legs: Sequence[Leg], between: Between, limits: Limits, wanted: tuple[int, float]) -> Iterator[Route]:
    graph = grow(legs, between, _Meeting(legs, between, limits, wanted))
    for way in RankedRoutes(graph) if graph.goals else ():
        yield tuple(legs[index] for index in way.legs)


class _Meeting:
    """Remembers how many idle legs a route has used and whether it has met the wanted capacity."""

    def __init__(self, legs: Sequence[Leg], between: Between, limits: Limits, wanted: tuple[int, float]) -> None:
        self.limits, (self.idle, self.width) = limits, wanted
        names = {key for leg in legs for key in (leg.start, leg.end)} | between.origins | between.goals
        self.number = {key: index for index, key in enumerate(sorted(names))}
        longest = max((leg.metres or 0 for leg in legs), default=0)
        self.packing = Packing((1, 1, longest, 1), 2 * len(names) * (self.idle + 1))

    def start(self, site: str) -> Memory:
        limit = self.limits.get(site, inf)
        return (0, int(limit == self.width)) if limit >= self.width else (self.idle + 1, 0)

    def step(self, memory: Memory, leg: Leg) -> tuple[int, Memory] | None:
        used = int(memory[0]) + (leg.state.status == "idle")
        width = step_width(leg, self.limits)
        if used > self.idle or width < self.width:
            return None
        return self.packing.pack(leg_parts(leg, "distance", 0, 0)), (used, max(memory[1], int(width == self.width)))

    def ends(self, memory: Memory) -> bool:
        return memory == (self.idle, 1)


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
    return {site: Rest(idle[site], unmeasured[site], metres[site], hops[site], widest[site]) for site in idle}


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


def step_width(leg: Leg, limits: Limits) -> float:
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
                heappush(queue, (-min(-width, step_width(leg, limits)), leg.start))
    return done
