"""The annotated articles are sound: known vocabulary, real quotes, known ids, nothing annotated twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import check

TEXTS = check.article_texts()
IDS = check.known_ids()


@pytest.mark.parametrize("path", check.gold_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_gold_claim_is_sound(path: Path) -> None:
    found = [
        f"line {number}: {problem}"
        for number, claim in enumerate(check.read_lines(path), 1)
        for problem in check.problems(claim, TEXTS, IDS)
    ]
    assert found == []


@pytest.mark.parametrize("path", check.gold_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_claim_stands_twice(path: Path) -> None:
    keys = [json.dumps(claim, sort_keys=True) for claim in check.read_lines(path)]
    assert len(keys) == len(set(keys))


def test_reference_ids_are_there_to_check_against() -> None:
    if not IDS:
        pytest.skip("no reference tables yet: the ids of the gold claims were not checked")
    assert {"cpc", "btc", "kmg", "KZ", "cpc_spm2", "cpc_terminal", "sheskharis", "tengiz_field"} <= IDS


def test_enough_articles_in_both_languages_and_all_formats() -> None:
    examples = list(check.EXAMPLES.iterdir())
    names = [name for name in TEXTS if name in _example_ids()]
    assert sum(name.endswith(".ru") for name in names) >= 12
    assert sum(name.endswith(".en") for name in names) >= 12
    assert {path.suffix for path in examples} == {".txt", ".html", ".jsonl"}


def test_every_example_article_has_gold_and_cites_its_facts() -> None:
    facts = check.facts()
    annotated = {claim["article"] for path in check.gold_files() for claim in check.read_lines(path)}
    for name in _example_ids():
        assert name in annotated
        assert facts[name]
        assert all(fact["source"] for fact in facts[name])


def test_every_frozen_article_cites_its_facts() -> None:
    facts = check.facts()
    frozen = {name for path in (check.FROZEN / "articles").glob("*") for name in dict(check._texts_of(path))}
    assert min(sum(name.endswith(f".{lang}") for name in frozen) for lang in ("ru", "en")) >= 40
    assert [name for name in sorted(frozen) if not all(fact["source"] for fact in facts[name])] == []


def test_every_development_article_cites_its_facts() -> None:
    facts = check.facts()
    own = {name for path in (check.DEVELOPMENT / "articles").glob("*") for name in dict(check._texts_of(path))}
    names = own | _example_ids()
    assert min(sum(name.endswith(f".{lang}") for name in names) for lang in ("ru", "en")) >= 40
    assert [name for name in sorted(own) if not all(fact["source"] for fact in facts[name])] == []


def test_boilerplate_lines_stand_in_their_articles_and_in_no_quote() -> None:
    quotes = [(c["article"], c["quote"]) for path in check.gold_files() for c in check.read_lines(path)]
    for row in check.boilerplate_lines():
        line = "".join(row["text"].split())
        assert line in "".join(TEXTS[row["article"]].split())
        assert not [q for article, q in quotes if article == row["article"] and line in "".join(q.split())]


def test_a_wrong_claim_is_named() -> None:
    good = check.read_lines(check.HERE / "seed.ru.jsonl")[0]
    bad = {**good, "type": "gossip"}
    assert list(check.problems(bad, TEXTS, set())) == ["unknown type gossip"]
    assert any("no role" in p for p in check.problems({**good, "roles": {"wizard": ["RU"]}}, TEXTS, set()))
    assert any("EDTF" in p for p in check.problems({**good, "when": "July"}, TEXTS, set()))
    assert any("quote" in p for p in check.problems({**good, "quote": "Этого там нет."}, TEXTS, set()))
    assert any("unknown id" in p for p in check.problems({**good, "about": ["atlantis"]}, TEXTS, {"RU", "KZ"}))


def _example_ids() -> set[str]:
    return {name for path in check.EXAMPLES.iterdir() for name in dict(check._texts_of(path))}
