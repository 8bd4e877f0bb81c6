"""One thing that may be typed, and how a list of them is chosen from words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLAIN = re.compile(r"[^\W\d]\w*")
Offer = tuple[str, Iterable[str]]  # a kind and the texts of that kind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that may replace what stands from ``start`` to the cursor, what kind it is, and what it means."""

    text: str
    start: int
    kind: str
    note: str = ""


def starting(offered: Iterable[Offer], prefix: str, cursor: int) -> list[Suggestion]:
    """Keep what starts like the prefix, in any case; what is typed already is not offered."""
    small = prefix.strip("`").lower()
    return [
        Suggestion(text, cursor - len(prefix), kind)
        for kind, texts in offered
        for text in texts
        if text.lower().lstrip("`").startswith(small) and text != prefix
    ]


def quoted(names: Iterable[str]) -> list[str]:
    """Put names that are no plain words into back-quotes."""
    return [name if _PLAIN.fullmatch(name) else f"`{name.replace('`', '``')}`" for name in names]
