"""What every question needs of a reading: its names, and the network of a day; worked out once (``reading.once``)."""

from __future__ import annotations

from datetime import date

from queries.names import Names
from queries.network.build import build_network
from queries.network.model import Network
from queries.network.reading import Material, once
from queries.network.states import Shipper


def names_of(material: Material) -> Names:
    """Give the index of all names."""
    return once(material, "names", lambda: Names(material.entities.values()))


def network_on(
    material: Material, commodity: str, day: date, shipper: Shipper | None = None, shut: frozenset[str] = frozenset()
) -> Network:
    """Give the network of a day as ``build_network`` does, with the moorings in ``shut`` out.

    Raises:
        UsageError: the graph holds no leg of the commodity.
    """
    key = ("network", commodity, day, shipper, shut)
    return once(material, key, lambda: build_network(material, commodity, day, shipper, shut=shut))
