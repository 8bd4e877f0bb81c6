"""Fits what confidence means: ``python -m tests.gold.calibrate [--write]``.

Each claim that the extractor makes of the development half is right or wrong by the score. The model is a logistic
regression over what is known of a reading (its type, its cues, how sure its frame is), each weight drawn to 0 by a
ridge, so that what was seen three times says little. The figures shown of that half are of articles that the weights
were not fitted to: ten folds, whole articles.

The frames themselves were tuned on that half, so that in other texts less is right and the weights tell less. Two
numbers set that right (Platt's scaling): slope and level, by which the log-odds fit the claims of the frozen half best.
Nothing else is taken from that half, and no claim of it is shown.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.documents.article import Article
from loaders.documents.reading import read_articles
from loaders.extraction.calibrated import Cues, probability
from loaders.extraction.commands import as_json
from loaders.extraction.confidence import cues_of
from loaders.extraction.extractor import Extractor
from tests.gold.check import read_lines
from tests.gold.evaluate import HALVES
from tests.gold.score import match

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "loaders" / "extraction" / "tables" / "calibration.toml"
PAGE = ROOT / "docs" / "extraction.md"
FOLDS, RIDGE = 10, 2.0
KEPT = 0.5  # of the claims: a threshold that leaves a person most of the reading is none to work with
LEAST_SURE = 0.60  # what is right in less than three of five cases on new text waits for a person in any case
GOALS = (0.95, 0.90, 0.85)  # precision; the first is the one that is wanted
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of one half: its article, what is known of its reading, and whether it is right."""

    article: str
    cues: Cues
    right: bool


def judged(half: str) -> tuple[list[Judged], int]:
    """Read one half; give every claim judged by the score, and how many claims gold holds."""
    seen: list[Cues] = []

    def remember(*reading: Any, **more: Any) -> float:
        seen.append(cues_of(*reading, **more))
        return (len(seen) - 1) / 1e6  # a number that leads back from the claim to its cues

    extractor = Extractor(weigh=remember)
    places, files = HALVES[half]
    gold = [claim for path in files for claim in read_lines(path)]
    claims = [c for a in read_articles(places) if isinstance(a, Article) for c in extractor.extract(a)]
    right = {place for _, place in match(gold, [as_json(claim) for claim in claims])}
    found = [
        Judged(claim.item, seen[round(claim.confidence * 1e6)], place in right) for place, claim in enumerate(claims)
    ]
    return found, len(gold)


def fit(rows: Sequence[Judged]) -> dict[str, float]:
    """Fit the weights by Newton's method; the first, of a plain reading, is not drawn to 0."""
    names = ["plain", *sorted({name for row in rows for name, _ in row.cues.parts})]
    place = {name: index for index, name in enumerate(names)}
    given = np.zeros((len(rows), len(names)))
    given[:, 0] = 1
    for index, row in enumerate(rows):
        for name, amount in row.cues.parts:
            given[index, place[name]] = amount
    right = np.array([row.right for row in rows], dtype=float)
    ridge = np.diag([1e-6, *[RIDGE] * (len(names) - 1)])
    weights = np.zeros(len(names))
    for _ in range(30):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - likely) - ridge @ weights
        curve = given.T @ (given * (likely * (1 - likely))[:, None]) + ridge
        weights += np.linalg.solve(curve, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def scale(rows: Sequence[Judged], weights: Mapping[str, float]) -> tuple[float, float]:
    """Give slope and level that make log-odds by ``weights`` fit ``rows`` best (Platt, 1999), by Newton's method."""
    odds = np.array([log_odds(probability(row.cues, weights)) for row in rows])
    given = np.stack([odds, np.ones_like(odds)], axis=1)
    right = np.array([row.right for row in rows], dtype=float)
    found = np.array([1.0, 0.0])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-given @ found))
        curve = given.T @ (given * (likely * (1 - likely))[:, None])
        found += np.linalg.solve(curve, given.T @ (right - likely))
    return round(float(found[0]), 3), round(float(found[1]), 3)


def scaled(weights: Mapping[str, float], by: tuple[float, float]) -> dict[str, float]:
    """Put weights on the scale of texts that no frame was tuned on."""
    slope, level = by
    return {name: round(slope * weight + level * (name == "plain"), 3) for name, weight in weights.items()}


def moved(likely: float, by: tuple[float, float]) -> float:
    """Put a probability on that scale."""
    return 1 / (1 + math.exp(-by[0] * log_odds(likely) - by[1]))


def log_odds(likely: float) -> float:
    """Give the logarithm of the odds of a probability."""
    return math.log(likely / (1 - likely))


def out_of_fold(rows: Sequence[Judged]) -> Floats:
    """Give each claim the confidence of weights that never saw its article."""
    articles = sorted({row.article for row in rows})
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    fitted = [fit([row for row in rows if fold[row.article] != index]) for index in range(FOLDS)]
    return np.array([probability(row.cues, fitted[fold[row.article]]) for row in rows])


def threshold(likely: Floats, right: NDArray[np.bool_]) -> float:
    """Give the lowest confidence at and above which, whatever stricter one is taken, enough claims are right.

    Enough is the goal, or else the next of ``GOALS`` that can be reached; a threshold that leaves less than the share
    ``KEPT`` of the claims is not asked.
    """
    steps = [s for s in (step / 100 for step in range(1, 100)) if (likely >= s).mean() >= KEPT]
    for goal in GOALS:
        good = [right[likely >= s].mean() >= goal for s in steps]
        last_bad = max((place for place, holds in enumerate(good) if not holds), default=-1)
        if last_bad + 1 < len(steps):
            return steps[last_bad + 1]
    return 1.0


def report(name: str, rows: Sequence[Judged], likely: Floats, wanted: int, sure: float) -> Iterator[str]:
    """Write the reliability table and what a threshold costs, in Markdown."""
    right = np.array([row.right for row in rows])
    base = float(right.mean())
    brier, plain = float(((likely - right) ** 2).mean()), base * (1 - base)
    yield f"{name}: {len(rows)} claims of {len({row.article for row in rows})} articles, {base:.3f} of them right."
    yield f"Brier score {brier:.3f} (the same confidence for all: {plain:.3f}).\n"
    yield "| confidence | claims | mean confidence | right |\n|---|---:|---:|---:|"
    for low, high in pairwise(BINS):
        inside = (likely >= low) & ((likely < high) | (high == 1.0))
        if inside.any():
            figures = f"{inside.sum()} | {likely[inside].mean():.3f} | {right[inside].mean():.3f}"
            yield f"| {low:.2f} to {high:.2f} | {figures} |"
    yield "\n| from confidence | claims | precision | recall |\n|---|---:|---:|---:|"
    for least in sorted({0.0, 0.5, 0.6, 0.7, 0.8, 0.9, sure}):
        kept = likely >= least
        if kept.any():
            yield f"| {least:.2f} | {kept.sum()} | {right[kept].mean():.3f} | {right[kept].sum() / wanted:.3f} |"


def written(rows: Sequence[Judged], weights: Mapping[str, float], sure: float) -> str:
    """Write the table of weights that the extractor reads, each with what it was fitted to."""
    lines = [
        "# Written by: python -m tests.gold.calibrate --write. What each part of a reading adds to the log-odds that",
        "# its claim is right; beside it: how many claims of the development half had it, how many of them were right.",
        "# All are on the scale of articles that no frame was tuned on.",
        f"# From this confidence on a claim counts without a person's word (docs/extraction.md).\nsure = {sure:.2f}",
        "\n[weights]",
    ]
    for name, weight in weights.items():
        having = [row for row in rows if name == "plain" or name in dict(row.cues.parts)]
        lines.append(f'"{name}" = {weight}  # {len(having)}, {sum(row.right for row in having)}')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the report; with ``--write`` put the weights and the tables where they belong."""
    parser = argparse.ArgumentParser(description="Calibrate the confidence of claims on the annotated articles.")
    parser.add_argument("--write", action="store_true", help="write calibration.toml and the tables of the page")
    write = parser.parse_args().write
    rows, wanted = judged("development")
    others, wanted_of_others = judged("frozen")
    weights = fit(rows)
    by = scale(others, weights)
    by_fold = out_of_fold(rows)
    sure = max(LEAST_SURE, round(moved(threshold(by_fold, np.array([row.right for row in rows])), by), 2))
    final = scaled(weights, by)
    likely = np.array([probability(row.cues, final) for row in others])
    final_by_fold = np.array([moved(one, by) for one in by_fold])
    text = "\n".join(
        [
            f"Slope {by[0]:.2f}, level {by[1]:+.2f}; a claim counts by itself from confidence {sure:.2f} on.\n",
            *report("Frozen half, as the extractor says it", others, likely, wanted_of_others, sure),
            "",
            *report("Development half, out of fold, on the same scale", rows, final_by_fold, wanted, sure),
        ]
    )
    print(text)
    if write:
        TABLE.write_text(written(rows, final, sure), "utf-8")
        page = PAGE.read_text("utf-8")
        between = re.compile(r"(?<=<!-- calibration -->\n).*?(?=<!-- end -->)", re.DOTALL)
        PAGE.write_text(between.sub(lambda _: f"\n{text}\n\n", page), "utf-8")


if __name__ == "__main__":
    main()
