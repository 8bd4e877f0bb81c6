"""Builds the route network of one commodity on one day from what was read of the graph."""

from __future__ import annotations

from datetime import date

from graph.errors import UsageError
from graph.fuse.objects import Relation
from queries.network.bearing import Bearing
from queries.network.interruptions import happenings
from queries.network.model import Leg, Network, Site
from queries.network.properties import number, text, texts
from queries.network.reading import Material, once
from queries.network.states import Course, Shipper, States

# The unit of a yearly capacity by commodity; legs of one commodity never carry another.
UNITS = {"oil": "Mt/y", "oil_products": "Mt/y", "gas": "bcm/y", "uranium": "tU/y"}
_GROUPS = frozenset({"Market", "Region"})  # being in one of these says nothing about the state of a site


def build_network(  # noqa: PLR0913 - each is a part of one question
    material: Material,
    commodity: str,
    as_of: date,
    shipper: Shipper | None = None,
    *,
    stated: bool = False,
    shut: frozenset[str] = frozenset(),
) -> Network:
    """Give the sites and legs of ``commodity`` with their states on ``as_of``.

    With ``stated`` the capacities are as sources state them: no restriction and no mooring that is out lowers them.
    The moorings in ``shut`` are out, whatever sources say.

    Raises:
        UsageError: the graph holds no leg of the commodity.
    """
    chosen = [one for one in material.of("FLOWS_TO") if commodity in texts(one.properties, "commodity")]
    if not chosen:
        known = sorted({name for one in material.of("FLOWS_TO") for name in texts(one.properties, "commodity")})
        hint = f"; it has legs for: {', '.join(known)}." if known else '; run "trunkline refresh" first.'
        raise UsageError(f'The graph holds no leg that carries "{commodity}"{hint}')
    unit = UNITS.get(commodity, "Mt/y")
    wholes = once(material, "wholes", lambda: _wholes(material))
    told = once(material, "happenings", lambda: happenings(material.events, material.of("AFFECTS")))
    whose = shipper or Shipper()
    states = States(as_of, whose, material.entities, told)

    def status_of(key: str) -> str:
        return "suspended" if key in shut else states.thing(key)

    bearing = Bearing(material, commodity, unit, as_of, whose, told, None if stated else status_of)
    ends = sorted({key for one in chosen for key in (one.start, one.end)})
    sites = {key: _site(material, key, bearing, wholes) for key in ends}
    legs = tuple(_leg(one, sites, bearing, wholes, states) for one in sorted(chosen, key=lambda one: one.id))
    return Network(
        commodity, unit, as_of, sites, legs, material.entities, material.digest,
        shared=bearing.shared([(leg.id, (*leg.assets, *leg.straits)) for leg in legs]),
        supply={key: found for key, found in bearing.supply().items() if key in sites},
    )  # fmt: skip


def _wholes(material: Material) -> dict[str, tuple[str, ...]]:
    """Give for every entity the assets it is part of, directly or through others."""
    direct: dict[str, list[str]] = {}
    for one in material.of("PART_OF"):
        if not material.entities[one.end].labels & _GROUPS:
            direct.setdefault(one.start, []).append(one.end)
    return {key: _closure(key, direct) for key in direct}


def _closure(key: str, direct: dict[str, list[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [key]
    while waiting:
        for whole in direct.get(waiting.pop(), ()):
            if whole not in found and whole != key:
                found[whole] = None
                waiting.append(whole)
    return tuple(sorted(found))


def _site(material: Material, key: str, bearing: Bearing, wholes: dict[str, tuple[str, ...]]) -> Site:
    node = material.entities[key]
    facts = node.properties
    longitude, latitude = number(facts, "longitude"), number(facts, "latitude")
    return Site(
        id=key, name=text(facts, "name_en") or key, country=text(facts, "country"), labels=node.labels,
        capacity=bearing.capacity(key, facts), use=bearing.use(key), own_use=bearing.own_use(key),
        position=None if longitude is None or latitude is None else (longitude, latitude),
        wholes=wholes.get(key, ()), claims=texts(facts, "claims"),
    )  # fmt: skip


def _leg(
    one: Relation, sites: dict[str, Site], bearing: Bearing, wholes: dict[str, tuple[str, ...]], states: States
) -> Leg:
    facts = one.properties
    asset = text(facts, "asset")
    countries = texts(facts, "countries")
    ends = (one.start, one.end)
    assets = (asset, *wholes.get(asset, ())) if asset else ()
    bearers = dict.fromkeys((*assets, *ends, *(whole for key in ends for whole in wholes.get(key, ()))))
    places = {*countries, *ends, *(country for key in ends if (country := sites[key].country))}
    return Leg(
        id=one.id, start=one.start, end=one.end, mode=text(facts, "mode") or "unknown", asset=asset,
        countries=countries, straits=texts(facts, "straits"), distance_km=number(facts, "distance_km"),
        capacity=bearing.leg_capacity(facts, asset), use=bearing.use(asset) if asset else None,
        own_use=bearing.own_use(asset) if asset else bearing.own_use(one.start, one.end),
        state=states.of(Course(one.id, facts, tuple(bearers), frozenset(places))),
        assets=assets, claims=texts(facts, "claims"),
    )  # fmt: skip
