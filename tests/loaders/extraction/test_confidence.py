"""What lowers the confidence of a claim, and that its number is a probability by the table of weights."""

from __future__ import annotations

import math

import pytest

from loaders.extraction.calibrated import LEAST, MOST, UNKNOWN_NAME, Cues, probability, sure, without
from loaders.extraction.data import table
from tests.loaders.extraction.reading import claims, find

PLAIN = "On 29 November 2025 drones attacked the Sheskharis terminal."


def test_a_plain_statement_counts() -> None:
    assert find(claims("en", "Kazakhstan exported 46.3 Mt through CPC in 2019."), "volume", "cpc").confidence >= sure()


def test_an_event_without_a_time_does_not_count() -> None:
    dated = find(claims("en", PLAIN), "attack", "sheskharis")
    undated = find(claims("en", "Drones attacked the Sheskharis terminal."), "attack", "sheskharis")
    assert undated.confidence < min(sure(), dated.confidence)


def test_the_headline_lowers_it() -> None:
    (attack,) = [c for c in claims("en", "Nothing else is known.", title=PLAIN.rstrip(".")) if c.type == "attack"]
    assert attack.confidence < find(claims("en", PLAIN), "attack", "sheskharis").confidence


def test_a_name_in_mixed_alphabets_lowers_it_most() -> None:
    latin_c = "On 29 November 2025 drones attacked the \u0421PC terminal."
    found = [c for c in claims("en", latin_c) if set(c.about) & {"cpc", "cpc_terminal"}]
    assert found
    assert all(c.confidence <= 0.5 for c in found)


def test_the_number_is_the_probability_of_the_sum() -> None:
    weights = {"plain": 1.0, "a": -2.0, "b": 0.5}
    assert probability(Cues((("a", 1.0), ("b", 2.0), ("never seen", 1.0))), weights) == 0.5
    assert probability(Cues((("a", 100.0),)), weights) == LEAST
    assert probability(Cues((("b", 100.0),)), weights) == MOST


@pytest.mark.parametrize("found", [0.1, 0.5, 0.9])
def test_a_settled_doubt_is_taken_out_of_the_sum(found: float) -> None:
    weight = table("calibration")["weights"][UNKNOWN_NAME]
    settled = without(found, UNKNOWN_NAME)
    assert settled >= found
    if weight < 0:
        assert math.log(settled / (1 - settled)) == pytest.approx(math.log(found / (1 - found)) - weight, abs=0.05)


def test_every_weight_is_of_a_cue_that_can_be_seen() -> None:
    names = set(table("calibration")["weights"])
    assert {"plain", "event_without_time", "type volume"} <= names
    assert not names & set(table("confidence")["unseen"])
