"""The annotated development articles keep every quoted sentence and lose their boilerplate."""

import json
from pathlib import Path

from loaders.documents.article import Article
from loaders.documents.normalise import normalise
from loaders.documents.reading import read_articles

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "gold"


def test_every_quote_survives_and_most_boilerplate_goes() -> None:
    found = {
        one.id: one for one in read_articles([ROOT / "loaders" / "examples" / "articles"]) if isinstance(one, Article)
    }
    quotes = [
        json.loads(line)
        for file in sorted((GOLD / "development").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    known = [claim for claim in quotes if claim["article"] in found and claim.get("quote")]
    lost = [
        claim["quote"]
        for claim in known
        if normalise(claim["quote"]).replace("\n", " ") not in found[claim["article"]].body.replace("\n", " ")
    ]
    assert known
    assert lost == []
    asides = [json.loads(line) for line in (GOLD / "boilerplate.jsonl").read_text("utf-8").splitlines()]
    judged = [aside for aside in asides if aside["article"] in found]
    kept = [aside["text"] for aside in judged if normalise(aside["text"]) in found[aside["article"]].body]
    assert len(kept) <= 0.05 * len(judged), kept


def test_the_seed_loses_its_latest_news() -> None:
    (found,) = read_articles([GOLD / "seed.ru.txt"])
    assert isinstance(found, Article)
    lines = found.text.split("\n")
    assert len(lines) == 9
    assert lines[-1].endswith("диверсифицировать поставки нефти.")
    assert found.published is None
