"""Who is who in a deal and on a way: sellers and buyers, where oil starts, what it passes and where it ends."""

from __future__ import annotations

import pytest

from tests.loaders.extraction.reading import claims, find

SALES = [
    ("en", "Hungary's MOL closed the purchase of Chevron's 9.57 percent interest in the ACG fields.", "chevron", "mol"),
    ("en", "Equinor sold its stake in BTC to Azerbaijan's state oil company, SOCAR.", "equinor", "socar"),
    ("ru", "Equinor продала свою долю в нефтепроводе БТД компании SOCAR.", "equinor", "socar"),
]


@pytest.mark.parametrize(("lang", "text", "seller", "buyer"), SALES)
def test_a_sale_has_its_two_sides(lang: str, text: str, seller: str, buyer: str) -> None:
    sale = next(c for c in claims(lang, text) if c.type == "ownership_change")
    assert (sale.role("seller"), sale.role("buyer")) == ((seller,), (buyer,))


WAYS = [
    (
        "en",
        "Kazakh oil goes by tanker from Aktau to Baku and on by rail to Batumi.",
        ("aktau",),
        ("baku",),
        ("batumi",),
    ),
    ("ru", "Туркменскую нефть везут морем в Баку, оттуда по БТД в Джейхан.", (), ("baku", "btc"), ("ceyhan",)),
]


@pytest.mark.parametrize(("lang", "text", "start", "passed", "end"), WAYS)
def test_a_way_told_leg_by_leg_is_one_route(
    lang: str, text: str, start: tuple[str, ...], passed: tuple[str, ...], end: tuple[str, ...]
) -> None:
    route = find(claims(lang, text), "route")
    assert (route.role("from"), route.role("via"), route.role("to")) == (start, passed, end)


def test_the_owner_of_a_party_is_no_party() -> None:
    deal = find(
        claims("en", "KazMunayGas and Azerbaijan's state oil company, SOCAR, signed a deal on BTC."), "agreement"
    )
    assert deal.role("parties") == ("kmg", "socar")


def test_where_a_transit_goes_is_no_party() -> None:
    text = "«Газпром» подписал с Казахстаном контракт на транзит российского газа в направлении Узбекистана."
    assert set(find(claims("ru", text), "agreement").role("parties")) == {"gazprom", "KZ"}


def test_a_country_that_ends_the_name_of_a_company_buys_nothing() -> None:
    sale = find(claims("en", "SOCAR Turkey will buy 7% of shares in the TANAP project."), "ownership_change")
    assert sale.role("buyer") == ("socar",)


def test_a_ship_behind_an_adjective_is_named() -> None:
    cargo = find(claims("en", "The Kazakh tanker Taraz left the port of Aktau for Baku."), "shipment", "aktau")
    assert (cargo.role("vessel"), cargo.role("to")) == (("new:Taraz",), ("baku",))


def test_a_project_that_was_given_up_says_so() -> None:
    plan = find(claims("en", "Kazakhstan has abandoned plans to build the Eskene-Kuryk pipeline."), "expansion")
    assert (plan.modality.value, plan.role("outcome")) == ("plan", ("abandoned",))


def test_who_says_that_it_bought_is_the_buyer() -> None:
    text = "LUKOIL said it had bought a 15.5 percent interest in Shah Deniz from Equinor."
    sale = find(claims("en", text), "ownership_change")
    assert (sale.role("seller"), sale.role("buyer")) == (("equinor",), ("lukoil",))
