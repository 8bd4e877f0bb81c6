"""A small graph of two ports and a pipeline, and news that change what it answers; used by tests and by a victim."""

from __future__ import annotations

from functools import cache

from graph.model.claim import Claim, Trust
from graph.model.document import Document, DocumentKind
from graph.store import Store
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun

ASK = ["routes", "KZ", "mediterranean", "--avoid", "RU"]
OPEN = "5.2 to 7.5 Mt/y; best route Aktau -> Sangachal -> Ceyhan (BTC terminal)"
SHUT = "no route"
STOP = Claim(
    "suspension", ("aktau",), "stop", "stop", "Aktau has stopped loading.", when="2026-10-01/..", trust=Trust.MEDIUM
)
ARTICLE = Document(
    "stop", DocumentKind.ARTICLE, "Aktau stops", "Steppe Energy", "https://news.example/1", "en", "2026-10-01"
)


SITES = {"aktau", "sangachal", "ceyhan", "mediterranean", "world_market", "western_kazakhstan"}
THINGS = frozenset({*SITES, "btc", "oil", "KZ", "RU", "AZ", "GE", "TR", "leg:e_ak_sang", "leg:e_btc"})
TYPES = frozenset({"identity", "capacity", "part_of", "leg", "status", "volume"})


def load_tables(store: Store) -> None:
    """Load what the tables say of one way out."""
    RefreshRun(store).refresh([reference()])


def reference() -> Source:
    """Give what the tables say of one way out: over the Caspian to Sangachal, by pipeline to Ceyhan."""
    claims, documents = _tables()
    content = Loaded(tuple(one for one in claims if one.type in TYPES and set(one.about) <= THINGS), documents)
    item = SourceItem("reference", "1", "1", lambda: content)
    return Source("reference", "a test", lambda: [item])


@cache
def _tables() -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    made = [table_claims(table) for table in read_tables()]
    return (
        tuple(claim for one in made for claim in one.claims),
        tuple(document for one in made for document in one.documents),
    )


def stop_aktau(store: Store, run: RefreshRun | None = None) -> None:
    content = Loaded((STOP,), (ARTICLE,))
    (run or RefreshRun(store)).refresh(
        [Source("news", "a test", lambda: [SourceItem("stop", "1", "1", lambda: content)])]
    )


def open_aktau(store: Store, run: RefreshRun | None = None) -> None:
    (run or RefreshRun(store)).remove_source("news")
