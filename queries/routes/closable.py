"""What can be closed on the way between two ends: assets, straits, sites, and legs that belong to no asset.

Things that close the same legs are one closing; the others of them are its other names. The ends themselves are left
out: closing where the oil comes from or goes to says nothing about routes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.errors import UsageError
from queries.network.model import Between, Leg, Network
from queries.routes.flow_problem import Part

KINDS = ("asset", "strait", "site", "leg", "country")
USUAL = ("asset", "strait", "site", "leg")


@dataclass(frozen=True, slots=True)
class Closable:
    """What may be closed: the legs of every thing, and the further things that close the same legs."""

    legs: dict[Part, frozenset[str]]
    same: dict[Part, tuple[Part, ...]]


def closable(legs: Sequence[Leg], network: Network, between: Between, kinds: Iterable[str] = USUAL) -> Closable:
    """Give the things of some kinds that legs on the way depend on.

    Raises:
        UsageError: no such kind.
    """
    wanted = tuple(kinds)
    for kind in wanted:
        if kind not in KINDS:
            raise UsageError(f'"{kind}" cannot be closed; use some of: {", ".join(KINDS)}.')
    ends = between.origins | between.goals
    found: dict[Part, set[str]] = {}
    for leg in legs:
        for part in _parts(leg, network):
            if part.kind in wanted and not (part.kind == "site" and part.id in ends):
                found.setdefault(part, set()).add(leg.id)
    return _grouped({part: frozenset(group) for part, group in found.items()})


def _parts(leg: Leg, network: Network) -> Iterator[Part]:
    yield from (Part("asset", key) for key in leg.assets)
    yield from (Part("strait", key) for key in leg.straits)
    for key in (leg.start, leg.end):
        site = network.sites[key]
        yield Part("strait" if "Strait" in site.labels else "site", key)
    if not leg.assets:
        yield Part("leg", leg.id)
    yield from (Part("country", key) for key in dict.fromkeys((*leg.countries, *_countries(leg, network))))


def _countries(leg: Leg, network: Network) -> Iterator[str]:
    for key in (leg.start, leg.end):
        if country := network.sites[key].country:
            yield country


def _grouped(found: dict[Part, frozenset[str]]) -> Closable:
    groups: dict[frozenset[str], list[Part]] = {}
    for part in sorted(found, key=lambda one: (KINDS.index(one.kind), one.id)):
        groups.setdefault(found[part], []).append(part)
    return Closable(
        {parts[0]: legs for legs, parts in groups.items()},
        {parts[0]: tuple(parts[1:]) for parts in groups.values() if len(parts) > 1},
    )
