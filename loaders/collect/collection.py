"""What a round over the sources offers to a refresh, which compares it with its ledger as it does for folders.

The graph is not touched here. A round that is killed loses at most what was being fetched; whatever it left open is due
in the next one, and everything that was kept is offered again: an interrupted refresh is completed without the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from loaders.collect import articles, tables
from loaders.collect.articles import Voices
from loaders.collect.collected import Collected
from loaders.collect.identity import settle
from loaders.collect.kept import Kept
from loaders.collect.pages import Pages
from loaders.collect.reprints import new_pairs, originals
from loaders.collect.round import Round, fetch_round
from loaders.collect.shelf import Shelf
from loaders.fetch.fetcher import Fetcher
from loaders.refresh.items import Source, SourceItem
from loaders.review.decisions import path_in, read_decisions, standing
from loaders.sources.model import ConfiguredSource
from loaders.sources.preview import table_file


@contextmanager
def collecting(
    home: Path, book: Mapping[str, ConfiguredSource], asked: Round, fetcher: Fetcher | None = None
) -> Iterator[Collected]:
    """Collect from the sources of ``book``; the pages stay at hand until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    with Shelf(home) as shelf:
        pages = Pages(shelf, asked.now)
        told = fetch_round(home, book, asked, pages, fetcher)
        shelf.commit()
        collected = Collected(said=told.said)
        offered = _offered(home, shelf, pages, collected)
        for name, source in told.sources.items():
            collected.sources.append(offered.source(source, tuple(told.troubles.get(name, ()))))
        yield collected


def _offered(home: Path, shelf: Shelf, pages: Pages, collected: Collected) -> _Offer:
    everything = pages.known.values()
    fresh, unsettled = shelf.not_compared(), any(page.is_readable and not page.item for page in everything)
    signatures = shelf.signatures() if fresh or unsettled else {}
    shelf.put(settle(everything, signatures))
    if fresh:
        shelf.put_alike(new_pairs(fresh, pages.known, signatures))
    shelf.commit()
    shown = articles.shown_pages(everything)
    reprints = originals(shelf.alike(), {page.address: page for page in shown.values()})
    decisions = standing(read_decisions(path_in(home)))
    return _Offer(pages, shown, Voices(pages.again, decisions, reprints, collected.refused))


class _Offer:
    """Everything that is known, by source."""

    def __init__(self, pages: Pages, shown: Mapping[str, Kept], voices: Voices) -> None:
        self._pages = pages
        self._voices = voices
        self._by_source: dict[str, list[Kept]] = {}
        self._gone: dict[str, set[str]] = {}
        everything = pages.known.values()
        chosen = [page for page in shown.values() if not page.problem]
        for page in (*chosen, *_without_article(everything, shown)):
            self._by_source.setdefault(page.source, []).append(page)
        owners = {page.item: page.source for page in everything if page.item}
        for item in articles.gone_articles(everything):
            self._gone.setdefault(owners[item], set()).add(item)

    def source(self, source: ConfiguredSource, troubles: tuple[str, ...]) -> Source:
        """Give one source as a refresh reads it."""
        gone = frozenset(self._gone.get(source.name, ()))
        listing = {"folder": self._folder, "table": self._table}.get(source.kind.reads, self._articles)
        stream = source.is_remote
        return Source(source.name, source.address, partial(listing, source), stream, gone, troubles)

    def _articles(self, source: ConfiguredSource) -> Iterable[SourceItem]:
        return articles.article_items(source, self._by_source.get(source.name, ()), self._voices)

    def _folder(self, source: ConfiguredSource) -> Iterable[SourceItem]:
        return articles.folder_items(source, self._voices)

    def _table(self, source: ConfiguredSource) -> Iterable[SourceItem]:
        if not source.is_remote:
            data = table_file(source)
            return [tables.table_item(source, tables.mark_of(data), data, self._voices.refused)]
        kept = self._pages.table(source)
        return [tables.table_item(source, *kept, self._voices.refused)] if kept else []


def _without_article(everything: Iterable[Kept], shown: Mapping[str, Kept]) -> list[Kept]:
    """Give the pages to quarantine: those that give no article, unless another address shows it."""
    bad = (page for page in everything if page.problem and not page.gone)
    return [page for page in bad if page.item not in shown or shown[page.item].address == page.address]
