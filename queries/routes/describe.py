"""From a bare sequence of legs to a route as it is shown: length, capacity, countries, notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from queries.network.model import Capacity, Leg, Network
from queries.routes.answer import Hop, Limit, RouteFound
from queries.routes.consents import consents, open_straits
from queries.routes.touches import Touches

_WORDS = {"unknown": "status unknown"}
_IDLE = "it can be used, nobody does"


def describe(route: Sequence[Leg], network: Network, touches: Touches) -> RouteFound:
    """Describe one route; its evidence is added later, for the shown routes only."""
    metres = sum(leg.metres or 0 for leg in route)
    return RouteFound(
        hops=tuple(Hop(leg) for leg in route),
        distance_km=metres / 1000,
        unmeasured=tuple(leg.id for leg in route if leg.metres is None),
        limit=_limit(route, network),
        countries=_countries(route, network),
        idle=any(leg.state.status == "idle" for leg in route),
        consents=consents(route, network),
        passages=open_straits(route, network),
        transshipments=sum(one.mode != other.mode for one, other in pairwise(route)),
        notes=(*_state_notes(route), *touches.notes(route)),
    )


def _limit(route: Sequence[Leg], network: Network) -> Limit:
    parts: list[tuple[str, str, Capacity]] = [("leg", leg.id, leg.capacity) for leg in route if leg.capacity]
    passed = (route[0].start, *(leg.end for leg in route))
    parts += [("site", key, limit) for key in passed if (limit := network.sites[key].capacity)]
    unknown = tuple(leg.id for leg in route if leg.capacity is None)
    if not parts:
        return Limit(None, None, (), unknown)
    low, high = min(one.low for *_, one in parts), min(one.high for *_, one in parts)
    by = tuple(sorted({(kind, key) for kind, key, one in parts if one.low == low or one.high == high}))
    return Limit(low, high, by, unknown)


def _countries(route: Sequence[Leg], network: Network) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for leg in route:
        own = [network.sites[leg.start].country, *leg.countries, network.sites[leg.end].country]
        found |= dict.fromkeys(country for country in own if country)
    return tuple(found)


def _state_notes(route: Sequence[Leg]) -> list[str]:
    """Give one line for every reason why a leg is not simply operating, with the legs that it concerns."""
    told: dict[tuple[str, str], list[str]] = {}
    for leg in route:
        if leg.state.status != "operating":
            reason = _IDLE if leg.state.status == "idle" else leg.state.reason
            told.setdefault((leg.state.status, reason), []).append(leg.id)
    return [f"{_WORDS.get(status, status)} on {', '.join(ids)}: {reason}" for (status, reason), ids in told.items()]
