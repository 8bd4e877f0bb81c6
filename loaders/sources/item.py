"""What a feed or sitemap offers: items with an identity that survives new ids, addresses and trackers."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from loaders.documents.identity import id_from_url


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item; ``published`` is an EDTF day or None, ``content`` what the feed itself shows of the text."""

    key: str
    link: str | None
    title: str
    published: str | None = None
    language: str | None = None
    content: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of one fetch, each once, in the order of the source; ``notes`` are about the whole of it."""

    items: tuple[FeedItem, ...]
    notes: tuple[str, ...] = ()


def identity(link: str | None, given: str, title: str) -> str | None:
    """Name an item: by its page without trackers, as feeds change ids more often; else by its id, else its title."""
    if from_link := id_from_url(link):
        return from_link
    stated = given or title
    return sha256(stated.encode("utf-8", "replace")).hexdigest()[:16] if stated else None


def each_once(items: list[FeedItem]) -> tuple[tuple[FeedItem, ...], int]:
    """Keep the first of the items that are the same, and count the others."""
    found: dict[str, FeedItem] = {}
    for item in items:
        found.setdefault(item.key, item)
    return tuple(found.values()), len(items) - len(found)
