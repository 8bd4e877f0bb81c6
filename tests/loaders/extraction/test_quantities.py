"""Quantities: amounts, units, ranges, changes, and the same amount twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extraction.quantities import measures

CASES = [
    ("ru", "83 млн тонн в год", 83, None, "Mt/y"),
    ("ru", "1,5 тыс. км", 1500, None, "km"),
    ("ru", "порядка 150 тысяч баррелей в день", 150, None, "kb/d"),
    ("ru", "72–74 млн тонн", 72, 74, "Mt"),
    ("ru", "390.000 тонн", 390_000, None, "t"),
    ("ru", "2.400.000 тонн", 2_400_000, None, "t"),
    ("ru", "от 1.000 до 2.000 тонн", 1_000, 2_000, "t"),
    ("ru", "63.014 млн тонн", 63.014, None, "Mt"),
    ("ru", "63,000 млн тонн", 63, None, "Mt"),
    ("en", "390.000 tonnes", 390_000, None, "t"),
    ("ru", "200 тысяч рублей", 200000, None, "rub"),
    ("ru", "3,5 тыс. тонн урана", 3500, None, "tU"),
    ("ru", "16 млрд кубометров газа в год", 16, None, "bcm/y"),
    ("ru", "двух из трёх ВПУ", 2, None, "mooring"),
    ("ru", "две трети", 66.7, None, "percent"),
    ("ru", "100 тыс. тонн ежемесячно", 100, None, "kt/month"),
    ("en", "240,000 tons of Kashagan oil annually", 240, None, "kt/y"),
    ("en", "1.522 million barrels per day", 1.522, None, "mb/d"),
    ("en", "260,000 bpd", 260, None, "kb/d"),
    ("en", "72 hours", 3, None, "day"),
    ("en", "10 bcm/y", 10, None, "bcm/y"),
    ("en", "12-14 tanker voyages per month", 12, 14, "voyage/month"),
    ("en", "$2 million", 2000000, None, "usd"),
    ("ru", "трое суток", 3, None, "day"),
    ("en", "between about 1.2 and 1.5 million tonnes", 1.2, 1.5, "Mt"),
    ("en", "27.2 and 63 million tonnes", 63, None, "Mt"),
]


@pytest.mark.parametrize(("lang", "text", "amount", "upper", "unit"), CASES)
def test_a_quantity_is_read(lang: str, text: str, amount: float, upper: float | None, unit: str) -> None:
    (measure,) = measures(text, lang)
    assert (round(measure.value.amount, 6), measure.value.amount_to, measure.value.unit) == (amount, upper, unit)


def test_the_same_quantity_twice_is_one() -> None:
    (measure,) = measures("1.2 million barrels per day or 50 million tons per year", "en")
    assert [(q.amount, q.unit) for q in measure.value.also] == [(50, "Mt/y")]


def test_the_old_value_of_a_change_is_marked() -> None:
    old, new = measures("from 1.4 million barrels per day to around 700,000 barrels", "en")
    assert (old.old, new.old, new.value.unit) == (True, False, "kb/d")


def test_growth_is_a_change() -> None:
    growth, level = measures("выросла на 63%, до 1,8 млн тонн", "ru")
    assert (growth.change, level.change) == (True, False)


@given(st.text(max_size=80), st.sampled_from(["ru", "en"]))
def test_any_text_is_survived(text: str, lang: str) -> None:
    for measure in measures(text, lang):
        assert 0 <= measure.start < measure.end <= len(text.lower())
