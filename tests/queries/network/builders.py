"""Short ways to write claims, and to fuse them into what the route network is built from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.fuse.book import fuse
from graph.model.claim import Claim, Quantity, Trust, make_roles
from graph.model.document import Document, DocumentKind
from graph.store.view import GraphView
from queries.network.model import Capacity, Leg, Site, State
from queries.network.reading import Material, material_of

DAY = date(2025, 12, 1)
PAGE = Document("page", DocumentKind.PAGE, "A page", url="https://example.org/page")


def claim(type_name: str, about: str, *, quote: str = "…", **more: Any) -> Claim:
    known = {name: more.pop(name) for name in ("value", "when", "trust", "known_from", "modality") if name in more}
    return Claim(type_name, (about,), "table", PAGE.id, quote, roles=make_roles(more), **known)


def named(key: str, label: str, name: str | None = None, **more: Any) -> Claim:
    return claim("identity", key, label=[label], name_en=[name or key.title()], **more)


def leg(key: str, start: str, end: str, countries: str, **more: Any) -> list[Claim]:
    """A leg with its length (100 km), a status and, where given, a capacity in Mt/y."""
    status, when = more.pop("status", "operating"), more.pop("when", None)
    capacity, km = more.pop("capacity", None), more.pop("km", 100)
    roles: dict[str, Any] = {
        "from": [start], "to": [end], "commodity": ["oil"], "mode": ["pipeline"], "countries": countries.split(),
        **more,
    }  # fmt: skip
    about = f"leg:{key}"
    found = [
        claim("leg", about, **roles),
        claim("status", about, status=[status], when=when),
    ]
    found += [claim("length", about, value=Quantity(km, "km"))] if km is not None else []
    return found + ([claim("capacity", about, value=Quantity(capacity, "Mt/y"))] if capacity else [])


def material(claims: Iterable[Claim]) -> Material:
    nodes, relations = fuse(claims, [PAGE])
    return material_of(GraphView(tuple(nodes), tuple(relations)), "digest")


def small() -> list[Claim]:
    """A field in KZ; by pipe through RU to a port, or by a port with two sourced capacities and AZ; both reach TR."""
    return [
        *(named(code, "Country", name, iso3=[iso], name_ru=[russian]) for code, name, iso, russian in _COUNTRIES),
        named("oil", "Commodity", "Crude oil", alias=["crude", "нефть"]),
        named("well_field", "Field", "Well", country=["KZ"], commodity=["oil"]),
        named("well", "Station", "Well", country=["KZ"]),
        named("aktau", "Port", "Aktau", name_ru=["Актау"], country=["KZ"], latitude=["43.6"], longitude=["51.2"]),
        named("baku", "Port", "Baku", country=["AZ"], latitude=["40.4"], longitude=["49.9"]),
        named("novo", "Port", "Novorossiysk", country=["RU"]),
        named("ceyhan", "Terminal", "Ceyhan", country=["TR"]),
        named("bosporus", "Strait", "Bosporus", country=["TR"]),
        named("cpc", "Pipeline", "CPC pipeline", alias=["CPC"]),
        named("btc", "Pipeline", "BTC"),
        named("med", "Market", "Mediterranean", name_ru=["Средиземное море"]),
        named("transneft", "Company", "Transneft", country=["RU"]),
        claim("feeds", "well_field", to=["well"]),
        claim("part_of", "ceyhan", whole=["med"]),
        claim("ownership", "btc", owner=["transneft"], value=Quantity(8, "percent")),
        claim("capacity", "aktau", value=Quantity(5.2, "Mt/y"), trust=Trust.HIGH),
        claim("capacity", "aktau", value=Quantity(7.5, "Mt/y"), trust=Trust.MEDIUM),
        *leg("to_novo", "well", "novo", "KZ RU", asset=["cpc"], capacity=60, km=900),
        *leg("novo_bos", "novo", "bosporus", "RU TR", straits=["bosporus"], mode=["tanker"]),
        *leg("bos_cey", "bosporus", "ceyhan", "TR", straits=["bosporus"], mode=["tanker"]),
        *leg("to_aktau", "well", "aktau", "KZ", capacity=20),
        *leg("caspian", "aktau", "baku", "KZ AZ", mode=["tanker"]),
        *leg("caspian_2", "aktau", "baku", "KZ AZ", mode=["ferry"], km=None),
        *leg("btc_leg", "baku", "ceyhan", "AZ GE TR", asset=["btc"], capacity=50, km=1768),
    ]  # fmt: skip


_COUNTRIES = (
    ("KZ", "Kazakhstan", "KAZ", "Казахстан"),
    ("RU", "Russia", "RUS", "Россия"),
    ("AZ", "Azerbaijan", "AZE", "Азербайджан"),
    ("TR", "Türkiye", "TUR", "Турция"),
)


def bare_leg(
    key: str, start: str, end: str, *, km: float | None = 1.0, capacity: tuple[float, float] | None = None,
    status: str = "operating", countries: tuple[str, ...] = (),
) -> Leg:  # fmt: skip
    limit = Capacity(capacity[0], capacity[0], capacity[1]) if capacity else None
    return Leg(key, start, end, "pipeline", None, countries, (), km, limit, State(status, "", key), (), ())


def bare_site(key: str, capacity: tuple[float, float] | None = None, country: str | None = None) -> Site:
    limit = Capacity(capacity[0], capacity[0], capacity[1]) if capacity else None
    return Site(key, key, country, frozenset(), limit, None, (), ())
