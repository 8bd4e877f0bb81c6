"""A route answer as rows: one hop each, with its weakest and oldest evidence."""

from __future__ import annotations

from queries.answers.report import Row
from queries.routes.answer import Hop, RoutesAnswer

COLUMNS = (
    "route", "hop", "leg", "from", "to", "mode", "asset", "countries", "distance_km", "capacity_low",
    "capacity_high", "unit", "status", "route_capacity_low", "route_capacity_high", "weakest_trust",
    "weakest_source", "weakest_known_on", "weakest_quote", "oldest_trust", "oldest_source", "oldest_known_on",
    "oldest_quote",
)  # fmt: skip


def hop_rows(answer: RoutesAnswer) -> list[Row]:
    """Give one row a hop; what nobody states is None."""
    return [
        {
            "route": rank, "hop": number, **_hop(hop), "unit": answer.network.unit,
            "route_capacity_low": route.limit.low, "route_capacity_high": route.limit.high, **_evidence(hop),
        }
        for rank, route in enumerate(answer.routes, start=1)
        for number, hop in enumerate(route.hops, start=1)
    ]  # fmt: skip


def _hop(hop: Hop) -> Row:
    leg, known = hop.leg, hop.leg.capacity
    return {
        "leg": leg.id, "from": leg.start, "to": leg.end, "mode": leg.mode, "asset": leg.asset,
        "countries": list(leg.countries), "distance_km": leg.distance_km, "status": leg.state.status,
        "capacity_low": known.low if known else None, "capacity_high": known.high if known else None,
    }  # fmt: skip


def _evidence(hop: Hop) -> Row:
    found = {"weakest": hop.weakest, "oldest": hop.oldest}
    return {
        f"{which}_{name}": getattr(one, name)
        for which, one in found.items()
        if one
        for name in ("trust", "source", "known_on", "quote")
    }
