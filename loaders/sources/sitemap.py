"""Sitemaps, with the news extension: the pages they list, and the sitemaps an index lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import BadInput
from loaders.fetch.body import unpack
from loaders.fetch.outcome import FetchFault
from loaders.sources.dates import published_day
from loaders.sources.item import FeedItem, Listing, each_once, identity
from loaders.sources.xml_guard import refuse_bombs, xml_text

MOST_BYTES = 50_000_000  # https://www.sitemaps.org/protocol.html: "no larger than 50MB"
MOST_PAGES = 1000
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file: the pages in it, and the further sitemaps it names."""

    listing: Listing
    further: tuple[str, ...] = ()


def read_sitemap(data: bytes, content_type: str, today: date) -> Sitemap:
    """Read a sitemap or an index of sitemaps, also a gzipped file.

    Raises:
        BadInput: no sitemap, broken XML, or a bomb.
    """
    text = xml_text(_unpacked(data), content_type)
    refuse_bombs(text)
    root = _root(text)
    kind = _name(root)
    if kind == "sitemapindex":
        return Sitemap(Listing(()), tuple(link for one in root if (link := _child(one, "loc"))))
    if kind != "urlset":
        raise BadInput("no sitemap: its XML is something else")
    entries = [item for one in root if _name(one) == "url" and (item := _item(one, today))]
    entries.sort(key=lambda item: item.published or "", reverse=True)
    items, _ = each_once(entries)
    cut = len(items) - MOST_PAGES
    note = (f"{cut} pages after the newest {MOST_PAGES} are left alone",) if cut > 0 else ()
    return Sitemap(Listing(items[:MOST_PAGES], note))


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return unpack([data], MOST_BYTES)
    except FetchFault as fault:
        raise BadInput(fault.sentence) from None


def _root(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"broken XML: {error.msg}") from None


def _item(element: Any, today: date) -> FeedItem | None:  # noqa: ANN401
    link = _child(element, "loc")
    key = identity(link, "", "") if link.startswith(("http://", "https://")) else None
    if key is None:
        return None
    day, note = published_day(_child(element, "publication_date") or _child(element, "lastmod"), today)
    language = _child(element, "language")[:2].lower() or None
    return FeedItem(key, link, _child(element, "title"), day, language, notes=(note,) if note else ())


def _child(element: Any, name: str) -> str:  # noqa: ANN401
    """Give the text of the first element of a name, whatever its namespace."""
    return next(("".join(one.itertext()).strip() for one in _below(element) if _name(one) == name), "")


def _below(element: Any) -> Iterator[Any]:  # noqa: ANN401
    return (one for one in element.iterdescendants() if isinstance(one.tag, str))


def _name(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]
