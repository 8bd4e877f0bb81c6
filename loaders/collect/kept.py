"""One address of a page, and what was learned from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Kept:
    """What is known of one address; its body lies on the shelf. Times are ISO 8601 in UTC, None: never.

    ``address`` is the address without trackers, which names it; ``link`` is what to fetch, empty for an item whose
    text stands in its feed. ``item`` is the article it belongs to, as several addresses may show one. ``entry`` changes
    with what the feed says of it; ``mark`` with its bytes; ``fingerprint`` with its cleaned text. ``names`` are the
    other addresses that it goes by. ``problem`` is why it gives no article. ``missing`` is since when it answers 404.
    """

    address: str
    source: str
    link: str
    outlet: str = ""
    title: str = ""
    stated: str | None = None
    language: str | None = None
    entry: str = ""
    listed: bool = True
    first_seen: str = ""
    checked: str | None = None
    missing: str | None = None
    gone: bool = False
    problem: str = ""
    mark: str = ""
    content_type: str = ""
    url: str = ""
    names: str = ""
    fingerprint: str = ""
    published: str | None = None
    item: str = ""

    @property
    def is_readable(self) -> bool:
        """Tell whether it gave an article, now or once."""
        return bool(self.fingerprint)
