"""Times as written, and as placed on the calendar from the day of publication."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.extraction.calendar import times
from loaders.extraction.resolve_time import resolve

CASES = [
    ("ru", "в ночь на 29 ноября", "2025-11-29", "XXXX-11-29"),
    ("ru", "в июле", "2025-07", "XXXX-07"),
    ("ru", "с сентября", "2025-09/..", "XXXX-09/.."),
    ("ru", "с 15 июня по 5 июля 2022 года", "2022-06-15/2022-07-05", "2022-06-15/2022-07-05"),
    ("ru", "в январе-октябре 2023 года", "2023-01/2023-10", "2023-01/2023-10"),
    ("ru", "в I квартале 2024 года", "2024-01/2024-03", "2024-01/2024-03"),
    ("ru", "в первом полугодии 2023 года", "2023-01/2023-06", "2023-01/2023-06"),
    ("ru", "за семь месяцев 2023 года", "2023-01/2023-07", "2023-01/2023-07"),
    ("ru", "в прошлом году", "2024", None),
    ("ru", "29.12.2024", "2024-12-29", "2024-12-29"),
    ("en", "on November 29", "2025-11-29", "XXXX-11-29"),
    ("en", "since April 10", "2025-04-10/..", "XXXX-04-10/.."),
    ("en", "in the first quarter of 2024", "2024-01/2024-03", "2024-01/2024-03"),
    ("en", "from June 15 to July 5, 2022", "2022-06-15/2022-07-05", "2022-06-15/2022-07-05"),
    ("en", "last year", "2024", None),
    ("en", "yesterday", "2025-12-01", None),
    ("en", "the day before yesterday", "2025-11-30", None),
    ("ru", "позавчера", "2025-11-30", None),
    ("en", "on Monday", "2025-12-01", None),
]


@pytest.mark.parametrize(("lang", "text", "dated", "undated"), CASES)
def test_a_time_is_placed(lang: str, text: str, dated: str | None, undated: str | None) -> None:
    (mention,) = times(text, lang)
    assert resolve(mention, "2025-12-02") == dated
    assert resolve(mention, None) == undated


def test_a_plan_looks_forward() -> None:
    (mention,) = times("in March", "en")
    assert resolve(mention, "2025-12-02", future=True) == "2026-03"
    assert resolve(mention, "2025-12-02") == "2025-03"


def test_a_comparison_is_no_time() -> None:
    assert [t.begin.year for t in times("в мае 2024 года по сравнению с маем 2023 года", "ru")] == [2024]


def test_may_the_verb_is_no_month() -> None:
    assert times("it may be so", "en") == []


@given(
    st.text(alphabet="0123456789 ./-,абвгдеиклмнопрстуфхяJulyMarchмаяиюля годаX", max_size=60),
    st.sampled_from(["ru", "en"]),
)
def test_without_a_date_no_year_appears_that_the_text_lacks(text: str, lang: str) -> None:
    for mention in times(text, lang):
        placed = resolve(mention, None)
        for year in re.findall(r"(?<![\d-])\d{4}", placed or ""):
            assert year in text or year[2:] in text
