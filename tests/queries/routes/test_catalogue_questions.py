"""Questions of the catalogue that say in Cypher what the route commands compute, on the reference graph."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from queries.catalogue.run import ask
from queries.names import Names
from queries.network.build import build_network
from queries.network.reading import read_material
from queries.routes.avoid import Control
from queries.routes.consents import consents

DAY = date(2026, 11, 1)


def rows_of(store: Store, name: str, *words: str) -> list[dict[str, Any]]:
    return ask(store, name, words).dicts()


def test_the_owners_of_a_leg_are_those_of_the_avoidance(reference_settings: Settings) -> None:
    with open_store(reference_settings) as store:
        material = read_material(store)
        rows = rows_of(store, "legs-by-owner", "country=RU", "share=1", f"day={DAY}")
    control = Control(material, DAY)
    owners = control.of_country("RU")
    assert len(rows) >= 5
    for row in rows:
        low, _ = control.ownership.share(owners - {row["asset"]}, row["asset"])
        assert row["share"] == pytest.approx(low, abs=1e-3)


def test_shares_in_the_end_are_those_of_the_engine(reference_settings: Settings) -> None:
    with open_store(reference_settings) as store:
        material = read_material(store)
        rows = rows_of(store, "effective-owners", "asset=cpc", f"day={DAY}")
    ownership = Control(material, DAY).ownership
    held = {row["owner"]: row["share"] for row in rows}
    assert held["transneft"] == pytest.approx(31)  # 24 itself, 7 through CPC Company
    for owner, share in held.items():
        assert ownership.share(frozenset({owner}), "cpc")[0] == pytest.approx(share, abs=1e-3)


def test_consents_of_named_legs(reference_settings: Settings) -> None:
    keys = ["e_ak_baku", "e_baku_sang", "e_btc"]
    with open_store(reference_settings) as store:
        material = read_material(store)
        rows = rows_of(store, "consents", f"legs={' '.join(keys)}")
    network = build_network(material, "oil", DAY)
    legs = {leg.id: leg for leg in network.legs}
    expected = {one.country for one in consents([legs[key] for key in keys], network)}
    assert {row["country"] for row in rows} == expected == {"KZ", "AZ", "GE", "TR"}
    assert Names(material.entities.values()).resolve("KZ", ("Country",)).id in expected
