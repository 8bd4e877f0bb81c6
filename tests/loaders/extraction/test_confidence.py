"""What lowers the confidence of a claim."""

from __future__ import annotations

from tests.loaders.extraction.reading import claims, find

PLAIN = "On 29 November 2025 drones attacked the Sheskharis terminal."


def test_a_plain_statement_keeps_the_confidence_of_its_frame():
    assert find(claims("en", PLAIN), "attack", "sheskharis").confidence >= 0.85


def test_a_common_noun_for_the_thing_lowers_it():
    text = "The Caspian Pipeline Consortium reported yesterday. Drones attacked the terminal on 29 November 2025."
    assert find(claims("en", text), "attack", "cpc_terminal").confidence <= 0.8
    undated = text.replace(" on 29 November 2025", "").replace(" yesterday", "")
    assert find(claims("en", undated), "attack", "cpc_terminal").confidence < 0.7


def test_a_plan_lowers_it():
    planned = [c for c in claims("ru", "КТК планирует заменить ВПУ-3 в 2026 году.") if c.modality.value == "plan"]
    assert planned
    assert all(c.confidence < 0.8 for c in planned)


def test_the_headline_lowers_it():
    (attack,) = [c for c in claims("en", "Nothing else is known.", title=PLAIN.rstrip(".")) if c.type == "attack"]
    assert attack.confidence < 0.8


def test_a_name_in_mixed_alphabets_lowers_it_most():
    latin_c = "On 29 November 2025 drones attacked the \u0421PC terminal."
    assert all(c.confidence <= 0.5 for c in claims("en", latin_c) if set(c.about) & {"cpc", "cpc_terminal"})
