"""The k best loopless routes over a multigraph, exact, in a stable order.

Routes are grown from the origins, best bound first. The bound of a beginning is its own cost and, part by part, the
least that any way to a destination adds, so a whole route leaves the queue only when nothing can beat it. Ties fall
to the leg ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from graph.errors import UsageError
from queries.network.model import Between, Leg

ORDERS = ("distance", "capacity", "legs")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a route adds up to; ``narrowest`` is the least known capacity on it, infinite where none is known."""

    idle: int = 0
    unmeasured: int = 0
    metres: int = 0
    legs: int = 0
    narrowest: float = inf

    def plus(self, leg: Leg, site_limit: float = inf) -> Cost:
        """Give the cost with one more leg."""
        metres = leg.metres
        return Cost(
            self.idle + (leg.state.status == "idle"),
            self.unmeasured + (metres is None),
            self.metres + (metres or 0),
            self.legs + 1,
            min(self.narrowest, leg.capacity.value if leg.capacity else inf, site_limit),
        )

    def with_bound(self, rest: Cost) -> Cost:
        """Give the best that this beginning can become, if ``rest`` bounds every way on."""
        return Cost(
            self.idle + rest.idle, self.unmeasured + rest.unmeasured, self.metres + rest.metres,
            self.legs + rest.legs, min(self.narrowest, rest.narrowest),
        )  # fmt: skip

    def key(self, order: str) -> tuple[float, ...]:
        """Give what routes are sorted by: operating ones before idle ones in every order."""
        if order == "capacity":
            return (self.idle, -self.narrowest, self.unmeasured, self.metres, self.legs)
        if order == "legs":
            return (self.idle, self.legs, self.unmeasured, self.metres)
        return (self.idle, self.unmeasured, self.metres, self.legs)


Limits = dict[str, float]
Route = tuple[Leg, ...]


def best_routes(
    legs: Iterable[Leg], between: Between, k: int, order: str = "distance", limits: Limits | None = None
) -> list[Route]:
    """Give the ``k`` best routes; each ends at the first destination it meets and visits no site twice.

    ``limits`` holds the capacities of sites. In the order ``capacity``, routes without any known capacity come last.

    Raises:
        UsageError: no such order.
    """
    if order not in ORDERS:
        raise UsageError(f'Routes cannot be ordered by "{order}"; use one of: {", ".join(ORDERS)}.')
    found: list[Route] = []
    unlimited: list[Route] = []
    for route, cost in all_routes(list(legs), between, order, limits or {}):
        waits = order == "capacity" and cost.narrowest == inf
        (unlimited if waits else found).append(route)
        if len(found) == k:
            break
    return (found + unlimited)[:k]


def all_routes(legs: list[Leg], between: Between, order: str, limits: Limits) -> Iterator[tuple[Route, Cost]]:
    """Yield every loopless route with its cost, best first."""
    origins, goals = between
    out = _leaving(legs, goals)
    rest = least_costs(legs, goals)
    queue: list[tuple[tuple[float, ...], tuple[str, ...], str, Route, Cost]] = []
    for site in sorted(origins - goals):
        if site in rest:
            start = Cost(narrowest=limits.get(site, inf))
            heappush(queue, (start.with_bound(rest[site]).key(order), (), site, (), start))
    while queue:
        _, ids, site, route, cost = heappop(queue)
        if site in goals:
            yield route, cost
            continue
        seen = {leg.start for leg in route}
        for leg in out.get(site, ()):
            if leg.end in rest and leg.end not in seen and leg.end != site:
                grown = cost.plus(leg, limits.get(leg.end, inf))
                bound = grown.with_bound(rest[leg.end]).key(order)
                heappush(queue, (bound, (*ids, leg.id), leg.end, (*route, leg), grown))


def _leaving(legs: list[Leg], goals: frozenset[str]) -> dict[str, list[Leg]]:
    out: dict[str, list[Leg]] = {}
    for leg in sorted(legs, key=lambda one: one.id):
        if leg.start not in goals:
            out.setdefault(leg.start, []).append(leg)
    return out


def least_costs(legs: list[Leg], goals: frozenset[str]) -> dict[str, Cost]:
    """Give, for every site from which a destination can be reached, the least of each part of the cost to it."""
    into: dict[str, list[Leg]] = {}
    for leg in legs:
        if leg.start not in goals:
            into.setdefault(leg.end, []).append(leg)
    idle = _distances(into, goals, lambda leg: leg.state.status == "idle")
    unmeasured = _distances(into, goals, lambda leg: leg.metres is None)
    metres = _distances(into, goals, lambda leg: leg.metres or 0)
    hops = _distances(into, goals, lambda leg: 1)
    return {site: Cost(idle[site], unmeasured[site], metres[site], hops[site]) for site in idle}


def _distances(into: dict[str, list[Leg]], goals: frozenset[str], length: Callable[[Leg], int]) -> dict[str, int]:
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
