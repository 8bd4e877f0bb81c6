"""From a bare sequence of legs to a route as it is shown: length, capacity, countries, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from queries.network.model import Leg, Network
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
    """Give the least of legs and sites; a leg in doubt carries nothing at the low end."""
    parts = [("leg", leg.id, *_ends(leg)) for leg in route if leg.capacity or leg.in_doubt]
    passed = (route[0].start, *(leg.end for leg in route))
    parts += [("site", key, one.low, one.high) for key in passed if (one := network.sites[key].capacity)]
    unknown = tuple(leg.id for leg in route if leg.capacity is None)
    if not parts:
        return Limit(None, None, (), unknown)
    least = min(low for _, _, low, _ in parts)
    most = min((high for *_, high in parts if high is not None), default=None)
    by = tuple(sorted({(kind, key) for kind, key, low, high in parts if low == least or high == most is not None}))
    return Limit(least, most, by, unknown)


def _ends(leg: Leg) -> tuple[float, float | None]:
    known = leg.capacity
    return 0.0 if leg.in_doubt or known is None else known.low, known.high if known else None


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
        for word, reason in _reasons(leg):
            told.setdefault((word, reason), []).append(leg.id)
    return [f"{_WORDS.get(word, word)} on {', '.join(ids)}: {reason}" for (word, reason), ids in told.items()]


def _reasons(leg: Leg) -> Iterator[tuple[str, str]]:
    state = leg.state
    if state.status != "operating":
        yield state.words, _IDLE if state.status == "idle" else state.reason
    if state.in_doubt and state.doubt != state.reason:
        yield "perhaps stopped", state.doubt
    for what, name in leg.untold:
        yield "perhaps forbidden", f"no source names an {what} of {name}"
