"""Every question of the catalogue, median milliseconds on each store, side by side, on the reference graph.

``python -m benchmarks.questions [REPEATS]`` (15). The rows are compared too: a faster wrong answer is no figure.
"""

from __future__ import annotations

import shlex
import statistics
import sys
from contextlib import ExitStack

from benchmarks.measure import median_seconds
from benchmarks.stores import both_stores
from graph.settings import Settings
from graph.store import Store, open_store
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import source_named
from queries.catalogue.registry import question, question_ids
from queries.catalogue.run import ask

REPEATS = 15


def load(settings: Settings) -> None:
    """Load the package's own tables."""
    with open_store(settings, write=True) as store:
        RefreshRun(store).refresh([source_named("reference")])


def timed(store: Store, name: str, repeats: int) -> tuple[float, list[tuple[object, ...]]]:
    """Give the median milliseconds of a question with its example, and its rows."""
    asked = question(name)
    arguments = shlex.split(asked.example)
    rows = [*ask(store, asked, arguments).rows]  # the first answer, which also plans the statement, does not count
    return median_seconds(lambda: ask(store, asked, arguments), repeats) * 1000, rows


def main(repeats: int = REPEATS) -> None:
    """Print one line a question, then the median over all of them."""
    with both_stores() as stores, ExitStack() as stack:
        for settings in stores.values():
            load(settings)
        opened = {name: stack.enter_context(open_store(settings)) for name, settings in stores.items()}
        medians: dict[str, list[float]] = {name: [] for name in opened}
        for asked in question_ids():
            found = {name: timed(store, asked, repeats) for name, store in opened.items()}
            for name, (milliseconds, _) in found.items():
                medians[name].append(milliseconds)
            figures = "; ".join(f"{name} {milliseconds:.1f} ms" for name, (milliseconds, _) in found.items())
            first, *others = (rows for _, rows in found.values())
            same = "the same rows" if all(rows == first for rows in others) else "DIFFERENT ROWS"
            print(f"{asked}: {figures}; {len(first)} rows{f', {same}' if others else ''}", flush=True)
        total = "; ".join(f"{name} {statistics.median(times):.1f} ms" for name, times in medians.items())
        print(f"median of {len(question_ids())} questions: {total}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
