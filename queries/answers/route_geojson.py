"""A route answer as GeoJSON: one feature a hop, a straight line between the two sites.

A hop with an end whose position no source gives has no geometry; it is kept, since leaving it out would shorten the
route.
"""

from __future__ import annotations

import json
from typing import Any

from queries.network.model import Leg, Network
from queries.routes.answer import RoutesAnswer

SCHEMA_VERSION = 1


def as_geojson(answer: RoutesAnswer) -> str:
    """Give a FeatureCollection as text."""
    features = [
        _feature(rank, number, hop.leg, answer.network)
        for rank, route in enumerate(answer.routes, start=1)
        for number, hop in enumerate(route.hops, start=1)
    ]
    collection = {
        "type": "FeatureCollection", "schema_version": SCHEMA_VERSION, "graph_digest": answer.network.digest,
        "features": features,
    }  # fmt: skip
    return json.dumps(collection, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)


def _feature(rank: int, number: int, leg: Leg, network: Network) -> dict[str, Any]:
    points = [network.sites[key].position for key in (leg.start, leg.end)]
    line = {"type": "LineString", "coordinates": [list(point) for point in points if point]}
    known = leg.capacity
    return {
        "type": "Feature", "id": f"{rank}/{number}", "geometry": line if all(points) else None,
        "properties": {
            "route": rank, "hop": number, "leg": leg.id, "from": leg.start, "to": leg.end, "mode": leg.mode,
            "asset": leg.asset, "status": leg.state.status, "distance_km": leg.distance_km,
            "capacity_low": known.low if known else None, "capacity_high": known.high if known else None,
            "unit": network.unit, "straight_line": True,
        },
    }  # fmt: skip
