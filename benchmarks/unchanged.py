"""A refresh that finds nothing new: 10,000 articles, no write, none parsed."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from benchmarks.measure import line, median_seconds
from graph.settings import Settings
from graph.store import Transaction, open_store
from graph.store.embedded.server import stop_server
from loaders.refresh.ledger import upsert
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import source_named

ARTICLES = 10_000


def main() -> None:
    """Load a ledger of articles, then refresh them unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home")
        news = Path(folder) / "news"
        news.mkdir()
        for number in range(ARTICLES):
            (news / f"{number:05d}.txt").write_text(f"Headline {number}\nCrude was loaded at Aktau, part {number}.\n")
        source = source_named(str(news))
        with open_store(settings, write=True) as store:
            items = list(source.list_items())

            def work(transaction: Transaction) -> None:
                for item in items:
                    upsert(
                        transaction, "Item", item.key, source=source.name, fingerprint=item.fingerprint,
                        version=item.version, claims=0, run="run_000001",
                    )  # fmt: skip

            RefreshRun(store).refresh([])
            store.write(work)
            reports = []
            seconds = median_seconds(lambda: reports.append(RefreshRun(store).refresh([source])))
            peer = median_seconds(lambda: [hashlib.sha256(path.read_bytes()) for path in sorted(news.iterdir())])
            line(f"refresh of {ARTICLES} unchanged articles", seconds, "hashing the files", peer)
            print(f"writes: {sum(one.writes for one in reports)}; unchanged: {reports[-1].unchanged}")
        stop_server(settings)


if __name__ == "__main__":
    main()
