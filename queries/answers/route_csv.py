"""A route answer as CSV: one hop a line."""

from __future__ import annotations

import csv
from io import StringIO

from queries.routes.answer import Hop, RoutesAnswer

COLUMNS = (
    "route", "hop", "leg", "from", "to", "mode", "asset", "countries", "distance_km", "capacity_low",
    "capacity_high", "unit", "status", "route_capacity_low", "route_capacity_high", "weakest_trust",
    "weakest_source", "weakest_quote", "oldest_known_on", "oldest_source", "oldest_quote",
)  # fmt: skip


def as_csv(answer: RoutesAnswer) -> str:
    """Give header and lines; unknown values are empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rank, route in enumerate(answer.routes, start=1):
        for number, hop in enumerate(route.hops, start=1):
            ends = (route.limit.low, route.limit.high)
            writer.writerow([rank, number, *_hop(hop, answer.network.unit), *ends, *_evidence(hop)])
    return out.getvalue().removesuffix("\n")


def _hop(hop: Hop, unit: str) -> list[object]:
    leg, known = hop.leg, hop.leg.capacity
    low, high = (known.low, known.high) if known else (None, None)
    return [
        leg.id, leg.start, leg.end, leg.mode, leg.asset, ";".join(leg.countries), leg.distance_km, low, high,
        unit, leg.state.status,
    ]  # fmt: skip


def _evidence(hop: Hop) -> list[object]:
    weak, old = hop.weakest, hop.oldest
    first = [weak.trust, weak.source, weak.quote] if weak else [None] * 3
    return first + ([old.known_on, old.source, old.quote] if old else [None] * 3)
