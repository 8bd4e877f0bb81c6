"""Extraction from Russian articles beside slovnet's plain chain on the same text: pace, memory, and no leak.

``python -m benchmarks.extraction [--articles N]`` (N for the search for a leak; 20,000 take about half an hour). Two
mixes are timed: the development articles as they stand, almost every sentence of which makes a claim, and the same with
as many neutral sentences as a page of news brings along.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # both sides on one thread a process

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil

from benchmarks.measure import median_seconds
from graph.model.claim import Claim
from loaders.documents.article import Article
from loaders.documents.reading import read_articles
from loaders.extraction.extractor import extract
from loaders.extraction.pool import LocalProcesses, Workers, in_order
from loaders.extraction.sentences import split
from loaders.extraction.slovnet import load_models

ROOT = Path(__file__).parents[1]
PLACES = [ROOT / "loaders" / "examples" / "articles", ROOT / "tests" / "gold" / "development" / "articles"]
PROCESSES, REPEATS = 2, 5
NEUTRAL = (
    "Вечером в городе прошёл дождь, и на набережной почти никого не осталось.",
    "Жители соседних домов рассказали журналистам, что давно привыкли к шуму и почти не замечают его.",
    "На выставке показали старые фотографии, письма и несколько картин местных художников.",
    "Специалисты советуют заранее проверить документы и не откладывать поездку на последний день.",
    "Разговор получился длинным, но спокойным: обе стороны согласились встретиться ещё раз.",
    "Погода, по мнению синоптиков, останется прохладной до самых выходных.",
    "В зале долго спорили о том, кто первым предложил эту мысль и почему к ней не вернулись раньше.",
    "Подробности участники встречи раскрывать не стали и попросили дождаться официального сообщения.",
)


def russian_articles() -> list[Article]:
    """Give the Russian articles of the repository that may be learnt from."""
    return [one for one in read_articles(PLACES) if isinstance(one, Article) and one.lang == "ru"]


def as_pages(articles: Sequence[Article]) -> list[Article]:
    """Put a neutral sentence after each sentence, in paragraphs of their own."""
    neutral = cycle(NEUTRAL)
    return [replace(one, text="\n".join([one.text, *islice(neutral, len(split(one.text)))])) for one in articles]


def plain_chain(articles: Sequence[Article], models: tuple[Any, Any, Any]) -> None:
    """Tag, parse and find the names of every sentence, article by article, as slovnet offers it."""
    from razdel import tokenize  # type: ignore[import-untyped]

    morph, syntax, ner = models
    for article in articles:
        sentences = [s.text for s in split(article.body)]
        rows = [[t.text for t in tokenize(text)] for text in sentences]
        for done in (morph.map(rows), syntax.map(rows), ner.map(sentences)):
            for _ in done:
                pass


def compare(name: str, articles: list[Article], models: tuple[Any, Any, Any], workers: Workers) -> None:
    """Print the pace of both sides on one mix; the processes have to say what this one says, in the same order."""
    expected: list[list[Claim]] = [extract(one) for one in articles]
    many = articles * 4  # enough to keep two processes busy
    if list(in_order(workers, extract, many)) != expected * 4:
        raise SystemExit("the claims of other processes differ")
    plain_chain(articles, models)
    plain = len(articles) / median_seconds(lambda: plain_chain(articles, models), REPEATS)
    alone = len(articles) / median_seconds(lambda: [extract(one) for one in articles], REPEATS)
    both = len(many) / median_seconds(lambda: list(in_order(workers, extract, many)), REPEATS)
    words, claims = sum(len(one.body.split()) for one in articles), sum(map(len, expected))
    print(
        f"{name}: {len(articles)} articles, {words} words, {claims} claims; slovnet alone {plain:.1f} articles/s, ours "
        f"{alone:.1f} ({alone / plain:.1f} x), on {PROCESSES} processes {both:.1f} ({both / plain:.1f} x)",
        flush=True,
    )


def look_for_leaks(articles: list[Article], count: int) -> None:
    """Read many articles, each with words of its own, and print the memory of the process ten times."""
    process, start, step = psutil.Process(), time.perf_counter(), max(1, count // 10)
    for number, article in enumerate(islice(cycle(articles), count), 1):
        extract(replace(article, id=f"a{number}", text=f"{article.text}\nСудно Тарлан{number} вышло из Актау в Баку."))
        if number % step == 0:
            memory = process.memory_info().rss / 2**20
            print(f"  {number} articles: {memory:.0f} MiB, {time.perf_counter() - start:.0f} s", flush=True)


def main() -> None:
    """Print the pace of both mixes, the memory of each process, and what many articles do to it."""
    parser = argparse.ArgumentParser(description="Measure extraction beside slovnet's plain chain.")
    parser.add_argument("--articles", type=int, default=1000, help="articles read in search of a leak")
    given = parser.parse_args()
    articles, models = russian_articles(), load_models()
    with LocalProcesses(PROCESSES) as local:
        workers = Workers(local, 4 * PROCESSES)
        compare("dense", articles, models, workers)
        compare("as pages", as_pages(articles), models, workers)
        sizes = [child.memory_info().rss / 2**20 for child in psutil.Process().children(recursive=True)]
        print(
            f"memory of each process: {', '.join(f'{size:.0f}' for size in sorted(sizes)[-PROCESSES:])} MiB", flush=True
        )
    look_for_leaks(articles, given.articles)


if __name__ == "__main__":
    main()
