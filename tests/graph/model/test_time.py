"""EDTF: what is understood, what is refused, and what an unknown year never becomes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidTime, TrunklineError
from graph.model.time import parse_day, parse_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-07-05", date(2022, 7, 5), date(2022, 7, 5)),
        ("2022-07", date(2022, 7, 1), date(2022, 7, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-06-15/2022-07-05", date(2022, 6, 15), date(2022, 7, 5)),
        ("2022-09/..", date(2022, 9, 1), None),
        ("../2022", None, date(2022, 12, 31)),
        ("XXXX-07", None, None),
        ("XXXX-09/..", None, None),
    ],
)
def test_bounds(text: str, start: date | None, end: date | None) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "July", "2022-13", "2022-02-30", "2022-7-5", "22-07", "../..", "2022-07-05/2022-06-01", "2022/x", "XX22"],
)
def test_refused(text: str) -> None:
    with pytest.raises(InvalidTime) as caught:
        parse_period(text)
    assert str(caught.value).endswith((".", "2022-09/.."))


def test_leap_day_of_an_unknown_year_is_possible() -> None:
    assert parse_period("XXXX-02-29").start is None
    with pytest.raises(InvalidTime):
        parse_period("2023-02-29")


def test_cover() -> None:
    since = parse_period("2025-11-29/..")
    assert since.covers(date(2025, 12, 1))
    assert not since.covers(date(2025, 11, 28))
    assert not parse_period("XXXX-07").covers(date(2022, 7, 5))
    assert not parse_period("XXXX-07/..").covers(date(2022, 7, 5))


@given(st.dates(), st.dates())
def test_any_interval_keeps_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = parse_period(f"{first.isoformat()}/{last.isoformat()}")
    assert (period.start, period.end) == (first, last)


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_a_clear_error(text: str) -> None:
    try:
        assert parse_period(text).text == text
    except TrunklineError as error:
        assert isinstance(error, InvalidTime)


def test_a_day_option_is_a_day() -> None:
    assert parse_day("2025-12-01") == date(2025, 12, 1)
    with pytest.raises(InvalidTime, match="write it as"):
        parse_day("1 December")
