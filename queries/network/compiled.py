"""The network as arrays, for work on networks of many thousand legs.

Sites and legs are numbered in the order of the network, so ``arrays.start[i]`` is the site at which leg ``i`` begins.
numpy is imported here and nowhere on the way of a small question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from queries.network.model import Capacity, Leg, Network

SCALE = 1_000_000
"""Capacities are whole millionths of the unit, so that sums are exact."""
UNKNOWN = -1
"""Stands for a capacity or a length that no source gives."""

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Compiled:
    """Sites and legs as numbers; capacities in millionths of the unit, lengths in metres, else ``UNKNOWN``.

    The low end of a leg in doubt is 0.
    """

    sites: tuple[str, ...]
    legs: tuple[str, ...]
    start: Numbers
    end: Numbers
    low: Numbers
    high: Numbers
    site_low: Numbers
    site_high: Numbers
    metres: Numbers
    idle: Mask
    carries: Mask
    touching: dict[str, Numbers]
    """The legs that a country, strait, site or asset is on the way of, by its id."""
    assets: tuple[str, ...]
    """The assets that legs run through, in the order of their ids."""

    @cached_property
    def number(self) -> dict[str, int]:
        """Give the number of every site."""
        return {key: number for number, key in enumerate(self.sites)}

    @cached_property
    def leaving(self) -> tuple[Numbers, Numbers]:
        """Give the legs in the order of their starts, and where each site's begin (``first[site]:first[site + 1]``)."""
        return _grouped(self.start, len(self.sites))

    @cached_property
    def entering(self) -> tuple[Numbers, Numbers]:
        """Give the legs in the order of their ends, in the same manner."""
        return _grouped(self.end, len(self.sites))

    @cached_property
    def flow_arcs(self) -> tuple[Numbers, Numbers, Numbers]:
        """Give starts and ends of the arcs of a flow, and the node at which every site is left.

        First come the legs, then one arc through every site with a limit: such a site is left at a node of its own.
        """
        limited = np.flatnonzero(self.site_low != UNKNOWN)
        leave = np.arange(len(self.sites))
        leave[limited] = len(self.sites) + np.arange(len(limited))
        starts, ends = np.concatenate([leave[self.start], limited]), np.concatenate([self.end, leave[limited]])
        return starts, ends, leave

    def usable(self, avoid: Iterable[str] = ()) -> Mask:
        """Give the legs that carry and that nothing in ``avoid`` (ids of countries, straits, sites, assets) touches."""
        kept = self.carries.copy()
        for key in avoid:
            kept[self.touching.get(key, _NONE)] = False
        return kept

    def numbers(self, sites: Iterable[str]) -> Numbers:
        """Give the numbers of sites, in order."""
        return np.array(sorted(self.number[key] for key in sites if key in self.number), dtype=np.int64)


_NONE: Numbers = np.zeros(0, dtype=np.int64)


def compile_network(network: Network) -> Compiled:
    """Turn a network into arrays; this costs some microseconds a leg and is done once."""
    sites = tuple(network.sites)
    number = {key: place for place, key in enumerate(sites)}
    places = list(network.sites.values())
    return Compiled(
        sites=sites,
        legs=tuple(leg.id for leg in network.legs),
        start=_array(number[leg.start] for leg in network.legs),
        end=_array(number[leg.end] for leg in network.legs),
        low=_array(0 if leg.in_doubt else _units(leg.capacity, "low") for leg in network.legs),
        high=_array(_units(leg.capacity, "high") for leg in network.legs),
        site_low=_array(_units(one.capacity, "low") for one in places),
        site_high=_array(_units(one.capacity, "high") for one in places),
        metres=_array(UNKNOWN if leg.metres is None else leg.metres for leg in network.legs),
        idle=np.array([leg.state.status == "idle" for leg in network.legs], dtype=np.bool_),
        carries=np.array([leg.state.carries for leg in network.legs], dtype=np.bool_),
        touching=_touching(network),
        assets=tuple(sorted({asset for leg in network.legs for asset in leg.assets})),
    )


def _touching(network: Network) -> dict[str, Numbers]:
    found: dict[str, list[int]] = {}
    for number, leg in enumerate(network.legs):
        for key in _touched(leg, network):
            found.setdefault(key, []).append(number)
    return {key: np.array(legs, dtype=np.int64) for key, legs in found.items()}


def _touched(leg: Leg, network: Network) -> Iterable[str]:
    """Name all whose avoidance forbids the leg: territory, straits, ends, assets and what these are part of."""
    ends = (network.sites[leg.start], network.sites[leg.end])
    countries = (*leg.countries, *(site.country for site in ends), *(_country(one, network) for one in leg.straits))
    wholes = (whole for site in ends for whole in site.wholes)
    named = (*countries, *leg.straits, leg.start, leg.end, *leg.assets, *wholes)
    return dict.fromkeys(key for key in named if key is not None)


def _country(strait: str, network: Network) -> str | None:
    node = network.entities.get(strait)
    found = node.properties.get("country") if node else None
    return found if isinstance(found, str) else None


def _array(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int64)


def _units(capacity: Capacity | None, end: str) -> int:
    return UNKNOWN if capacity is None else round(getattr(capacity, end) * SCALE)


def _grouped(keys: Numbers, count: int) -> tuple[Numbers, Numbers]:
    order = np.argsort(keys, kind="stable").astype(np.int64)
    first = np.searchsorted(keys[order], np.arange(count + 1)).astype(np.int64)
    return order, first
