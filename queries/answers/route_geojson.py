"""A route answer as GeoJSON features: one a hop, along its pipeline where a source has the course.

A hop with an end whose position no source gives has no geometry; it is kept, since leaving it out would shorten the
route. ``straight_line`` says that the line only joins the two sites, ``course_source`` who drew the real one.
"""

from __future__ import annotations

from typing import Any

from queries.answers.geometry import Course, course_of
from queries.network.model import Leg, Network
from queries.routes.answer import RoutesAnswer


def features_of(answer: RoutesAnswer) -> list[dict[str, Any]]:
    """Give the features in the order of routes and hops."""
    return [
        _feature(rank, number, hop.leg, answer.network)
        for rank, route in enumerate(answer.routes, start=1)
        for number, hop in enumerate(route.hops, start=1)
    ]


def _feature(rank: int, number: int, leg: Leg, network: Network) -> dict[str, Any]:
    course, known = _course(leg, network), leg.capacity
    line = {"type": "LineString", "coordinates": [list(point) for point in course.points]} if course else None
    return {
        "type": "Feature", "id": f"{rank}/{number}", "geometry": line,
        "properties": {
            "route": rank, "hop": number, "leg": leg.id, "from": leg.start, "to": leg.end, "mode": leg.mode,
            "asset": leg.asset, "status": leg.state.status, "distance_km": leg.distance_km,
            "capacity_low": known.low if known else None, "capacity_high": known.high if known else None,
            "unit": network.unit, "straight_line": course is None or course.source is None,
            "course_source": course.source if course else None,
        },
    }  # fmt: skip


def _course(leg: Leg, network: Network) -> Course | None:
    start, end = network.sites[leg.start].position, network.sites[leg.end].position
    return course_of(leg.assets, start, end) if start and end else None
