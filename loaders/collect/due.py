"""When a page is asked for again: at once where its feed says something new of it, else each time its age has doubled.

So a page that was first read at noon is asked for at one o'clock, two, four, eight: some ten requests in its first
month, and none after that. Corrections come early in the life of an article.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from loaders.collect.kept import Kept

WATCHED = timedelta(days=30)  # since it was first seen; after that a page is asked for only when its feed changes it
MISSING_DAY = timedelta(days=1)  # a page that answers 404 is asked for again after this, and then counts as deleted


def is_due(page: Kept, interval: int, now: datetime) -> bool:
    """Tell whether a page is to be fetched; ``interval`` is its source's, in seconds."""
    if not page.link:
        return False
    if page.checked is None:
        return True
    checked, first = datetime.fromisoformat(page.checked), datetime.fromisoformat(page.first_seen)
    if page.missing and not page.gone:
        return now - datetime.fromisoformat(page.missing) >= MISSING_DAY
    if now - first > WATCHED:
        return False
    return now < checked or now - checked >= max(timedelta(seconds=interval), checked - first)


def oldest_first(pages: Iterable[Kept]) -> list[Kept]:
    """Order what is fetched: pages never read, newest first, then those that have waited longest."""
    by_day = sorted(pages, key=lambda page: (page.stated or "", page.address), reverse=True)
    return sorted(by_day, key=lambda page: page.checked or "")
