"""RSS and Atom in all their broken forms, from bytes already fetched to items; nothing here reaches for the network."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from graph.errors import BadInput
from loaders.sources.dates import published_day
from loaders.sources.item import FeedItem, Listing, each_once, identity
from loaders.sources.xml_guard import first_items, refuse_bombs, refuse_masses, xml_text

MOST_ITEMS = 1000  # feeds hold 10 to 200; feedparser takes about 1 ms for each


def read_feed(data: bytes, url: str, content_type: str, today: date) -> Listing:
    """Read a feed found at ``url``.

    Raises:
        BadInput: no feed, not readable, or a bomb.
    """
    import feedparser  # type: ignore[import-untyped]

    text = xml_text(data, content_type)
    refuse_bombs(text)
    text, cut = first_items(text, MOST_ITEMS)
    refuse_masses(text)
    # Bytes in a stream: a text could be taken for an address. Content is cleaned later, with the page.
    found = feedparser.parse(
        BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False, resolve_relative_uris=False,
    )  # fmt: skip
    if not found.version and not found.entries:
        raise BadInput("no RSS or Atom feed: the address shows something else")
    entries = [item for entry in found.entries if (item := _item(entry, url, found.feed.get("language"), today))]
    items, doubles = each_once(entries)
    return Listing(items, _notes(found, cut, len(found.entries) - len(entries), doubles))


def _notes(found: Any, cut: int, nameless: int, doubles: int) -> tuple[str, ...]:  # noqa: ANN401 - feedparser's own dictionary
    broken = found.bozo and "Encoding" not in type(found.get("bozo_exception")).__name__
    notes = {
        "the feed is broken XML; what could be read is read": broken,
        f"{cut} items after the first {MOST_ITEMS} are left alone": cut,
        f"{nameless} items have neither link, id nor title and are left out": nameless,
        f"{doubles} items stand in it twice": doubles,
    }
    return tuple(note for note, holds in notes.items() if holds)


def _item(entry: Any, url: str, language: str | None, today: date) -> FeedItem | None:  # noqa: ANN401
    link = _absolute(url, _stated(entry, "link"))
    title = " ".join(_stated(entry, "title").split())
    key = identity(link, _stated(entry, "id"), title)
    if key is None:
        return None
    day, note = published_day(_stated(entry, "published") or _stated(entry, "updated"), today)
    spoken = (language or "")[:2].lower() or None
    return FeedItem(key, link, title, day, spoken, _content(entry), (note,) if note else ())


def _stated(entry: Any, name: str) -> str:  # noqa: ANN401
    """Give what an entry itself states; feedparser would fill some names from others."""
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""


def _content(entry: Any) -> str:  # noqa: ANN401
    bodies = [str(one.get("value", "")) for one in dict.get(entry, "content") or ()]
    return max([*bodies, _stated(entry, "summary")], key=len)


def _absolute(url: str, link: str) -> str | None:
    try:
        found = urljoin(url, link.strip()) if link.strip() else None
    except ValueError:
        return None
    return found if found and found.startswith(("http://", "https://")) else None
