"""A route answer as a graph for GraphML: the sites and legs of the shown routes, parallel legs apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.network.model import Capacity
from queries.routes.answer import Hop, RoutesAnswer

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, str | float | int | bool]


def graph_of(answer: RoutesAnswer) -> nx.MultiDiGraph[str]:
    """Give the graph; what no source gives is left out, since GraphML knows no empty value."""
    import networkx as nx

    network = answer.network
    about = _known(digest=network.digest, commodity=network.commodity, unit=network.unit, as_of=str(network.as_of))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(about)
    for rank, route in reversed([*enumerate(answer.routes, start=1)]):
        for key in route.sites:
            site = network.sites[key]
            longitude, latitude = site.position or (None, None)
            graph.add_node(key, **_known(
                name=site.name, country=site.country, longitude=longitude, latitude=latitude, **_range(site.capacity),
            ))  # fmt: skip
        for hop in route.hops:
            graph.add_edge(hop.leg.start, hop.leg.end, key=hop.leg.id, **_leg(rank, hop))
    return graph


def _leg(rank: int, hop: Hop) -> Attributes:
    """Describe one leg; ``route`` is the best of the routes that use it."""
    leg, weak = hop.leg, hop.weakest
    return _known(
        route=rank, mode=leg.mode, asset=leg.asset, countries=";".join(leg.countries), straits=";".join(leg.straits),
        distance_km=leg.distance_km, status=leg.state.status, **_range(leg.capacity),
        weakest_trust=weak.trust if weak else None, weakest_source=weak.source if weak else None,
        weakest_quote=weak.quote if weak else None, weakest_known_on=weak.known_on if weak else None,
    )  # fmt: skip


def _range(found: Capacity | None) -> Attributes:
    return {"capacity_low": found.low, "capacity_high": found.high} if found else {}


def _known(**values: str | float | int | bool | None) -> Attributes:
    return {name: value for name, value in values.items() if value not in (None, "")}
