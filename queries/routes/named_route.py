"""A route as a person names it, place by place or asset by asset, found again among the legs of the network.

Between two places that are named one after the other there must be a leg. An asset between two places stands for the
route from the one by way of the asset to the other that has the fewest legs off the asset, and of these the fewest
legs: who names a pipeline means all of it, and not its first section. An asset at an end stands for the place at
which it begins or ends, where that is one place alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import asin, cos, inf, radians, sin, sqrt

from graph.errors import UsageError
from queries.names import Names
from queries.network.model import Between, Leg, Network, Site
from queries.routes.best import Passing, Route, all_routes
from queries.routes.via import Waypoint

NEAREST = 3  # legs that are offered where the named one is missing
OFF = 1_000.0
"""What a leg off the asset weighs beside one on it: more than a route has legs."""
EARTH_KM = 6371.0088  # mean radius: Moritz, Geodetic Reference System 1980
_FAR = (inf,)


@dataclass(frozen=True, slots=True)
class Stop:
    """A site or an asset that was named."""

    id: str
    name: str
    is_site: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From one site to the next, or along one leg of an asset, with all legs that do this; ``near`` where none does."""

    start: str
    end: str
    asset: str | None
    legs: tuple[Leg, ...]
    near: tuple[Leg, ...] = ()


def stops_of(names: Names, network: Network, typed: Sequence[str]) -> tuple[Stop, ...]:
    """Look up what was named.

    Raises:
        UnknownName: nobody bears one of the names, or several do.
        UsageError: a country or a market, fewer than two places, an asset that stands at an end or beside another one,
            a place twice.
    """
    stops = _with_ends(network, tuple(_stop(names, network, one) for one in typed))
    if len(stops) < 2:
        raise UsageError("A route needs at least two places: why-not aktau baku.")
    for one, other in pairwise(stops):
        if not one.is_site and not other.is_site:
            raise UsageError(f"{one.name} is no place: name the place between it and {other.name} too.")
    sites = [stop.id for stop in stops if stop.is_site]
    if twice := next((key for key in sites if sites.count(key) > 1), None):
        raise UsageError(f"The route names {network.name(twice)} twice; a route visits no place twice.")
    return stops


def _with_ends(network: Network, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """Put before and after an asset at an end the place where it begins or ends."""
    first = () if stops[0].is_site else (_end_of(network, stops[0], stops[1:2], "begins"),)
    last = () if stops[-1].is_site else (_end_of(network, stops[-1], stops[-2:-1], "ends"),)
    return (*first, *stops, *last)


def _end_of(network: Network, asset: Stop, beside: tuple[Stop, ...], verb: str) -> Stop:
    own = [leg for leg in network.legs if asset.id in leg.assets]
    starts, ends = {leg.start for leg in own}, {leg.end for leg in own}
    named = {one.id for one in beside}
    places = sorted((starts - ends if verb == "begins" else ends - starts) - named)
    if len(places) != 1:
        told = f"at any of {', '.join(network.name(key) for key in places)}" if places else "at no one place"
        side = "before" if verb == "begins" else "after"
        raise UsageError(f"{asset.name} is no place, and it {verb} {told}: name the place {side} it too.")
    return Stop(places[0], network.name(places[0]), is_site=True)


def _stop(names: Names, network: Network, typed: str) -> Stop:
    bearers = names.bearers(typed)
    if bearers and not any(one.labels & {"Site", "Asset"} for one in bearers):
        kind = min(bearers[0].labels - {"Entity"}, default="entity").lower()
        raise UsageError(
            f"{network.name(bearers[0].id)} is a {kind}, and a named route goes by places and assets, such as why-not "
            "aktau baku; routes takes countries and markets."
        )
    node = names.resolve(typed, ("Site", "Asset"), wanted="place or asset")
    return Stop(node.id, network.name(node.id), node.id in network.sites or "Site" in node.labels)


def steps_of(network: Network, stops: Sequence[Stop]) -> Iterator[Step]:
    """Give the legs between the stops, one step at a time."""
    before, asset = stops[0].id, None
    for stop in stops[1:]:
        if not stop.is_site:
            asset = stop.id
            continue
        yield from _steps(network, before, stop.id, asset)
        before, asset = stop.id, None


def _steps(network: Network, start: str, end: str, asset: str | None) -> list[Step]:
    if asset is None:
        found = _between(network.legs, start, end)
        return [Step(start, end, None, found, () if found else tuple(_nearest(network, start, end)))]
    way = _by_way_of(network, start, end, asset)
    if not way:
        return [Step(start, end, asset, (), tuple(_nearest(network, start, end)))]
    own = [leg for leg in network.legs if asset in leg.assets]
    return [
        Step(leg.start, leg.end, asset if leg in own else None,
             _between(own if leg in own else network.legs, leg.start, leg.end))
        for leg in way
    ]  # fmt: skip


def _between(legs: Iterable[Leg], start: str, end: str) -> tuple[Leg, ...]:
    return tuple(leg for leg in legs if (leg.start, leg.end) == (start, end))


def _by_way_of(network: Network, start: str, end: str, asset: str) -> Route:
    """Give the route of the fewest legs off an asset by way of it, over legs that carry where there is one."""
    passing = Passing((Waypoint(asset, asset),), network.sites)
    ends = Between(frozenset({start}), frozenset({end}))
    for legs in ([leg for leg in network.legs if leg.state.carries], network.legs):
        weighed = [replace(leg, distance_km=1.0 if asset in leg.assets else OFF) for leg in legs]
        if found := next(all_routes(weighed, ends, "distance", passing=passing), None):
            own = {leg.id: leg for leg in legs}
            return tuple(own[leg.id] for leg in found)
    return ()


def _nearest(network: Network, start: str, end: str) -> list[Leg]:
    """Give the legs that come nearest to a missing one: those that leave its start and those that reach its end."""
    sites = network.sites
    ranked = []
    for leg in network.legs:
        if leg.start == start:
            ranked.append((_km(sites.get(leg.end), sites.get(end)), leg.id, leg))
        elif leg.end == end:
            ranked.append((_km(sites.get(leg.start), sites.get(start)), leg.id, leg))
    return [leg for _, _, leg in sorted(ranked, key=lambda one: one[:2])[:NEAREST]]


def _km(one: Site | None, other: Site | None) -> tuple[float, ...]:
    """Give the distance of two sites on the great circle; what has no position is farthest."""
    if one is None or other is None or one.position is None or other.position is None:
        return _FAR
    (x1, y1), (x2, y2) = (tuple(map(radians, site.position or ())) for site in (one, other))
    half = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return (2 * EARTH_KM * asin(sqrt(half)),)
