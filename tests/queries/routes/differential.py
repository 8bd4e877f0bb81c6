"""Random questions to the reference graph, answered by the engine and by the Cypher question of the catalogue.

Both must give the same rows: number of legs, sites, legs. ``python -m tests.queries.routes.differential 500`` asks 500
of them on a store of its own; the tests ask a few, on whichever store is under test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from graph.errors import UsageError
from graph.fuse.objects import Relation
from graph.settings import Settings
from graph.store import Store, open_store
from queries.catalogue.run import ask
from queries.network.model import Leg
from queries.network.properties import text, texts
from queries.network.reading import Material, read_material
from queries.routes.ends import A_LIST_OF_FIELDS
from queries.routes.engine import prepare
from queries.routes.question import Question
from tests.queries.routes.rows import MOST_LEGS, Row, routes_rows

SEED = 20261123
MOST_ROWS = 100_000
DAY = date(2026, 11, 1)
COMMODITIES = ("oil", "oil", "oil", "gas", "uranium")


@dataclass(frozen=True, slots=True)
class Asked:
    """One random question; empty texts leave a rule out."""

    origin: str
    destination: str
    commodity: str
    avoid_country: str
    avoid_asset: str
    status: str


def random_questions(material: Material, count: int, seed: int = SEED) -> Iterator[Asked]:
    """Give questions with a chance of an answer: ends that the commodity leaves and reaches, rules that may bind."""
    chance = Random(seed)
    while count:
        commodity = chance.choice(COMMODITIES)
        legs = [one for one in material.of("FLOWS_TO") if commodity in texts(one.properties, "commodity")]
        starts = sorted({one.start for one in legs})
        origin = chance.choice([*starts, *_producers(material, commodity)])
        ends = sorted(_reached(legs, _entries(material, origin)))
        destination = chance.choice([*ends, *_wholes(material, ends), *_countries(material, ends)])
        if _lies_in(material, origin, destination):
            continue
        countries = sorted({one for leg in legs for one in texts(leg.properties, "countries")})
        assets = sorted({one for leg in legs if (one := text(leg.properties, "asset"))})
        yield Asked(
            origin, destination, commodity,
            chance.choice(countries) if chance.random() < 0.6 else "",
            chance.choice([*assets, *starts]) if chance.random() < 0.3 else "",
            chance.choice(("", "operating")),
        )  # fmt: skip
        count -= 1


def _entries(material: Material, origin: str) -> set[str]:
    """Give the site itself, or those that the fields of a country feed."""
    fed = {one.end for one in material.of("FEEDS") if _country(material, one.start) == origin}
    return fed or {origin}


def _reached(legs: list[Relation], starts: set[str]) -> set[str]:
    """Give every site that some leg leads to, directly or over others."""
    found: set[str] = set()
    waiting = set(starts)
    while waiting:
        waiting = {one.end for one in legs if one.start in waiting} - found
        found |= waiting
    return found


def _lies_in(material: Material, origin: str, destination: str) -> bool:
    """Tell whether a route would start where it ends, which neither way of asking answers alike."""
    parts = {one.start for one in material.of("PART_OF") if one.end == destination}
    return destination in {origin, _country(material, origin)} or bool(parts & {origin, *_entries(material, origin)})


def _country(material: Material, key: str) -> str | None:
    return text(material.entities[key].properties, "country")


def _producers(material: Material, commodity: str) -> list[str]:
    """Give the countries of which enough fields are told; of others the engine takes more entries than their fields."""
    fields: dict[str, set[str]] = {}
    for one in material.of("FEEDS"):
        facts = material.entities[one.start].properties
        country = text(facts, "country")
        if country and commodity in texts(facts, "commodity"):
            fields.setdefault(country, set()).add(one.start)
    return sorted(country for country, told in fields.items() if len(told) >= A_LIST_OF_FIELDS)


def _wholes(material: Material, sites: list[str]) -> list[str]:
    """Give the markets and regions of sites."""
    found = {one.end for one in material.of("PART_OF") if one.start in sites}
    return sorted(one for one in found if material.entities[one].labels & {"Market", "Region"})


def _countries(material: Material, sites: list[str]) -> list[str]:
    return sorted({one for site in sites if (one := _country(material, site))})


def by_engine(material: Material, asked: Asked) -> list[Row]:
    """Answer by the engine's names, rules and search; the state of a leg is the stored one, as Cypher sees it."""
    avoid = tuple(one for one in (asked.avoid_country, asked.avoid_asset) if one)
    question = Question(asked.origin, asked.destination, DAY, avoid=avoid, commodity=asked.commodity)
    try:
        case = prepare(material, question)
    except UsageError:  # one end lies in the other, or no leg of the commodity touches it: no rows
        return []
    stored = {one.id: text(one.properties, "status") for one in material.of("FLOWS_TO")}

    def may_use(leg: Leg) -> bool:
        fits = not asked.status or stored[leg.id] == asked.status
        return fits and not any(rule.forbids(leg, case.network) for rule in case.rules)

    return routes_rows([leg for leg in case.network.legs if may_use(leg)], case.between)


def by_cypher(store: Store, asked: Asked) -> list[Row]:
    """Answer by the question ``routes`` of the catalogue; longer chains than the engine's rows are left out."""
    words = [
        f"origin={asked.origin}", f"destination={asked.destination}", f"commodity={asked.commodity}",
        f"avoid_country={asked.avoid_country}", f"avoid_asset={asked.avoid_asset}", f"status={asked.status}",
        f"limit={MOST_ROWS}",
    ]  # fmt: skip
    rows = ask(store, "routes", words).dicts()
    return sorted((row["legs"], tuple(row["sites"]), tuple(row["leg_ids"])) for row in rows if row["legs"] <= MOST_LEGS)


def differences(store: Store, count: int, seed: int = SEED) -> tuple[int, list[tuple[Asked, list[Row], list[Row]]]]:
    """Ask ``count`` questions; give the number of rows in all, and every question whose rows differ."""
    material = read_material(store)
    rows, found = 0, []
    for asked in random_questions(material, count, seed):
        engine, cypher = by_engine(material, asked), by_cypher(store, asked)
        rows += len(engine)
        if engine != cypher:
            found.append((asked, engine, cypher))
    return rows, found


def main(arguments: list[str]) -> int:
    """Load the reference tables into a store of its own, ask, and say what differed."""
    from graph.store.embedded.server import stop_server
    from tests.reference import load_reference

    count = int(arguments[0]) if arguments else 500
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        try:
            load_reference(settings)
            with open_store(settings) as store:
                rows, found = differences(store, count)
        finally:
            stop_server(settings)
    for asked, engine, cypher in found:
        only = [row for row in engine if row not in cypher], [row for row in cypher if row not in engine]
        print(f"{asked}: only by the engine {only[0][:2]}, only by Cypher {only[1][:2]}")
    print(f"{count} questions, {rows} rows, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
