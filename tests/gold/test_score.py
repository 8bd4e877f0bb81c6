"""The score of claims: what counts as a match, and that each demand counts for itself."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .score import match, same_value, same_when, score

Row = dict[str, Any]


def claim(**changes: Any) -> Row:
    base: Row = {
        "article": "a",
        "type": "volume",
        "about": ["cpc"],
        "roles": {},
        "value": None,
        "when": None,
        "modality": "fact",
        "said_by": [],
        "quote": "A sentence.",
    }
    return base | changes


def mt(amount: float, unit: str = "Mt", **more: Any) -> Row:
    return {"amount": amount, "unit": unit, **more}


@pytest.mark.parametrize(
    ("left", "right", "fits"),
    [
        ("2022-07-05", "2022-07-05", True),
        ("2022-07", "2022-07-05", True),
        ("2022-07-05", "2022", True),
        ("2022-06-15/2022-07-05", "2022-06", False),
        ("2022-06-15/2022-07-05", "2022-06-20", True),
        ("2025-11-29/..", "2025-12", True),
        ("2025-11-29/..", "2026-01", False),
        ("2025-11-29/..", "2025-11", False),
        ("../2025-11-29", "2025-11-01", True),
        ("2025-01/2025-03", "2025", True),
        ("XXXX-07", "XXXX-07-05", True),
        ("XXXX-07", "2022-07", False),
        ("XXXX-07", "XXXX-08", False),
        ("2022", "2023", False),
        (None, None, True),
        (None, "2022", False),
        ("2022", None, False),
    ],
)
def test_times_fit_when_equal_or_one_inside_the_other_in_the_same_year(
    left: str | None, right: str | None, fits: bool
) -> None:
    assert same_when(claim(when=left), claim(when=right)) is fits
    assert same_when(claim(when=right), claim(when=left)) is fits


@pytest.mark.parametrize(
    ("gold", "found", "fits"),
    [
        (None, mt(5), True),
        (mt(5), None, False),
        (mt(1.392), mt(1392, "kt"), True),
        (mt(240000, "t"), mt(0.24), True),
        (mt(46.3), mt(46.7), True),
        (mt(46.3), mt(46.8), False),
        (mt(50, "Mt/y"), mt(50), False),
        (mt(1.2, "mb/d"), mt(1200, "kb/d"), True),
        (mt(1.2, "mb/d"), mt(50, "Mt/y"), False),
        (mt(1.2, "mb/d", also=[mt(50, "Mt/y")]), mt(50, "Mt/y"), True),
        (mt(30, "day"), mt(30, "percent"), False),
        (mt(1, "month"), mt(30, "day"), False),
        (mt(200000, "rub"), mt(200000, "usd"), False),
        (mt(2, "mooring"), mt(2, "vessel"), False),
        (mt(0, "Mt"), mt(0, "kt"), True),
        (mt(5), mt(5, "parsec"), False),
    ],
)
def test_amounts_fit_within_one_percent_inside_their_dimension(gold: Row | None, found: Row | None, fits: bool) -> None:
    assert same_value(gold, found) is fits


def test_a_match_needs_article_type_about_and_modality() -> None:
    gold = [claim(about=["cpc_spm1", "cpc_spm2"])]
    assert score(gold, [claim(about=["cpc_spm2", "cpc_spm1"])]).overall.hits == 1
    for change in ({"article": "b"}, {"type": "share"}, {"about": ["cpc_spm1"]}, {"modality": "plan"}):
        assert score(gold, [{**gold[0], **change}]).overall.hits == 0


def test_dropped_demands_show_what_each_costs() -> None:
    gold = [claim(when="2022", modality="plan"), claim(about=["btc"], when="2022")]
    found = [claim(when="2022"), claim(about=["btc"], when="2023")]
    result = score(gold, found)
    assert (result.overall.hits, result.without_when.hits, result.without_modality.hits) == (0, 1, 1)
    assert (len(result.missed), len(result.extra)) == (2, 2)


def test_an_alternative_reading_counts_and_is_counted_under_the_type_found() -> None:
    gold = [claim(type="restriction", alt=[{"type": "suspension", "about": ["cpc_terminal"]}])]
    result = score(gold, [claim(type="suspension", about=["cpc_terminal"])])
    assert result.overall.f1 == 1.0
    assert {name: ratio.f1 for name, ratio in result.per_type.items()} == {"suspension": 1.0}


def test_each_predicted_claim_matches_once_and_the_pairing_is_the_greatest() -> None:
    wide, narrow = claim(when="2022"), claim(when="2022-07-05")
    found = [claim(when="2022-07-05"), claim(when="2022-08")]
    for order in permutations([wide, narrow]):
        assert len(match(list(order), found)) == 2
    assert score([wide], [wide, wide]).overall.precision == 0.5


def test_slots_are_counted_over_matched_claims_only() -> None:
    gold = [claim(roles={"origin": ["KZ"], "cause": ["a storm"]}, said_by=["kmg"]), claim(about=["btc"])]
    found = [claim(roles={"origin": ["KZ"], "cause": ["storm"], "destination": ["DE"]})]
    slots = score(gold, found).slots
    assert (slots.hits, slots.predicted, slots.gold) == (2, 3, 3)


def test_slots_are_those_of_the_reading_that_fits_best() -> None:
    gold = [claim(roles={"by": ["RU"]}, alt=[{"roles": {"by": ["rf"]}}])]
    assert score(gold, [claim(roles={"by": ["rf"]})]).slots.f1 == 1.0


def test_claims_from_boilerplate_are_counted() -> None:
    lines = [{"article": "a", "text": "18:42 Court closes  the port"}]
    found = [claim(quote="18:42 Court closes the port"), claim(quote="Another sentence.")]
    assert score([], found, lines).boilerplate == 1


def test_nothing_at_all_is_a_full_score_and_silence_costs_recall_only() -> None:
    assert score([], []).overall.f1 == 1.0
    silent = score([claim()], []).overall
    assert (silent.precision, silent.recall, silent.f1) == (1.0, 0.0, 0.0)


claims = st.builds(
    claim,
    article=st.sampled_from("ab"),
    about=st.sampled_from([["cpc"], ["btc"]]),
    when=st.sampled_from([None, "2022", "2022-07", "2022-07-05", "XXXX-07"]),
    modality=st.sampled_from(["fact", "plan"]),
)


@given(st.lists(claims, max_size=6), st.lists(claims, max_size=6), st.randoms())
def test_the_order_of_claims_never_matters(gold: list[Row], found: list[Row], random: Random) -> None:
    before = score(gold, found).overall
    random.shuffle(gold)
    random.shuffle(found)
    assert score(gold, found).overall == before
    assert score(gold, gold).overall.f1 == 1.0
