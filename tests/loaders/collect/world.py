"""A small world of news on a loopback server: pages, and the feeds and sitemaps that list them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from graph.store import Store
from loaders.collect.collected import Collected
from loaders.collect.collection import collecting
from loaders.collect.round import Round
from loaders.fetch.fetcher import Fetcher
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.sources.check import checked
from loaders.sources.model import ConfiguredSource
from tests import internet as net
from tests.internet import Internet
from tests.loaders.fetch.conftest import QUICK

BEGIN = datetime(2025, 12, 1, 12, 0, tzinfo=UTC)
HOSTS = ("news.example", "other.example", "third.example")

STOP = (
    "Loading at the Novorossiysk terminal of the Caspian Pipeline Consortium stopped on 29 November 2025 after a "
    "drone attack. Naval drones hit the CPC terminal on 29 November 2025. The operator moved all tankers out of "
    "its waters and said that nobody was hurt. Shippers in Kazakhstan were told to plan for smaller volumes until "
    "divers have looked at the damaged mooring. A second mooring stays in reserve, and loading could begin again "
    "from it within days."
)
COURT = (
    "A court in Novorossiysk ordered the Caspian Pipeline Consortium on 5 July 2022 to stop the CPC pipeline for "
    "30 days. The court on 5 July 2022 suspended the operation of the CPC pipeline over papers on oil spills. The "
    "consortium said it would appeal, and that an abrupt halt might do lasting harm to its equipment. Producers "
    "in the west of Kazakhstan went on pumping while the papers were under way from one office to the next."
)


def html(title: str, text: str, published: str = "2025-11-30", canonical: str = "") -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{escape(one)}.</p>" for one in text.rstrip(".").split(". "))
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{link}'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{paragraphs}</article></body></html>"
    ).encode()


def rss(*items: tuple[str, str], dates: str = "Sun, 30 Nov 2025 10:00:00 +0300") -> bytes:
    rows = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid>{n}</guid><pubDate>{dates}</pubDate></item>"
        for n, (title, link) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'.encode()


def sitemap(*links: str) -> bytes:
    rows = "".join(f"<url><loc>{escape(link)}</loc></url>" for link in links)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


@dataclass(slots=True)
class World:
    """The server, the data folder, the configured sources and the clock."""

    internet: Internet
    home: Path
    book: dict[str, ConfiguredSource] = field(default_factory=dict)
    now: datetime = BEGIN

    def source(self, name: str, path: str, host: str = "news.example", **more: Any) -> None:
        settings = {
            "kind": "rss", "address": self.internet.url(path, host), "outlet": host, "trust": "medium",
            "private_hosts": list(HOSTS), **more,
        }  # fmt: skip
        self.book[name] = checked(name, settings)

    def feed(self, path: str, *pages: str, host: str = "news.example") -> None:
        """Serve a feed of pages, each under the title of its path."""
        self.internet.paths[path] = net.text(rss(*((one, self.internet.url(one, host)) for one in pages)))

    def page(self, path: str, text: str, **more: str) -> None:
        self.internet.paths[path] = net.text(html(more.pop("title", path.strip("/")), text, **more))

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def refresh(self, store: Store, *named: str, allow: bool = False) -> tuple[RefreshReport, Collected]:
        with (
            Fetcher(QUICK, self.home / "http.db", self.internet.look_up) as fetcher,
            collecting(self.home, self.book, Round(self.now, frozenset(named), allow), fetcher) as collected,
        ):
            return RefreshRun(store, allow_loss=allow).refresh(collected.sources), collected

    def asked(self, path: str) -> int:
        return self.internet.asked(path)
