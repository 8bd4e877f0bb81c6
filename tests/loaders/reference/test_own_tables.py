"""The tables of the package: complete, clean, and with their conflicts side by side."""

from __future__ import annotations

import re

from graph.fuse.book import fuse
from graph.model.claim import Claim, Modality, Trust
from graph.model.units import crude_mt
from loaders.reference.table import Table
from loaders.reference.transform import TRANSFORMS, table_claims

COUNTS = {
    "countries": 50, "commodities": 6, "companies": 86, "fields": 19, "sites": 104, "pipelines": 53, "legs": 111,
    "courses": 54, "regions": 9, "feeds": 18, "operators": 141, "ownership": 239, "locations": 48, "figures": 434,
    "status": 252, "volumes": 144, "events": 206, "sanctions": 32,
}  # fmt: skip


def _capacities(claims: list[Claim], entity: str) -> dict[float, list[Claim]]:
    found: dict[float, list[Claim]] = {}
    for claim in claims:
        if claim.type == "capacity" and claim.about == (entity,) and claim.value:
            found.setdefault(claim.value.amount, []).append(claim)
    return found


def test_every_row_of_every_table_loads(tables: dict[str, Table]) -> None:
    assert {name: len(table.rows) for name, table in tables.items()} == COUNTS
    assert set(TRANSFORMS) == set(COUNTS)
    assert [str(problem) for table in tables.values() for problem in table_claims(table).problems] == []


def test_every_claim_stands_alone_and_cites_a_document(tables: dict[str, Table], claims: list[Claim]) -> None:
    documents = {document.id for table in tables.values() for document in table_claims(table).documents}
    assert len({claim.id for claim in claims}) == len(claims) > 1900
    assert {claim.document for claim in claims} <= documents
    assert all(claim.quote and claim.start == claim.end > 1 for claim in claims)


def test_own_knowledge_is_visibly_weaker(claims: list[Claim]) -> None:
    curated = [claim for claim in claims if claim.document == "curator"]
    assert len(curated) > 300
    assert {claim.trust for claim in curated} == {Trust.UNVERIFIED}


def test_no_package_registry_is_cited(claims: list[Claim]) -> None:
    assert not [c for c in claims if re.search(r"/(simple|packages|crates)/", c.quote + c.document)]


def test_conflicting_capacities_of_cpc_stay_side_by_side(claims: list[Claim]) -> None:
    found = _capacities(claims, "cpc")
    assert {67.0, 72.5, 81.5, 83.0} <= set(found)
    assert {claim.first("scope") for claim in found[72.5]} == {"Kazakh section"}
    assert {claim.first("scope") for claim in found[83.0]} == {"Russian section"}
    assert found[67.0][0].when == "2018/2022"


def test_aktau_has_three_figures_and_the_design_is_low(claims: list[Claim]) -> None:
    trusts = {amount: max(c.trust for c in held) for amount, held in _capacities(claims, "aktau").items()}
    assert trusts == {5.2: Trust.HIGH, 7.5: Trust.HIGH, 12.0: Trust.LOW}


def test_a_figure_for_all_cargo_is_marked_so(claims: list[Claim]) -> None:
    for site in ("kuryk", "alat", "turkmenbashi"):
        held = [claim for group in _capacities(claims, site).values() for claim in group]
        assert held and all(claim.role("cargo") for claim in held)


def test_contracts_and_targets_are_no_physical_capacity(claims: list[Claim]) -> None:
    for leg in ("leg:e_ak_baku", "leg:e_ak_sang", "leg:e_ak_makh"):
        held = [claim for group in _capacities(claims, leg).values() for claim in group]
        assert held and all(claim.role("scope") for claim in held)


def test_the_stake_with_two_names_is_marked(claims: list[Claim]) -> None:
    rival = [c for c in claims if c.type == "ownership" and c.role("owner") == ("lukoil_international",)]
    assert [(c.about, c.role("same_stake_as"), c.trust) for c in rival] == [(("cpc",), ("lukarco",), Trust.LOW)]


def test_owners_of_cpc_are_eleven_and_hold_all(claims: list[Claim]) -> None:
    shares = {
        claim.role("owner")[0]: claim.value.amount
        for claim in claims
        if claim.type == "ownership" and claim.about == ("cpc",) and claim.value and not claim.role("same_stake_as")
    }
    assert len(shares) == 11
    assert sum(shares.values()) == 100.0
    assert shares["transneft"] + shares["cpc_company"] == 31.0
    assert shares["kmg"] + shares["kpv"] == 20.75


def test_interruptions_of_2022_are_told_with_both_court_days(claims: list[Claim]) -> None:
    stops = {c.when for c in claims if c.type == "ruling" and c.role("outcome") == ("stop",)}
    fines = {(c.when, c.value.amount, c.value.unit) for c in claims if c.role("outcome") == ("fine",) and c.value}
    assert stops == {"2022-07-05", "2022-07-06"}
    assert fines == {("2022-07-11", 200000.0, "rub")}
    assert any(c.type == "restriction" and c.when == "2022-06-15/2022-07-05" for c in claims)
    assert any(c.type == "suspension" and c.when == "2022-08-22/.." for c in claims)


def test_first_cargoes_name_their_tankers(claims: list[Claim]) -> None:
    ships = {
        c.first("vessel"): (c.when, c.first("origin")) for c in claims if c.type == "shipment" and c.role("vessel")
    }
    assert ships["new:President Heydar Aliyev"] == ("2023-03-23", "tengiz_field")
    assert ships["new:Taraz"] == ("2025-01-25", "kashagan_field")


def test_licences_protect_cpc_after_the_sanctions(claims: list[Claim]) -> None:
    hit = {c.about for c in claims if c.type == "sanction" and c.when == "2025-10-22" and "ofac" in c.role("by")}
    licences = {c.first("instrument") for c in claims if c.type == "exemption" and "cpc" in c.about}
    assert hit == {("lukoil",), ("rosneft",)}
    assert {"GL 124", "GL 124A", "GL 124B"} <= licences


def test_plans_and_rival_totals_keep_their_modality(claims: list[Claim]) -> None:
    year = [
        c for c in claims if c.type == "volume" and c.about == ("cpc",) and c.when == "2024" and not c.role("origin")
    ]
    assert {c.value.amount for c in year if c.value} == {63.01, 68.6}
    december = {
        c.modality: c.value for c in claims if c.about == ("cpc",) and c.when == "2025-12" and not c.role("origin")
    }
    fact, plan = december[Modality.FACT], december[Modality.PLAN]
    assert fact and plan and (fact.amount, plan.amount, fact.unit) == (1.14, 1.7, "mb/d")
    assert round(crude_mt(fact.amount, fact.unit) or 0, 1) == 56.8


def test_status_of_the_lost_mooring_changes_with_the_attack(claims: list[Claim]) -> None:
    told = {(c.first("status"), c.when) for c in claims if c.type == "status" and c.about == ("cpc_spm2",)}
    assert ("operating", "2025-04-30/2025-11-28") in told
    assert ("out_of_service", "2025-11-29/..") in told


def test_a_leg_touches_the_countries_of_its_ends(tables: dict[str, Table]) -> None:
    country = {row["id"]: row["country"] for row in tables["sites"].rows}
    for leg in tables["legs"].rows:
        ends = {country[leg["from"]], country[leg["to"]]} - {""}
        assert ends <= set(leg.many("countries")), leg["id"]


def test_fused_tables_name_every_site(tables: dict[str, Table], claims: list[Claim]) -> None:
    nodes, _ = fuse(claims)
    nameless = [node.id for node in nodes if "Site" in node.labels and "name_en" not in node.properties]
    aktau = next(node for node in nodes if node.key == ("Entity", "aktau"))
    assert nameless == []
    assert (aktau.properties["capacity_low"], aktau.properties["capacity_high"]) == (5.2, 7.5)
