"""Which article an address shows: each story once, whatever the number of addresses that one outlet gives it.

An address joins an article of its outlet that goes by the same name (the address that a page states as its own, or the
one it moved to for good) in a like text, or that has the very same text. Else it is an article of its own, named by the
address that its page states. Once settled it stays, so a moved page keeps its article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loaders.collect.kept import Kept
from loaders.collect.words import likeness

LIKE = 0.3  # sites that state one address on all their pages are not believed


def settle(pages: Iterable[Kept], signatures: Mapping[str, bytes]) -> list[Kept]:
    """Name the article of every page that has none yet; give these pages."""
    readable = [page for page in pages if page.is_readable]
    book = _Book(signatures)
    for page in readable:
        if page.item:
            book.enter(page)
    fresh = sorted((page for page in readable if not page.item), key=lambda page: (page.published or "~", page.address))
    for page in fresh:
        page.item = book.article_of(page)
        book.enter(page)
    return fresh


class _Book:
    """Settled pages by the names and texts they go by."""

    def __init__(self, signatures: Mapping[str, bytes]) -> None:
        self._signatures = signatures
        self._by_name: dict[tuple[str, str], Kept] = {}
        self._by_text: dict[tuple[str, str], Kept] = {}
        self._items: set[str] = set()

    def enter(self, page: Kept) -> None:
        self._items.add(page.item)
        for name in (page.address, *page.names.split()):
            self._by_name.setdefault((page.outlet, name), page)
        self._by_text.setdefault((page.outlet, page.fingerprint), page)

    def article_of(self, page: Kept) -> str:
        names = (page.address, *page.names.split())
        for name in names:
            known = self._by_name.get((page.outlet, name))
            if known and self._like(page, known):
                return known.item
        if known := self._by_text.get((page.outlet, page.fingerprint)):
            return known.item
        return next((name for name in page.names.split() if name not in self._items), page.address)

    def _like(self, page: Kept, known: Kept) -> bool:
        if page.fingerprint == known.fingerprint:
            return True
        left, right = (self._signatures.get(one.address, b"") for one in (page, known))
        return likeness(left, right) >= LIKE
