"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urljoin

from graph.errors import BadInput
from loaders.documents.decode import decode
from loaders.sources.dates import published_day
from loaders.sources.feed import MOST_ITEMS
from loaders.sources.item import FeedItem, Listing, each_once, identity


def read_json_feed(data: bytes, url: str, today: date) -> Listing:
    """Read a JSON feed found at ``url``.

    Raises:
        BadInput: no JSON, or no JSON Feed.
    """
    try:
        document = json.loads(decode(data).text, strict=False)
    except (ValueError, RecursionError):
        raise BadInput("no JSON Feed: the address shows no readable JSON") from None
    rows = document.get("items") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise BadInput("no JSON Feed: it has no list of items")
    language = _text(document, "language")
    entries = [item for row in rows[:MOST_ITEMS] if (item := _item(row, url, language, today))]
    items, doubles = each_once(entries)
    notes = {
        f"{len(rows) - MOST_ITEMS} items after the first {MOST_ITEMS} are left alone": len(rows) > MOST_ITEMS,
        f"{len(rows[:MOST_ITEMS]) - len(entries)} items have neither link, id nor title and are left out": (
            len(rows[:MOST_ITEMS]) > len(entries)
        ),
        f"{doubles} items stand in it twice": doubles,
    }
    return Listing(items, tuple(note for note, holds in notes.items() if holds))


def _item(row: object, url: str, language: str, today: date) -> FeedItem | None:
    if not isinstance(row, dict):
        return None
    link = _link(url, _text(row, "url") or _text(row, "external_url"))
    title = " ".join(_text(row, "title").split())
    key = identity(link, _text(row, "id"), title)
    if key is None:
        return None
    day, note = published_day(_text(row, "date_published") or _text(row, "date_modified"), today)
    content = _text(row, "content_html") or _text(row, "content_text") or _text(row, "summary")
    spoken = (_text(row, "language") or language)[:2].lower() or None
    return FeedItem(key, link, title, day, spoken, content, (note,) if note else ())


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _link(url: str, link: str) -> str | None:
    try:
        found = urljoin(url, link.strip()) if link.strip() else ""
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) else None
