"""Scores the extractor on the annotated articles: ``python -m tests.gold.evaluate [--half H] [--misses N]``.

Both halves are scored; the worst surplus claims and misses are shown for the development half only, so that the frozen
half stays a measurement of text that nobody tuned on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from loaders.documents.article import Article
from loaders.documents.reading import read_articles
from loaders.extraction.calibrated import sure
from loaders.extraction.commands import as_json
from loaders.extraction.extractor import extract
from tests.gold.check import DEVELOPMENT, EXAMPLES, FROZEN, HERE, boilerplate_lines, read_lines
from tests.gold.score import Ratio, Score, score

HALVES = {
    "development": ([EXAMPLES, DEVELOPMENT / "articles"], sorted(DEVELOPMENT.glob("*.jsonl"))),
    "frozen": ([FROZEN / "articles"], sorted(FROZEN.glob("*.jsonl"))),
    "seed": ([HERE / "seed.ru.txt"], [HERE / "seed.ru.jsonl"]),
}


def predicted_claims(places: list[Path]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Extract every article; give its language by id, and the claims in the form of the contract."""
    languages: dict[str, str] = {}
    claims: list[dict[str, Any]] = []
    for article in read_articles(places):
        if not isinstance(article, Article):
            raise SystemExit(f"an annotated article cannot be read: {article}")
        languages[article.id] = article.lang
        claims += [as_json(claim) for claim in extract(article)]
    return languages, claims


def evaluate(half: str) -> tuple[Score, dict[str, Score]]:
    """Score one half of the articles: overall, and by language and for what counts by itself."""
    places, files = HALVES[half]
    gold = [claim for path in files for claim in read_lines(path)]
    languages, predicted = predicted_claims(places)
    boilerplate = boilerplate_lines()
    parts = {
        lang: score(_of(gold, languages, lang), _of(predicted, languages, lang))
        for lang in sorted(set(languages.values()))
    }
    counting = [claim for claim in predicted if claim["confidence"] >= sure()]
    parts[f"from confidence {sure():.2f} on"] = score(gold, counting)
    return score(gold, predicted, [line for line in boilerplate if line["article"] in languages]), parts


def _of(claims: Iterable[dict[str, Any]], languages: dict[str, str], lang: str) -> list[dict[str, Any]]:
    return [claim for claim in claims if languages.get(claim["article"]) == lang]


def report(half: str, misses: int) -> Iterator[str]:
    """Render one half; misses only where tuning is allowed."""
    found, parts = evaluate(half)
    yield f"{half}: {_line(found.overall)}; claims from boilerplate: {found.boilerplate}"
    yield from (f"  {part}: {_line(one.overall)}" for part, one in parts.items())
    yield f"  without when: {_line(found.without_when)}"
    yield f"  without modality: {_line(found.without_modality)}"
    yield f"  slots: {_line(found.slots)}"
    yield from (f"  {name:16} {_line(one)}" for name, one in sorted(found.per_type.items()))
    if half != "frozen":
        yield from (f"  EXTRA  {_short(claim)}" for claim in sorted(found.extra, key=_surest)[:misses])
        yield from (f"  MISSED {_short(claim)}" for claim in sorted(found.missed, key=_plainest)[:misses])


def _surest(claim: Mapping[str, Any]) -> float:
    """Order surplus claims: the surer, the worse."""
    return -float(claim["confidence"])


def _plainest(claim: Mapping[str, Any]) -> tuple[bool, int]:
    """Order missed claims: a plain fact in a short sentence should not be missed."""
    return claim["modality"] != "fact", len(claim["quote"])


def _line(one: Ratio) -> str:
    return f"P {one.precision:.3f} R {one.recall:.3f} F1 {one.f1:.3f}"


def _short(claim: Mapping[str, Any]) -> str:
    parts = [claim["article"], claim["type"], claim["about"], claim.get("roles"), claim.get("value"), claim.get("when")]
    return " | ".join(str(part) for part in [*parts, claim["modality"], claim["quote"][:160]])


def main() -> None:
    """Print the score of every half."""
    parser = argparse.ArgumentParser(description="Score the extractor on the annotated articles.")
    parser.add_argument("--misses", type=int, default=10, help="show so many misses of the development half")
    parser.add_argument("--half", choices=sorted(HALVES), help="score only this part")
    given = parser.parse_args()
    for half in [given.half] if given.half else HALVES:
        print("\n".join(report(half, given.misses)))


if __name__ == "__main__":
    main()
