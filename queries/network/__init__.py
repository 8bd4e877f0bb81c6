"""The route network: sites and legs of one commodity on one day, and as a networkx graph."""

from queries.network.graphs import route_network, to_networkx
from queries.network.model import Capacity, Leg, Network, Site, State

__all__ = ["Capacity", "Leg", "Network", "Site", "State", "route_network", "to_networkx"]
