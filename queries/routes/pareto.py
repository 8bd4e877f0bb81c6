"""The Pareto set: every loopless route than which no other is at least as good in all respects and better in one.

The respects are idle legs, length (unmeasured legs first), the narrowest stated capacity (none stated: no known limit),
legs, transshipments, and evidence (legs resting on the weakest statements first). Of routes that are equal in all of
them the one whose leg ids come first stands for the others.

Beginnings are grown from the origins, the shortest first (labels, as in E. Q. V. Martins, "On a multicriteria shortest
path problem", European Journal of Operational Research 16 (1984)). One that is no better in any respect than another
that reached the same site by the same mode is dropped: leaving out a loop never makes a route worse, so none of the set
is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

from queries.network.model import Between, Leg
from queries.routes.costs import STRONGEST, Cost, Strengths
from queries.routes.widest import Limits, Rest, Route, leaving, rests

MOST_LABELS = 200_000
"""Beginnings that are looked at; beyond, the set is cut short and says so."""
_Vector = tuple[int, tuple[int, int], float, int, int, tuple[int, ...]]
_WORST: tuple[str, ...] = ("\uffff",)


@dataclass(frozen=True, slots=True)
class ParetoSet:
    """The routes, shortest first; ``complete`` is false where the search was cut short."""

    routes: tuple[Route, ...]
    complete: bool = True


def vector(cost: Cost) -> _Vector:
    """Give what is compared, smaller is better in every part."""
    return (cost.idle, (cost.unmeasured, cost.metres), -cost.narrowest, cost.legs, cost.changes, cost.weak)


def dominates(one: _Vector, other: _Vector) -> bool:
    """Tell whether ``one`` is at least as good in every part."""
    return all(a <= b for a, b in zip(one, other, strict=True))  # type: ignore[operator]


def pareto_routes(
    legs: Sequence[Leg], between: Between, limits: Limits, strengths: Strengths, most: int = MOST_LABELS
) -> ParetoSet:
    """Give the Pareto set of the routes between two sets of sites."""
    return _Labels(sorted(legs, key=lambda leg: leg.id), between, limits, strengths).run(most)


@dataclass(slots=True)
class _Front:
    """Vectors none of which dominates another, each with the legs that stand for it."""

    members: list[tuple[_Vector, tuple[str, ...]]] = field(default_factory=list)

    def covers(self, one: _Vector, ids: tuple[str, ...] = _WORST) -> bool:
        """Tell whether a member is at least as good, and of an equal one the legs come first."""
        return any(dominates(known, one) and (known != one or its <= ids) for known, its in self.members)

    def add(self, one: _Vector, ids: tuple[str, ...]) -> None:
        """Add a vector in place of all that it dominates."""
        self.members = [member for member in self.members if not dominates(one, member[0])]
        self.members.append((one, ids))


class _Labels:
    def __init__(self, legs: Sequence[Leg], between: Between, limits: Limits, strengths: Strengths) -> None:
        self.between, self.limits, self.strengths = between, limits, strengths
        self.out = leaving(legs, between.goals)
        self.rest = rests(legs, between.goals, limits)
        self.queue: list[tuple[tuple[float, ...], tuple[str, ...], str, Route, Cost]] = []
        self.fronts: dict[tuple[str, str | None], _Front] = {}
        self.found: dict[tuple[str, ...], Route] = {}
        self.front = _Front()

    def run(self, most: int) -> ParetoSet:
        for site in sorted(self.between.origins - self.between.goals):
            if site in self.rest:
                self._push((), site, (), Cost(narrowest=self.limits.get(site, inf)))
        looked = 0
        while self.queue and looked < most:
            _, ids, site, route, cost = heappop(self.queue)
            looked += 1
            self._look(ids, site, route, cost)
        kept = sorted(self.front.members, key=lambda member: (member[0][0], member[0][1], member[1]))
        return ParetoSet(tuple(self.found[ids] for _, ids in kept), complete=not self.queue)

    def _push(self, ids: tuple[str, ...], site: str, route: Route, cost: Cost) -> None:
        best = _best(cost, self.rest[site])
        heappush(self.queue, (best.key("distance"), ids, site, route, cost))

    def _look(self, ids: tuple[str, ...], site: str, route: Route, cost: Cost) -> None:
        here, own = self.fronts.setdefault((site, cost.mode), _Front()), vector(cost)
        hopeless = self.front.covers(
            vector(_best(cost, self.rest[site])), ids if site in self.between.goals else _WORST
        )
        if hopeless or here.covers(own, ids):
            return
        here.add(own, ids)
        if site in self.between.goals:
            self.front.add(own, ids)
            self.found[ids] = route
            return
        seen = {leg.start for leg in route} | {site}
        for leg in self.out.get(site, ()):
            if leg.end in self.rest and leg.end not in seen:
                strength = self.strengths.get(leg.id, STRONGEST)
                grown = cost.plus(leg, self.limits.get(leg.end, inf), strength)
                self._push((*ids, leg.id), leg.end, (*route, leg), grown)


def _best(cost: Cost, rest: Rest) -> Cost:
    """Give the best that a beginning can become."""
    return Cost(
        cost.idle + rest.idle, cost.unmeasured + rest.unmeasured, cost.metres + rest.metres, cost.legs + rest.legs,
        min(cost.narrowest, rest.widest), cost.changes, cost.weak,
    )  # fmt: skip
