"""Figures and shares in a row: what one part of a sentence leaves out is taken from the part or sentence before."""

# ruff: noqa: E501 - one row, one construction

from __future__ import annotations

import pytest

from loaders.extraction.numbers import parse_number
from tests.loaders.extraction.reading import claims

SHARES = [
    ("en", "In BTC, SOCAR owns 32.97 percent, Eni and TotalEnergies 5 percent each.", {("socar", 32.97), ("eni", 5), ("total", 5)}),
    ("en", "As for owners of BTC, Itochu is left with 3.4 percent, and ExxonMobil and Inpex hold two and a half percent apiece.", {("itochu", 3.4), ("exxon", 2.5), ("inpex", 2.5)}),
    ("en", "Among BTC shareholders MOL holds 8.9 percent, Itochu 3.4.", {("mol", 8.9), ("itochu", 3.4)}),
    ("ru", "Акционеры КТК: Казахстану принадлежит 20,75%, ещё по 2% у Eni и Shell.", {("KZ", 20.75), ("eni", 2), ("shell", 2)}),
    ("ru", "Тридцать процентов TANAP у турецкой BOTAŞ, 12% у bp, ещё семь имеет SOCAR.", {("botas", 30), ("bp", 12), ("socar", 7)}),
    ("ru", "Доля ЛУКОЙЛа в КТК – 12,5%.", {("lukoil", 12.5)}),
]  # fmt: skip

FLOWS = [
    ("ru", "По КТК в 2023 году прошло 56 млн тонн, ещё 8 млн т приняла система Атырау – Самара.", {("cpc", 56, "2023"), ("uas", 8, "2023")}),
    ("en", "In 2023 the CPC pipeline carried 56 million tonnes, including 50 million of Kazakh origin.", {("cpc", 56, "2023"), ("cpc", 50, "2023")}),
    ("en", "The CPC pipeline carried 56 million tonnes in 2023 and some 58 million in 2024.", {("cpc", 56, "2023"), ("cpc", 58, "2024")}),
    ("ru", "Из Актау в Махачкалу за 2024 год ушло 1,9 млн тонн, в Баку – 1,2 млн.", {("aktau", 1.9, "2024"), ("aktau", 1.2, "2024")}),
    ("en", "Last month BTC ran as usual. It shipped 2.5 million tonnes in March 2025.", {("btc", 2.5, "2025-03")}),
]  # fmt: skip


PRODUCED = [
    ("ru", "Тенгиз в 2024 году добыл 27 млн тонн нефти, Кашаган – 17 млн.", {("tengiz_field", 27, "2024"), ("kashagan_field", 17, "2024")}),
    ("en", "In 2024 Kazakhstan produced 87.7 million tonnes of oil, compared with 89.9 million in 2023.", {("KZ", 87.7, "2024"), ("KZ", 89.9, "2023")}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "wanted"), PRODUCED)
def test_each_field_has_its_production(lang: str, sentence: str, wanted: set[tuple[str, float, str]]) -> None:
    found = {(c.about[0], c.value.amount, c.when) for c in claims(lang, sentence) if c.type == "production" and c.value}
    assert found == wanted


def test_a_flow_across_the_sea_is_told_where_it_leaves() -> None:
    text = "Some 250,000 tonnes took the Aktau-Baku-Ceyhan route in 2022. A year later it was 1.4 million."
    found = [(c.about, c.value.amount, c.when) for c in claims("en", text) if c.type == "volume" and c.value]
    assert found == [(("aktau",), 250000, "2022"), (("aktau",), 1400000, "2023")]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The CPC pipeline handles about 1% of global oil supply and more than 80% of Kazakhstan's oil exports."),
        ("ru", "Через КТК проходит около 80% казахстанского экспорта нефти и 1% мировых поставок."),
    ],
)
def test_a_share_of_exports_beside_one_of_the_world(lang: str, sentence: str) -> None:
    found = [(c.about, c.role("of"), c.value.amount) for c in claims(lang, sentence) if c.type == "share" and c.value]
    assert found == [(("cpc",), ("KZ",), 80)]


@pytest.mark.parametrize(("lang", "sentence", "wanted"), SHARES)
def test_each_owner_gets_its_share(lang: str, sentence: str, wanted: set[tuple[str, float]]) -> None:
    found = {(c.role("owner")[0], c.value.amount) for c in claims(lang, sentence) if c.type == "ownership" and c.value}
    assert found == wanted


@pytest.mark.parametrize(("lang", "sentence", "wanted"), FLOWS)
def test_each_part_has_its_carrier_amount_and_time(
    lang: str, sentence: str, wanted: set[tuple[str, float, str]]
) -> None:
    found = {(c.about[0], c.value.amount, c.when) for c in claims(lang, sentence) if c.type == "volume" and c.value}
    assert found == wanted


@pytest.mark.parametrize(
    ("lang", "sentence", "about", "amount"),
    [
        ("ru", "Газопровод TANAP, пропускающий 16 млрд кубометров в год, полон.", "tanap", 16),
        ("en", "The CPC pipeline is able to carry 83 million tonnes.", "cpc", 83),
        ("en", "BTC is rated at 1.2 million barrels a day.", "btc", 1.2),
    ],
)
def test_a_capacity_is_a_fact_a_year(lang: str, sentence: str, about: str, amount: float) -> None:
    found = [c for c in claims(lang, sentence) if c.type == "capacity"]
    assert [(c.about[0], c.value.amount, c.modality.value) for c in found if c.value] == [(about, amount, "fact")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("пятьдесят один", 51), ("двенадцать с половиной", 12.5), ("fifty-one", 51), ("two and a half", 2.5), ("семь", 7)],
)
def test_numbers_in_words(text: str, number: float) -> None:
    assert parse_number(text, "ru") == number


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Storage at the CPC terminal holds 1.3 million tonnes."),
        ("ru", "Запасы Тенгиза оцениваются в 1 млрд тонн нефти."),
        ("en", "Exports through CPC rose by 2 million tonnes."),
        ("en", "The Sea Star was carrying 140,000 tonnes of crude when it left."),
    ],
)
def test_what_is_no_flow_makes_no_volume(lang: str, sentence: str) -> None:
    assert [c for c in claims(lang, sentence) if c.type in {"volume", "capacity"}] == []
