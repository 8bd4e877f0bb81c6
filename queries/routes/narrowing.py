"""Partial closings: ``--close btc:50%`` leaves the asset in use and halves its capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.network.model import Capacity, Network, Site
from queries.routes.avoid.places import Passes, Uses
from queries.routes.avoid.rules import Partial


def narrowed(network: Network, partials: Sequence[Partial]) -> Network:
    """Give the network with the capacities that the closings leave; several closings of one thing multiply.

    Lowered are: a named site, a capacity that the legs of a named asset or strait share, and every leg of which the
    term is true, unless it is the name of a site. A capacity that nobody states stays unknown.
    """
    for one in partials:
        network = _narrowed(network, one)
    return network


def _narrowed(network: Network, one: Partial) -> Network:
    condition, left = one.condition, 1 - one.part
    subject = condition.subject if isinstance(condition, Uses | Passes) else None
    sites = {key: _site(site, subject, left) for key, site in network.sites.items()}
    legs = tuple(
        replace(leg, capacity=_left(leg.capacity, left))
        if (subject in leg.assets if isinstance(condition, Uses) else condition.of(leg, network).truth is True)
        else leg
        for leg in network.legs
    )
    shared = tuple(
        replace(pool, capacity=_lowered(pool.capacity, left)) if pool.id == subject else pool for pool in network.shared
    )
    return replace(network, sites=sites, legs=legs, shared=shared)


def _site(site: Site, subject: str | None, left: float) -> Site:
    closed = subject is not None and (site.id == subject or subject in site.wholes)
    return replace(site, capacity=_left(site.capacity, left)) if closed else site


def _left(capacity: Capacity | None, left: float) -> Capacity | None:
    return _lowered(capacity, left) if capacity else None


def _lowered(capacity: Capacity, left: float) -> Capacity:
    note = "; ".join(part for part in (capacity.note, f"{1 - left:.4g} of it is closed") if part)
    return replace(capacity, low=capacity.low * left, value=capacity.value * left, high=capacity.high * left, note=note)
