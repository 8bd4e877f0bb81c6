"""Extraction of claims from dense Russian articles beside slovnet's plain chain on the same text."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # both sides on one thread

from pathlib import Path
from typing import Any

from benchmarks.measure import line, median_seconds
from loaders.documents.article import Article
from loaders.documents.reading import read_articles
from loaders.extraction.extractor import extract
from loaders.extraction.slovnet import load_models
from loaders.extraction.sentences import split

ARTICLES = Path(__file__).parents[1] / "loaders" / "examples" / "articles"


def russian_articles() -> list[Article]:
    """Give the Russian example articles: almost every sentence of theirs makes a claim, which no news stream does."""
    return [a for a in read_articles([ARTICLES]) if isinstance(a, Article) and a.lang == "ru"]


def plain_chain(articles: list[Article], models: tuple[Any, Any, Any]) -> None:
    """Tag, parse and find the names of every sentence, article by article, as slovnet offers it."""
    from razdel import tokenize  # type: ignore[import-untyped]

    morph, syntax, ner = models
    for article in articles:
        sentences = [s.text for s in split(article.body)]
        rows = [[t.text for t in tokenize(text)] for text in sentences]
        for done in (morph.map(rows), syntax.map(rows), ner.map(sentences)):
            for _ in done:
                pass


def main() -> None:
    """Print both medians, their ratio, and articles per second."""
    articles = russian_articles()
    extracted = [claim for a in articles for claim in extract(a)]  # loads the models, warms the caches
    models = load_models()
    plain_chain(articles, models)
    ours = median_seconds(lambda: [extract(a) for a in articles])
    plain = median_seconds(lambda: plain_chain(articles, models))
    line(f"claims of {len(articles)} Russian articles", ours, "slovnet morphology, syntax and names alone", plain)
    words = sum(len(a.body.split()) for a in articles)
    pace = f"{len(articles) / ours:.0f} articles/s beside {len(articles) / plain:.0f}"
    print(f"{pace}; {words} words; {len(extracted)} claims")


if __name__ == "__main__":
    main()
