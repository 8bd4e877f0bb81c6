"""The pages of one run: what feeds list is noted, what is fetched is read, and everything is kept on the shelf."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from html import escape

from loaders.collect.due import MISSING_DAY
from loaders.collect.kept import Kept
from loaders.collect.shelf import Shelf
from loaders.collect.words import likeness, signature_of
from loaders.documents.article import Article, Rejected
from loaders.documents.identity import id_from_url, outlet_of
from loaders.documents.web import Surroundings, read_web_page
from loaders.fetch.many import PASSING
from loaders.fetch.outcome import Failure, Page, Reason
from loaders.sources.item import FeedItem
from loaders.sources.model import ConfiguredSource

UNLIKE = 0.2  # a known page that now leads for good to a text with less in common was taken away, not corrected
FEED_TEXT = "text/html; charset=utf-8"
NO_TEXT = "its feed gives neither a page nor a text"


class Pages:
    """Every page that is known, by address. ``read`` are the articles that were parsed in this run."""

    def __init__(self, shelf: Shelf, now: datetime) -> None:
        self._shelf = shelf
        self._now = now
        self.known = shelf.pages()
        self.read: dict[str, Article] = {}

    def commit(self) -> None:
        """Make sure of what was learned."""
        self._shelf.commit()

    @property
    def moment(self) -> str:
        """The time of this run."""
        return self._now.isoformat(timespec="seconds")

    def take_table(self, source: ConfiguredSource, found: Page) -> None:
        """Keep the bytes of a table."""
        mark = hashlib.sha256(found.body).hexdigest()
        page = self.known.get(table_address(source))
        if page is None or page.mark != mark:
            page = Kept(table_address(source), source.name, "", mark=mark, checked=self.moment)
            self.known[page.address] = page
            self._shelf.put_body(page.address, found.body)
            self._shelf.put([page])

    def table(self, source: ConfiguredSource) -> tuple[str, bytes] | None:
        """Give the mark and the bytes of a table; None where it was never read."""
        page, body = self.known.get(table_address(source)), self._shelf.body(table_address(source))
        return (page.mark, body) if page and body is not None else None

    def new_among(self, source: ConfiguredSource, items: Iterable[FeedItem]) -> int:
        """Count the items that were never listed before."""
        return sum(address_of(source, item) not in self.known for item in items)

    def note(self, source: ConfiguredSource, items: Iterable[FeedItem], living: Collection[str]) -> list[Kept]:
        """Note what a source lists; pages of another source in ``living`` stay with it. Gives what left the list."""
        listed: set[str] = set()
        for item in items:
            address = address_of(source, item)
            page = self.known.get(address)
            if page and page.source != source.name and page.source in living:
                continue
            listed.add(address)
            self._note_one(source, address, item, page)
        left = [
            page
            for page in self.known.values()
            if page.source == source.name and page.listed and page.address not in listed
        ]
        for page in left:
            page.listed = False
        self._shelf.put(left)
        return left

    def _note_one(self, source: ConfiguredSource, address: str, item: FeedItem, page: Kept | None) -> None:
        entry = _mark(item.title, item.published or "", item.content)
        if page is None:
            page = self.known[address] = Kept(address, source.name, "", first_seen=self.moment)
        elif (page.source, page.entry, page.listed) == (source.name, entry, True):
            return
        if page.entry != entry:
            page.checked = None
        page.source, page.outlet, page.entry, page.listed = source.name, source.outlet, entry, True
        page.title, page.stated, page.language = item.title, item.published, item.language
        page.link = item.link or "" if _has_page(item) else ""
        if not page.link:
            self._read_feed_text(source, page, item)
        self._shelf.put([page])

    def _read_feed_text(self, source: ConfiguredSource, page: Kept, item: FeedItem) -> None:
        page.checked = self.moment
        if not item.content.strip():
            page.problem = NO_TEXT
            return
        link = item.link or ""
        self._take(source, page, Page(link, link, _as_page(item).encode("utf-8", "replace"), FEED_TEXT))

    def ask_again(self, pages: Iterable[Kept]) -> None:
        """Have pages fetched in this run, whatever their time."""
        changed = list(pages)
        for page in changed:
            page.checked = None
        self._shelf.put(changed)

    def take(self, source: ConfiguredSource, page: Kept, outcome: Page | Failure) -> None:
        """Learn from what a fetch gave."""
        if isinstance(outcome, Failure):
            self._take_failure(source, page, outcome)
        else:
            page.checked = self.moment
            self._take(source, page, outcome)
        self._shelf.put([page])

    def _take_failure(self, source: ConfiguredSource, page: Kept, failure: Failure) -> None:
        if failure.reason in PASSING:
            return  # nothing was learned of the page: it stays due
        page.checked = self.moment
        if failure.reason is Reason.GONE:
            page.gone = True
        elif failure.reason is Reason.MISSING:
            self._miss(source, page)
        if not page.is_readable:
            page.problem = failure.sentence.rstrip(".")

    def _miss(self, source: ConfiguredSource, page: Kept) -> None:
        """Count a page as deleted that is missing for a day, or at once where its sitemap dropped it as well."""
        page.missing = page.missing or self.moment
        waited = self._now - datetime.fromisoformat(page.missing) if page.missing else timedelta(0)
        page.gone = waited >= MISSING_DAY or (source.kind.reads == "sitemap" and not page.listed)

    def _take(self, source: ConfiguredSource, page: Kept, found: Page) -> None:
        mark = hashlib.sha256(found.body).hexdigest()
        if mark == page.mark:
            page.missing, page.gone = None, False
            return
        article = read_web_page(found.body, self.surroundings(source, page, found.content_type, found.url))
        signature = b"" if isinstance(article, Rejected) else signature_of(article.body)
        if found.moved_to and page.is_readable and likeness(signature, self._shelf.signature(page.address)) < UNLIKE:
            self._miss(source, page)
            return
        page.missing, page.gone, page.mark = None, False, mark
        page.content_type, page.url = found.content_type, found.url
        self._shelf.put_body(page.address, found.body)
        if isinstance(article, Rejected):
            page.problem = article.reason
            return
        page.problem, page.published = "", article.published
        page.names = " ".join(_names(page, article.url, found.moved_to))
        fingerprint = _mark(article.title, article.text, article.lang, article.published or "")
        if fingerprint != page.fingerprint:
            page.fingerprint = fingerprint
            self.read[page.address] = article
            self._shelf.put_signature(page.address, signature)

    def surroundings(self, source: ConfiguredSource, page: Kept, content_type: str, url: str) -> Surroundings:
        """Give what is known of a page besides its bytes."""
        return Surroundings(
            page.item or page.address, url, content_type, source.outlet, self._now.date(), page.title, page.stated,
            page.language, source.language,
        )  # fmt: skip

    def again(self, source: ConfiguredSource, page: Kept) -> Article | Rejected:
        """Give the article of a page without the network."""
        if page.address in self.read:
            return self.read.pop(page.address)
        body = self._shelf.body(page.address)
        around = self.surroundings(source, page, page.content_type, page.url)
        return read_web_page(body, around) if body else Rejected(page.link, "", "its page is not at hand", page.item)


def table_address(source: ConfiguredSource) -> str:
    """Name the table of a source."""
    return f"{source.name}/{source.release or source.table}"


def address_of(source: ConfiguredSource, item: FeedItem) -> str:
    """Name an item by its page; without a page its name holds within its source only."""
    return item.key if _has_page(item) else f"{source.name}-{item.key}"


def _has_page(item: FeedItem) -> bool:
    return id_from_url(item.link) is not None


def _as_page(item: FeedItem) -> str:
    """Frame the text of a feed as the page that it would stand on."""
    text = item.content if "<" in item.content else f"<p>{escape(item.content)}</p>"
    return f"<html><body><article><h1>{escape(item.title)}</h1>{text}</article></body></html>"


def _names(page: Kept, stated: str | None, moved_to: str | None) -> list[str]:
    """Name the other addresses of a page: the one it states, and the one it moved to for good, on the same site."""
    site = outlet_of(moved_to or page.url or page.link)
    named = (id_from_url(one) for one in (stated, moved_to) if one and outlet_of(one) == site)
    return [one for one in dict.fromkeys(named) if one and one != page.address]


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
