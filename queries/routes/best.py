"""The k best loopless routes over a multigraph, exact, in a stable order: equal ones fall to their leg ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graph.errors import UsageError
from queries.network.model import Between, Leg, Site
from queries.routes.costs import ORDERS, Strengths
from queries.routes.search import RankedRoutes
from queries.routes.search_graph import compile_legs
from queries.routes.via import Waypoint, passed
from queries.routes.widest import Limits, Route, widest_routes

__all__ = ["ORDERS", "Limits", "Passing", "Route", "all_routes", "best_routes"]


@dataclass(frozen=True, slots=True)
class Passing:
    """The places that routes must pass, in order, and the sites of the network that they are looked up in."""

    points: tuple[Waypoint, ...] = ()
    sites: Mapping[str, Site] = field(default_factory=dict)

    def __contains__(self, route: Route) -> bool:
        """Tell whether a route passes all of them in order."""
        done = passed(self.points, 0, None, self.sites[route[0].start]) if self.points else 0
        for leg in route if self.points else ():
            done = passed(self.points, done, leg, self.sites[leg.end])
        return done == len(self.points)


NOWHERE = Passing()


def best_routes(  # noqa: PLR0913, PLR0917 - each is a part of one question
    legs: Iterable[Leg], between: Between, k: int, order: str = "distance", limits: Limits | None = None,
    strengths: Strengths | None = None, passing: Passing = NOWHERE,
) -> list[Route]:  # fmt: skip
    """Give the ``k`` best routes; each ends at the first destination it meets and visits no site twice.

    ``limits`` holds the capacities of sites, ``strengths`` the trust of the weakest statement about a leg. In the order
    ``capacity``, routes without any known capacity come last.

    Raises:
        UsageError: no such order.
    """
    return list(islice(all_routes(legs, between, order, limits, strengths, passing), k))


def all_routes(  # noqa: PLR0913, PLR0917 - each is a part of one question
    legs: Iterable[Leg], between: Between, order: str = "distance", limits: Limits | None = None,
    strengths: Strengths | None = None, passing: Passing = NOWHERE,
) -> Iterator[Route]:  # fmt: skip
    """Yield every loopless route, best first; as ``best_routes``."""
    if order not in ORDERS:
        raise UsageError(f'Routes cannot be ordered by "{order}"; use one of: {", ".join(ORDERS)}.')
    ordered: Sequence[Leg] = sorted(legs, key=lambda leg: leg.id)
    if order == "capacity":
        return (route for route in widest_routes(ordered, between, limits or {}) if route in passing)
    graph = compile_legs(ordered, between, order, strengths or {}, passing.points, dict(passing.sites))
    return (tuple(ordered[index] for index in way.legs) for way in RankedRoutes(graph))
