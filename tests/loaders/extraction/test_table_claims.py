# ruff: noqa: E501 - a table is told in one line
"""Tables: what a row, its column and the words above say together of one figure, and what says nothing for sure."""

from __future__ import annotations

import pytest

from loaders.extraction.grid import tables_of
from tests.loaders.extraction.reading import Text, claims
from tests.loaders.extraction.test_phrasing import told

RU = "Прокачка по нефтепроводам, млн тонн\n| Маршрут | 2024 | 2025 | изм., % |\n| КТК | 63,0 | 70,5 | +11,9 |\n| Итого | 63,0 | 70,5 | |"
EN = "Oil pipelines of the Caspian\n| Pipeline | Length, km | Capacity, million tonnes per year | Price |\n| CPC | 1,511 | 83 | 38 |"


def said(lang: str, text: str, title: str = "") -> list[str]:
    return sorted(told(c) for c in claims(lang, text, "2026-02-10", title))


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", RU, ["volume | cpc | 63 Mt | 2024 | fact", "volume | cpc | 70.5 Mt | 2025 | fact"]),
        ("en", EN, ["capacity | cpc | 83 Mt/y | - | fact", "length | cpc | 1511 km | - | fact"]),
        (
            "ru",
            "Добыча в 2025 году, тыс. т\n| Месторождение | янв. | фев. | мар. (прогноз) |\n| Тенгиз | 3 300 | 2 950 | 3 100 |",
            ["production | tengiz_field | 2950 kt | 2025-02 | fact", "production | tengiz_field | 3300 kt | 2025-01 | fact"],
        ),
        (
            "en",
            "Shareholders of CPC\n| Company | Share, % |\n| Transneft | 24 |\n| Steppe Ventures LLC | 1.75 |\n| Others | 9 |",
            ["ownership | cpc | 1.75 percent | - | fact", "ownership | cpc | 24 percent | - | fact"],
        ),
        (
            "ru",
            "| Год | КТК, млн т | БТД, млн т | Курс доллара |\n| 2024 | 63,0 | 29,6 | 470 |\n| 2026 (план) | 74,0 | – | 520 |",
            ["volume | btc | 29.6 Mt | 2024 | fact", "volume | cpc | 63 Mt | 2024 | fact", "volume | cpc | 74 Mt | 2026 | plan"],
        ),
        (
            "en",
            "Oil exports via BTC by destination, kt\n| Destination | Jan-Sep 2025 | 9M 2024 |\n| Italy | 8,120 | 7,900 |",
            ["volume | btc | 7900 kt | 2024-01/2024-09 | fact", "volume | btc | 8120 kt | 2025-01/2025-09 | fact"],
        ),
        (
            "ru",
            "В таблице ниже – экспорт казахстанской нефти в 2022 году.\n| Маршрут | Объём, млн тонн | Доля, % |\n| КТК [1] | 52 | 81 |",
            ["share | cpc | 81 percent | 2022 | fact", "volume | cpc | 52 Mt | 2022 | fact"],
        ),
        (
            "en",
            "| Pipeline | In service since | Operator | Chief |\n| BTC | 2006 | bp | 1999 |\n| CPC | soon | n/a | – |",
            ["commissioning | btc | - | 2006 | fact", "operation | btc | - | - | fact"],
        ),
        (
            "en",
            "Export pipelines (capacity and flow)\n| | Unit | 2023 |\n| BTC, total throughput | mln tons | 30.2 |\n| Total throughput | mln tons | 60.4 |",
            ["volume | btc | 30.2 Mt | 2023 | fact"],
        ),
        (
            "en",
            "Pipeline gas deliveries to China, bcm\n| Supplier | 2023 |\n| Turkmenistan | 30.5 |\n| China | 1.2 |",
            ["volume | TM | 30.5 bcm | 2023 | fact"],
        ),
        (
            "en",
            "Output, mn t\n| | 2023 | 2024f |\n| Tengiz (TCO) | 28.9 | 30.0 |\n| CPC (Russia) | 1 | 2 |",
            ["production | tengiz_field | 28.9 Mt | 2023 | fact"],
        ),
        (
            "ru",
            "| Перевезено нефти, тыс. тонн | I полугодие 2025 | I полугодие 2024 |\n| Актау – Баку | 801 | 733 |\n| Чёрное море | 4 300 | 4 100 |",
            ["volume | aktau | 733 kt | 2024-01/2024-06 | fact", "volume | aktau | 801 kt | 2025-01/2025-06 | fact"],
        ),
        (
            "ru",
            "Казатомпром: результаты\n| | 2024 | Изм. |\n| Объём производства урана (100%), тU | 23 270 | 10% |",
            ["production | kap | 23270 tU | 2024 | fact"],
        ),
        (
            "ru",
            "| Страна | 2024, тыс. тонн | 2024, млн долл. |\n| Италия | 21 306 | 13 001 |\n| прочие | 5 | 6 |",
            ["volume | KZ | 21306 kt | 2024 | fact"],
        ),
        (
            "ru",
            "Нефтепровод Баку – Супса\n| Показатель | Ед. изм. | 2025 |\n| Протяжённость | км | 830 |\n| Пропускная способность | млн т/год | 7 |",
            ["capacity | wrep | 7 Mt/y | 2025 | fact", "length | wrep | 830 km | 2025 | fact"],
        ),
    ],
)  # fmt: skip
def test_a_cell_says_what_its_row_column_and_caption_say(lang: str, text: str, expected: list[str]) -> None:
    titles = {"| Год": "Трубопроводы: перекачка", "| Страна": "Экспорт нефти из Казахстана по странам"}
    title = next((title for start, title in titles.items() if text.startswith(start)), "")
    assert said(lang, text, title) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Прокачка нефти, млн тонн\n| Маршрут | Доля в 2025 году, % |\n| КТК | 63,0 |"),  # of whose
        ("ru", "| Маршрут | 2024 | 2025 |\n| КТК | 63,0 | 70,5 |"),  # neither what nor in which unit
        ("ru", "Прокачка\n| Маршрут | 2024 |\n| КТК | 63,0 |"),  # no unit
        ("ru", "Прокачка, млн тонн\n| Маршрут | Объём |\n| КТК | 63,0 |"),  # no time
        ("ru", "Прокачка, млн тонн\n| Маршрут | 2025 к 2024 |\n| КТК | 111,9 |"),
        ("ru", "Прокачка, млн тонн\n| Маршрут | 2025 |\n| КТК | 70,5 [1] |\n| БТД | 27,1* |\n| в т.ч. КТК | 9 |"),
        ("ru", "Прокачка, млн тонн\n| Маршрут | 2025 |\n| КТК | 70,5 → |\n| БТД | +3 |\n| Баку – Супса | 0 |"),
        ("ru", "Прокачка, млн тонн\n| Маршрут | 2027 |\n| КТК | 83 |"),  # ahead, and nobody calls it a plan
        ("ru", "Импорт нефтепродуктов, тыс. т\n| Порт | 2025 |\n| Актау | 70,5 |"),
        ("ru", "Протяжённость\n| Нефтепровод | км |\n| КТК | 1.511 |"),  # thousands or thousandths
        ("en", "Throughput, Mt\n| Pipeline | Jan-25 |\n| CPC | 5.1 |"),  # a day or a year
        ("en", "Cargo of ports in 2025, million tonnes\n| Port | Total cargo | Dry cargo |\n| Aktau | 5.1 | 1.2 |"),
        ("en", "Throughput in 2025, Mt\n| Pipeline | via CPC |\n| BTC | 5.1 |"),  # two things
        ("en", "Commissioning\n| Pipeline | Year opened |\n| BTC | 2031 |\n| CPC (Russia) | 2001 |"),
        ("en", "| USD | 512.3 | +0.3 |\n| EUR | 598.1 | -0.1 |\n| Brent | 63.2 | +1.1 |"),
        ("en", "Weather on Tuesday\n| City | Day, C | Night, C |\n| Aktau | 12 | 5 |\n| Baku | 14 | 9 |"),
    ],
)
def test_unsure_means_none(lang: str, text: str) -> None:
    assert said(lang, text) == []


LISTS = [
    (
        "ru",
        "За девять месяцев 2025 года экспортировано:\n– КТК: 52,3 млн тонн (+3%);\n– порт Актау – 2,6 млн тонн нефти, рост на 4%;\n– Атырау – Самара: около 6,8 млн т.",
        ["volume | aktau | 2.6 Mt | 2025-01/2025-09 | fact", "volume | cpc | 52.3 Mt | 2025-01/2025-09 | fact", "volume | uas | 6.8 Mt | 2025-01/2025-09 | fact"],
    ),
    (
        "en",
        "Production in January-September 2025, million tonnes:\n- Tengiz: 29.9 (+41%)\n- Operators: many\n- Kashagan – 13.4\nTotal: 75.7",
        ["production | kashagan_field | 13.4 Mt | 2025-01/2025-09 | fact", "production | tengiz_field | 29.9 Mt | 2025-01/2025-09 | fact"],
    ),
    (
        "ru",
        "В 2027 году планируется прокачать по КТК и БТД:\n1. КТК – до 80 млн тонн;\n2. БТД – 30 млн тонн.",
        ["volume | btc | 30 Mt | 2027 | plan", "volume | cpc | 80 Mt | 2027 | plan"],
    ),
    (
        "en",
        "CPC throughput by year, Mt:\n* 2023: 63.5\n* 2024 – 63.0 (down 0.8%)",
        ["volume | cpc | 63 Mt | 2024 | fact", "volume | cpc | 63.5 Mt | 2023 | fact"],
    ),
    (
        "ru",
        "Акционеры КТК:\n- ПАО «Транснефть» (доверительное управление) (24%);\n- Steppe Ventures LLC (1,75%).",
        ["ownership | cpc | 1.75 percent | - | fact", "ownership | cpc | 24 percent | - | fact"],
    ),
    ("ru", "Если войны не будет, в 2025 году можно прокачать:\n– КТК: 80 млн тонн;\n– БТД: 30 млн тонн.", []),
    ("ru", "Мощности вырастут до, млн тонн в год:\n– КТК: 83;\n– БТД: 60.", []),
    ("ru", "За 2025 год прокачка изменилась так:\n– КТК: на 3%;\n– БТД: минус 4%.", []),
    ("ru", "Новости дня:\n– КТК: 5 ноября;\n– БТД: 7 ноября.", []),
    ("en", "Oil moved in 2025. Prices on Monday were these:\n- Brent: 63.2\n- CPC Blend: 61.0\n- BTC: 64.1", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "expected"), LISTS)
def test_a_list_under_a_line_that_says_what_is_counted(lang: str, text: str, expected: list[str]) -> None:
    assert said(lang, text) == expected


def test_the_evidence_is_the_row_with_heading_and_caption() -> None:
    first, second = claims("ru", RU, "2026-02-10")
    assert first.quote == second.quote == RU[: RU.index("\n| Итого")]
    body = Text(RU, "ru").body
    assert body[first.start : first.end] == first.quote


def test_the_evidence_in_a_long_table_is_the_row() -> None:
    text = RU.replace(
        "| Итого", "".join(f"| Порт {n} | {n},5 | - | |\n" for n in range(60)) + "| БТД | 29,6 | - | |\n| Итого"
    )
    last = max(claims("ru", text, "2026-02-10"), key=lambda c: c.start)
    assert last.about == ("btc",)
    assert last.quote == "| БТД | 29,6 | - | |"


def test_long_cells_are_read_as_sentences() -> None:
    text = "| 2022 | В июле 2022 года суд остановил работу КТК на 30 суток. |\n| 2023 | 5 |"
    assert said("ru", text) == ["suspension | cpc | 30 day | 2022-07 | fact"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ru",
            "| Дата | Объект | Что произошло |\n| 17 февраля 2025 | НПС «Кропоткинская» | Станция выведена из эксплуатации и пока не работает. |\n| всего за год | КТК | 3 |",
            ["suspension | kropotkinskaya | - | 2025-02-17 | fact"],
        ),
        (
            "en",
            "| Date | Asset | Event |\n| November 29, 2025 | SPM-2 | Unmanned boats attacked the mooring early in the morning. |\n| total | CPC | 3 |",
            ["attack | cpc_spm2 | - | 2025-11-29 | fact"],
        ),
    ],
)
def test_a_chronicle_gives_its_days_and_things(lang: str, text: str, expected: list[str]) -> None:
    assert said(lang, text) == expected


def test_tables_side_by_side_are_two() -> None:
    found = tables_of("Title\n| A | 2024 |\n| x | 1 |\n| B | 2025 |\n| y | 2 |\n| y | 2 | 3 |\n| z | 2 | 3 |")
    assert [(t.heading, len(t.rows)) for t in found] == [(("A", "2024"), 1), (("B", "2025"), 1), (("", "", ""), 2)]
