"""The refresh over a network: feeds with nothing new, articles that have not changed, and articles that are new.

``python -m benchmarks.refresh [FEEDS [UNCHANGED [NEW]]]`` (200, 10000 and 1000). The server is on loopback, so the
figures are those of the machine and not of a line. Feeds have a host each and are read with all manners (robots rules,
one request a host at a time); the pauses between pages of one host are left out where new articles are read, as they
would be all that one sees.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measure import line
from graph.settings import Settings
from graph.store import Store, Transaction, open_store
from graph.store.embedded.server import stop_server
from loaders.collect.collection import collecting
from loaders.collect.kept import Kept
from loaders.collect.round import Round
from loaders.collect.shelf import Shelf
from loaders.fetch.fetcher import Fetcher
from loaders.fetch.limits import Limits
from loaders.refresh.items import Source
from loaders.refresh.ledger import upsert
from loaders.refresh.run import RefreshRun
from loaders.sources.check import checked
from loaders.sources.model import ConfiguredSource
from loaders.sources.state import SourceState, write_states
from tests import internet as net
from tests.internet import Handler, Internet, running
from tests.loaders.collect.world import STOP, html, rss

FEEDS, UNCHANGED, NEW = 200, 10_000, 1_000
ITEMS = 50  # of one feed, as news feeds have 20 to 100
PORTS = ("Aktau", "Baku", "Batumi", "Ceyhan", "Kulevi", "Novorossiysk", "Primorsk", "Supsa", "Tuapse", "Ust-Luga")
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
Book = dict[str, ConfiguredSource]


@contextmanager
def counting() -> Iterator[tuple[Internet, list[int]]]:
    """Run a server that counts the bytes of its answers."""
    sent = [0]
    send = Handler.say

    def say(self: Handler, status: int, body: bytes = b"", **headers: str) -> None:
        sent[0] += len(body) + 150  # and about so much for its head
        send(self, status, body, **headers)

    with running() as internet:
        Handler.say = say  # type: ignore[method-assign]
        try:
            yield internet, sent
        finally:
            Handler.say = send  # type: ignore[method-assign]


def feeds(internet: Internet, number: int, items: int) -> Book:
    """Serve so many feeds, a host each, with so many items each."""
    book = {}
    for n in range(number):
        host = f"h{n}.example"
        links = [(f"Item {i} of {n}", internet.url(f"/{n}/{i}", host)) for i in range(items)]
        internet.paths[f"/{n}.xml"] = net.with_etag(rss(*links))
        given = {
            "kind": "rss", "address": internet.url(f"/{n}.xml", host), "outlet": host, "trust": "medium",
            "private_hosts": [host], "most_new_items": items,
        }  # fmt: skip
        book[f"f{n}"] = checked(f"f{n}", given)
    return book


def serve_pages(internet: Internet, number: int, items: int) -> None:
    """Serve the pages of all items, each with a text of its own, about ten ports in turn."""
    for n in range(number):
        for i in range(items):
            day = f"{i % 28 + 1} March {2000 + n % 25}"
            text = _told_of(f"the port of {PORTS[(n + i) % len(PORTS)]}", day)
            text += f" This was report {i} of bureau {n}."
            internet.paths[f"/{n}/{i}"] = net.with_etag(html(f"Item {i} of {n}", text, "2025-12-01"))


def _told_of(port: str, day: str) -> str:
    text = STOP.replace("the Novorossiysk terminal of the Caspian Pipeline Consortium", port)
    return text.replace("the CPC terminal", port).replace("29 November 2025", day)


def fetch(home: Path, book: Book, now: datetime, internet: Internet, limits: Limits | None = None) -> int:
    """Collect once; give the number of items offered."""
    with (
        Fetcher(limits or Limits(), home / "http.db", internet.look_up) as fetcher,
        collecting(home, book, Round(now), fetcher) as collected,
    ):
        return sum(len(list(one.list_items())) for one in collected.sources)


def plain_loop(internet: Internet, book: Book) -> None:
    """Read the feeds as a script would: feedparser after a request, one after the other, every time anew."""
    import feedparser  # type: ignore[import-untyped]
    import httpx

    port = internet.server_address[1]
    with httpx.Client() as client:
        for source in book.values():
            path = source.address.partition(f":{port}")[2]
            feedparser.parse(client.get(f"http://127.0.0.1:{port}{path}").content)


def nothing_new(number: int) -> None:
    """Read feeds twice; time the second time, when nothing is new."""
    with tempfile.TemporaryDirectory() as folder, counting() as (internet, sent):
        book = feeds(internet, number, ITEMS)
        for path in list(internet.paths):  # its items stand in the feed itself, so that it alone is fetched
            rows = "".join(
                f"<item><guid isPermaLink='false'>{i}</guid><title>{path} {i}</title></item>" for i in range(ITEMS)
            )
            internet.paths[path] = net.with_etag(f"<rss version='2.0'><channel>{rows}</channel></rss>".encode())
        fetch(Path(folder), book, NOW, internet)
        sent[0], began = 0, time.perf_counter()
        fetch(Path(folder), book, NOW + timedelta(hours=1), internet)
        own, own_bytes = time.perf_counter() - began, sent[0]
        sent[0], began = 0, time.perf_counter()
        plain_loop(internet, book)
        line(f"{number} feeds with nothing new", own, "feedparser in a plain loop", time.perf_counter() - began)
        print(f"bytes received: {own_bytes}; by the plain loop: {sent[0]}", flush=True)


def unchanged(number: int) -> None:
    """Refresh kept articles of which none is due."""
    with home_and_store() as (home, settings), running() as internet:
        book = feeds(internet, max(1, number // ITEMS), ITEMS)
        keep(home, book)
        with collecting(home, book, Round(NOW)) as collected, open_store(settings, write=True) as store:
            mark_loaded(store, collected.sources)
        began = time.perf_counter()
        with collecting(home, book, Round(NOW)) as collected, open_store(settings, write=True) as store:
            report = RefreshRun(store).refresh(collected.sources)
        seconds = time.perf_counter() - began
        print(f"{report.unchanged} unchanged articles: {seconds:.2f} s, {report.writes} writes", flush=True)


def keep(home: Path, book: Book) -> None:
    """Put articles of all sources on the shelf, as if they had been read a moment ago."""
    now = NOW.isoformat()
    with Shelf(home) as shelf:
        for name, source in book.items():
            keys = [f"{source.outlet}-{i:012d}" for i in range(ITEMS)]
            shelf.put(
                Kept(
                    key, name, f"https://{source.outlet}/{key}", outlet=source.outlet, entry=key, first_seen=now,
                    checked=now, mark=key, url=f"https://{source.outlet}/{key}", fingerprint=key, item=key,
                    published="2025-12-01",
                )
                for key in keys
            )  # fmt: skip
    write_states(home, {name: SourceState(tried=now, read=now) for name in book})


def mark_loaded(store: Store, sources: list[Source]) -> None:
    """Write a ledger in which all items are loaded already."""
    RefreshRun(store).refresh([])
    items = [(one.name, item) for one in sources for item in one.list_items()]

    def work(transaction: Transaction) -> None:
        for name, item in items:
            upsert(
                transaction, "Item", item.key, source=name, fingerprint=item.fingerprint, version=item.version,
                claims=0, run="run_000001",
            )  # fmt: skip

    store.write(work)


def new(number: int) -> None:
    """Fetch and load new articles; say what the time goes into."""
    with home_and_store() as (home, settings), running() as internet:
        hosts = max(1, number // ITEMS)
        book = feeds(internet, hosts, ITEMS)
        serve_pages(internet, hosts, ITEMS)
        began = time.perf_counter()
        fetch(home, book, NOW, internet, Limits(pause=0.0))
        fetched = time.perf_counter() - began
        with collecting(home, book, Round(NOW)) as collected, open_store(settings, write=True) as store:
            items = [item for one in collected.sources for item in one.list_items()]
            items[0].load()  # the models are loaded
            began = time.perf_counter()
            for item in items:
                item.load()
            extracted = time.perf_counter() - began
            began = time.perf_counter()
            report = RefreshRun(store).refresh(collected.sources)
            stored = max(0.0, time.perf_counter() - began - extracted)
        everything = fetched + extracted + stored
        parts = {"fetching and cleaning": fetched, "reading": extracted, "store": stored}
        shares = ", ".join(f"{name} {part / everything:.0%}" for name, part in parts.items())
        print(
            f"{len(report.items)} new articles: {len(report.items) / everything:.1f} articles/s; {shares}", flush=True
        )


@contextmanager
def home_and_store() -> Iterator[tuple[Path, Settings]]:
    """Make a data folder with a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home")
        settings.home.mkdir()
        try:
            yield settings.home, settings
        finally:
            stop_server(settings)


def main(given: list[str]) -> None:
    """Measure all three."""
    counts = [int(one) for one in given] + [FEEDS, UNCHANGED, NEW][len(given) :]
    nothing_new(counts[0])
    unchanged(counts[1])
    new(counts[2])


if __name__ == "__main__":
    main(sys.argv[1:])
