"""Routes as bare rows, to be compared with the Cypher question that walks ``FLOWS_TO`` up to so many legs."""

from __future__ import annotations

from collections.abc import Iterable

from queries.network.model import Between, Leg
from queries.routes.best import all_routes

Row = tuple[int, tuple[str, ...], tuple[str, ...]]
MOST_LEGS = 8


def routes_rows(legs: Iterable[Leg], between: Between, most_legs: int = MOST_LEGS) -> list[Row]:
    """Give (number of legs, site ids, leg ids) of every route of at most ``most_legs``, in that order.

    A route visits no site twice and ends at the first destination, as in the rest of the engine.
    """
    found = (route for route in all_routes(legs, between, "legs") if len(route) <= most_legs)
    return sorted(
        (len(route), (route[0].start, *(leg.end for leg in route)), tuple(leg.id for leg in route)) for route in found
    )
