"""What follows from one reading of the graph is worked out once and kept with it, for as long as the reading is held.

A reading never changes, so nothing kept can be out of date: who reads the graph anew begins with nothing. Of what
belongs to a single day or question only the last ones asked for are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from queries.names import Names
from queries.network.build import build_network
from queries.network.model import Network
from queries.network.states import Shipper

if TYPE_CHECKING:
    from queries.network.reading import Material

Value = TypeVar("Value")
MOST = 64  # things kept with one reading; a network of the reference tables takes some hundred kilobytes


def once(material: Material, key: Hashable, make: Callable[[], Value]) -> Value:
    """Give what was made for ``key`` before, or make it; of more than ``MOST`` things the longest unused one goes."""
    kept = material.kept
    value = kept.pop(key) if key in kept else make()
    kept[key] = value
    while len(kept) > MOST:
        del kept[next(iter(kept))]
    return cast("Value", value)


def names_of(material: Material) -> Names:
    """Give the index of all names."""
    return once(material, "names", lambda: Names(material.entities.values()))


def network_on(material: Material, commodity: str, day: date, shipper: Shipper | None = None) -> Network:
    """Give the network of a day as ``build_network`` does.

    Raises:
        UsageError: the graph holds no leg of the commodity.
    """
    key = ("network", commodity, day, shipper)
    return once(material, key, lambda: build_network(material, commodity, day, shipper))
