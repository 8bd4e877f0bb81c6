"""What one fetch of a source brings, without writing anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.errors import BadInput
from loaders.documents.limits import megabytes
from loaders.fetch.fetcher import Fetcher
from loaders.fetch.outcome import Failure, Page
from loaders.sources.feed import read_feed
from loaders.sources.item import FeedItem, Listing
from loaders.sources.json_feed import read_json_feed
from loaders.sources.mapping import MappedTable, read_table
from loaders.sources.model import ConfiguredSource
from loaders.sources.sitemap import MOST_PAGES, read_sitemap

MOST_SITEMAPS = 10  # of an index, the first ones
TABLE_BYTES = 50_000_000


class NotFetched(BadInput):
    """A source that could not be fetched; ``failure`` says why."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.sentence.rstrip("."))


@dataclass(frozen=True, slots=True)
class Preview:
    """The items of a feed, sitemap or folder, or the mapped rows of a table; ``moved_to`` where it moved for good."""

    items: tuple[FeedItem, ...] = ()
    table: MappedTable | None = None
    notes: tuple[str, ...] = ()
    moved_to: str | None = None


def preview(source: ConfiguredSource, fetcher: Fetcher, today: date) -> Preview:
    """Read a source once.

    Raises:
        BadInput: it cannot be fetched or read; the sentence says why.
    """
    return _READERS[source.kind.reads](source, fetcher, today)


def _feed(source: ConfiguredSource, fetcher: Fetcher, today: date) -> Preview:
    return feed_in(source, fetched(source, fetcher, source.address), today)


def feed_in(source: ConfiguredSource, page: Page, today: date) -> Preview:
    """Read a feed that is at hand.

    Raises:
        BadInput: no feed, not readable, or a bomb.
    """
    if source.kind.name == "json-feed":
        found = read_json_feed(page.body, page.url, today)
    else:
        found = read_feed(page.body, page.url, page.content_type, today)
    return Preview(found.items, notes=found.notes, moved_to=page.moved_to)


def _sitemap(source: ConfiguredSource, fetcher: Fetcher, today: date) -> Preview:
    page = fetched(source, fetcher, source.address)
    found = read_sitemap(page.body, page.content_type, today)
    items, notes = list(found.listing.items), list(found.listing.notes)
    if len(found.further) > MOST_SITEMAPS:
        notes.append(f"{len(found.further) - MOST_SITEMAPS} sitemaps after the first {MOST_SITEMAPS} are left alone")
    for further in found.further[:MOST_SITEMAPS]:
        listing = _further(source, fetcher, further, today)
        items.extend(listing.items)
        notes.extend(listing.notes)
    unique = tuple({item.key: item for item in reversed(items)}.values())[::-1]
    return Preview(unique[:MOST_PAGES], notes=tuple(notes), moved_to=page.moved_to)


def _further(source: ConfiguredSource, fetcher: Fetcher, url: str, today: date) -> Listing:
    """Read one sitemap of an index; a bad one is a note, and the others count."""
    try:
        page = fetched(source, fetcher, url)
        return read_sitemap(page.body, page.content_type, today).listing
    except BadInput as error:
        return Listing((), (str(error),))


def _folder(source: ConfiguredSource, _: Fetcher, today: date) -> Preview:
    from loaders.documents.files import SUFFIXES, list_items

    place = Path(source.address).expanduser()
    if not place.is_dir():
        raise BadInput(f"there is no folder {place}")
    items = tuple(FeedItem(raw.key, None, Path(raw.key).name) for raw in list_items([place], today=today))
    return Preview(items, notes=() if items else (f"in a folder only {', '.join(SUFFIXES)} are read",))


def _table(source: ConfiguredSource, fetcher: Fetcher, _: date) -> Preview:
    if source.is_remote:
        page = fetched(source, fetcher, source.address)
        return Preview(table=read_table(source, page.body), moved_to=page.moved_to)
    return Preview(table=read_table(source, table_file(source)))


def table_file(source: ConfiguredSource) -> bytes:
    """Read a table that lies on this machine.

    Raises:
        BadInput: there is none, or it is too large.
    """
    place = Path(source.address).expanduser()
    try:
        if not place.is_file():
            raise BadInput(f"there is no file {place}")
        if place.stat().st_size > TABLE_BYTES:
            raise BadInput(f"{place} is larger than the {megabytes(TABLE_BYTES)} allowed for one table")
        return place.read_bytes()
    except OSError as error:
        raise BadInput(f"{place} cannot be read: {error.strerror}") from None


def fetched(source: ConfiguredSource, fetcher: Fetcher, url: str) -> Page:
    """Fetch a page that a source may read.

    Raises:
        NotFetched: it cannot be had; the sentence says why.
    """
    found = fetcher.get(url, source.private_hosts)
    if isinstance(found, Failure):
        raise NotFetched(found)
    return found


_READERS: dict[str, Callable[[ConfiguredSource, Fetcher, date], Preview]] = {
    "feed": _feed, "sitemap": _sitemap, "folder": _folder, "table": _table,
}  # fmt: skip
