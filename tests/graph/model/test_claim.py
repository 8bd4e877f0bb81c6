"""Claims: the vocabulary is kept, identity is what is said and where."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import InvalidClaim
from graph.model.claim import Claim, Quantity, make_roles
from graph.model.identity import is_leg, leg_entity_id, new_entity_id
from graph.model.vocabulary import claim_types


def suspension(**more: Any) -> Claim:
    given: dict[str, Any] = {
        "type": "suspension", "about": ("cpc",), "item": "a", "document": "a", "quote": "Суд остановил КТК.",
        "roles": make_roles({"by": ["RU"]}), "value": Quantity(30, "day"), "when": "XXXX-07",
    }  # fmt: skip
    return Claim(**(given | more))


def test_same_statement_same_id_whatever_the_type_of_its_number() -> None:
    assert suspension().id == suspension(value=Quantity(30.0, "day")).id


@pytest.mark.parametrize(
    "change", [{"when": "2022-07"}, {"item": "b"}, {"said_by": ("KZ",)}, {"start": 5}, {"about": ("btc",)}]
)
def test_another_statement_another_id(change: dict[str, object]) -> None:
    assert suspension(**change).id != suspension().id


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "rumour"}, '"rumour" is no claim type'),
        ({"roles": make_roles({"owner": ["kmg"]})}, 'has no role "owner"'),
        ({"about": ()}, "needs something it is about"),
        ({"when": "soon"}, "is no EDTF time"),
        ({"value": Quantity(5, "Mt")}, 'cannot carry "Mt"'),
        ({"value": Quantity(-1, "day")}, "is no possible amount"),
        ({"value": Quantity(5, "day", 3)}, "is no possible amount"),
    ],
)
def test_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidClaim, match=reason):
        suspension(**change)


def test_a_share_over_a_hundred_is_refused() -> None:
    with pytest.raises(InvalidClaim, match="not possible"):
        Claim("ownership", ("cpc",), "a", "a", "q", value=Quantity(101, "percent"))


def test_roles_are_canonical() -> None:
    assert make_roles({"to": ["b", "b"], "from": ["a"], "via": []}) == (("from", ("a",)), ("to", ("b",)))


def test_every_type_of_the_contract_is_there() -> None:
    contract = [
        "ownership", "ownership_change", "operation", "participation", "capacity", "length", "course",
        "volume", "share", "production", "loss", "rank", "route", "reroute", "route_search", "shipment",
        "agreement", "suspension", "restriction", "resumption", "attack", "accident", "repair", "ruling",
        "sanction", "exemption", "instruction", "commissioning", "decommissioning", "expansion",
    ]  # fmt: skip
    assert set(contract) <= set(claim_types())
    assert all(not claim_types()[name].tables_only for name in contract)


def test_identity_helpers() -> None:
    assert new_entity_id(" «Дэниел  Розенблюм» ") == "new:Дэниел Розенблюм"
    assert is_leg(leg_entity_id("e_ak"))
    assert leg_entity_id("leg:e_ak") == "leg:e_ak"


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -1.0])
def test_an_amount_that_is_no_number_is_refused(amount: float) -> None:
    with pytest.raises(InvalidClaim, match="no possible amount"):
        suspension(value=Quantity(amount, "day"))


def test_the_upper_end_of_a_share_stays_below_the_whole() -> None:
    with pytest.raises(InvalidClaim, match="share of 120"):
        Claim("ownership", ("cpc",), "a", "a", "…", value=Quantity(90, "percent", amount_to=120))
