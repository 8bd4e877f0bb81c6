"""The public Python object: a ``networkx.MultiDiGraph`` of sites and legs.

::

    with open_store() as store:
        graph = route_network(store, commodity="oil", as_of=date(2025, 12, 1))
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from queries.network.build import build_network
from queries.network.model import Capacity, Network
from queries.network.reading import read_material

if TYPE_CHECKING:
    import networkx as nx

    from graph.store.view import Reader


def route_network(
    store: Reader, *, commodity: str = "oil", as_of: date, known_at: date | None = None
) -> nx.MultiDiGraph[str]:
    """Read the network of ``commodity`` on ``as_of`` as it was known at ``known_at`` (None: as known now).

    Raises:
        UsageError: the graph holds no leg of the commodity.
        StoreUnreachable: no store answers.
    """
    return to_networkx(build_network(read_material(store, known_at=known_at), commodity, as_of))


def to_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """Give the network as a graph: nodes are site ids, edge keys are leg ids, parallel legs stay apart.

    Node attributes: ``name, country, longitude, latitude, capacity, capacity_low, capacity_high``. Edge attributes:
    ``mode, asset, countries, straits, distance_km, status, carries, capacity, capacity_low, capacity_high``.
    Capacities are in ``graph.graph["unit"]`` a year, None where no source gives one.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        commodity=network.commodity, unit=network.unit, as_of=network.as_of.isoformat(), digest=network.digest
    )
    for site in network.sites.values():
        longitude, latitude = site.position or (None, None)
        graph.add_node(
            site.id, name=site.name, country=site.country, longitude=longitude, latitude=latitude,
            **_capacity(site.capacity),
        )  # fmt: skip
    for leg in network.legs:
        graph.add_edge(
            leg.start, leg.end, key=leg.id, mode=leg.mode, asset=leg.asset, countries=list(leg.countries),
            straits=list(leg.straits), distance_km=leg.distance_km, status=leg.state.status,
            carries=leg.state.carries, **_capacity(leg.capacity),
        )  # fmt: skip
    return graph


def _capacity(found: Capacity | None) -> dict[str, float | None]:
    low, value, high = (found.low, found.value, found.high) if found else (None, None, None)
    return {"capacity": value, "capacity_low": low, "capacity_high": high}
