"""Which articles reprint another outlet's: the earliest of those with nearly one text is the first printing.

It follows from the texts and their days alone, so the order in which they were found does not matter: an earlier
printing that is found later makes the others its reprints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from loaders.collect.kept import Kept
from loaders.collect.words import alike_to

WINDOW = timedelta(days=14)  # texts printed further apart are new reports in old words: monthly figures, forecasts


def new_pairs(
    renewed: Iterable[str], pages: Mapping[str, Kept], signatures: Mapping[str, bytes]
) -> list[tuple[str, str]]:
    """Find the near-duplicates by other outlets of the pages whose text is new."""
    found = []
    for address in sorted(renewed):
        page = pages[address]
        others = {
            key: words
            for key, words in signatures.items()
            if key in pages and pages[key].outlet != page.outlet and _near(page, pages[key])
        }
        found += [(address, other) for other, _ in alike_to(signatures.get(address, b""), others)]
    return found


def originals(pairs: Iterable[tuple[str, str]], shown: Mapping[str, Kept]) -> dict[str, str]:
    """Give, by article, the article that it reprints; ``shown`` are the pages that articles are read from."""
    earliest: dict[str, Kept] = {}
    for left, right in pairs:
        if left not in shown or right not in shown or shown[left].item == shown[right].item:
            continue
        first, again = sorted((shown[left], shown[right]), key=_printed)
        known = earliest.get(again.item)
        if known is None or _printed(first) < _printed(known):
            earliest[again.item] = first
    return {item: _root(item, earliest) for item in sorted(earliest)}


def _root(item: str, earliest: Mapping[str, Kept]) -> str:
    while item in earliest:
        item = earliest[item].item
    return item


def _printed(page: Kept) -> tuple[str, str]:
    return (page.published or "~", page.item)


def _near(left: Kept, right: Kept) -> bool:
    days = [_day(page.published) for page in (left, right)]
    return None in days or abs(days[0] - days[1]) <= WINDOW  # type: ignore[operator]


def _day(published: str | None) -> date | None:
    """Give the day of a page; a month or a year is no day, and compares with none."""
    try:
        return date.fromisoformat(published or "")
    except ValueError:
        return None
