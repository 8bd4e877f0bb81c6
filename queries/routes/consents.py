"""Whose consent a route needs: the countries that it crosses or in whose ports it loads, and the straits it passes.

A strait that a convention keeps open (``passage.toml``, each with its source) needs nobody's consent; a country that a
route touches in no other way is listed as one that cannot refuse.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from queries.network.model import Leg, Network
from queries.routes.avoid.places import MODES


@dataclass(frozen=True, slots=True)
class Passage:
    """The rule under which merchant ships pass a strait."""

    strait: str
    free: bool
    regime: str
    source: str


@dataclass(frozen=True, slots=True)
class Consent:
    """One country on a route; ``free`` where it is touched only in straits that a convention keeps open."""

    country: str
    free: bool
    grounds: tuple[str, ...]
    """``crosses LEG``, ``uses SITE`` or ``passes STRAIT``, in the order of the route."""


@cache
def passages() -> dict[str, Passage]:
    """Give the rule of every strait that has one."""
    table = tomllib.loads(files("queries.routes").joinpath("passage.toml").read_text("utf-8"))
    return {key: Passage(key, row["free"], row["regime"], row["source"]) for key, row in table.items()}


def consents(route: Sequence[Leg], network: Network) -> tuple[Consent, ...]:
    """Give the countries of a route in its order, each with what makes it one."""
    found: dict[str, dict[str, bool]] = {}
    for country, ground, free in _touches(route, network):
        found.setdefault(country, {})[ground] = free
    return tuple(Consent(country, all(grounds.values()), tuple(grounds)) for country, grounds in found.items())


def open_straits(route: Sequence[Leg], network: Network) -> tuple[Passage, ...]:
    """Give the rules of the straits on a route, in its order; a strait without a known rule is left out."""
    straits = dict.fromkeys(strait for leg in route for strait in _straits(leg, network))
    return tuple(passages()[strait] for strait in straits if strait in passages())


def _touches(route: Sequence[Leg], network: Network) -> Iterator[tuple[str, str, bool]]:
    for leg in route:
        ends = [network.sites[key] for key in (leg.start, leg.end)]
        ports = {site.country: site.id for site in ends if site.country and "Strait" not in site.labels}
        straits = {_country(strait, network): strait for strait in _straits(leg, network)}
        countries = dict.fromkeys((ends[0].country, *leg.countries, ends[1].country, *straits))
        for country in (one for one in countries if one):
            if country in leg.countries and country not in straits and not (country in ports and _by_sea(leg)):
                yield country, f"crosses {leg.id}", False
            if country in ports:
                yield country, f"uses {ports[country]}", False
            if country in straits:
                strait = straits[country]
                yield country, f"passes {strait}", strait in passages() and passages()[strait].free


def _straits(leg: Leg, network: Network) -> tuple[str, ...]:
    ends = (key for key in (leg.start, leg.end) if "Strait" in network.sites[key].labels)
    return tuple(dict.fromkeys((*leg.straits, *ends)))


def _country(strait: str, network: Network) -> str | None:
    node = network.entities.get(strait)
    country = node.properties.get("country") if node else None
    return str(country) if country else None


def _by_sea(leg: Leg) -> bool:
    return leg.mode in MODES["sea"]
