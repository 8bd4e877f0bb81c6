"""A small graph of two ports and a pipeline, and news that change what it answers; used by tests and by a victim."""

from __future__ import annotations

from datetime import date

from graph.model.claim import Claim, Trust
from graph.model.document import Document, DocumentKind
from graph.store import Store
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import source_named

ASK = ["routes", "KZ", "mediterranean", "--avoid", "RU"]
OPEN = "5.2 to 7.5 Mt/y; best route Aktau -> Sangachal -> Ceyhan (BTC terminal)"
SHUT = "no route"
STOP = Claim(
    "suspension", ("aktau",), "stop", "stop", "Aktau has stopped loading.", when="2026-10-01/..", trust=Trust.MEDIUM
)
ARTICLE = Document(
    "stop", DocumentKind.ARTICLE, "Aktau stops", "Steppe Energy", "https://news.example/1", "en", "2026-10-01"
)
DAY = date(2026, 11, 1)


def load_tables(store: Store) -> None:
    RefreshRun(store).refresh([source_named("reference")])


def stop_aktau(store: Store, run: RefreshRun | None = None) -> None:
    content = Loaded((STOP,), (ARTICLE,))
    (run or RefreshRun(store)).refresh(
        [Source("news", "a test", lambda: [SourceItem("stop", "1", "1", lambda: content)])]
    )


def open_aktau(store: Store, run: RefreshRun | None = None) -> None:
    (run or RefreshRun(store)).remove_source("news")
