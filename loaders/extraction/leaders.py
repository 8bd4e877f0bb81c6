"""The country that a president or head of government leads: an order to nobody in particular is one to that country."""

from __future__ import annotations

import re
from functools import cache

from loaders.extraction.data import table


def led_by(text: str, lang: str) -> str | None:
    """Give the country of the only leader that a sentence names; None where it names none or several."""
    found = {country for country, pattern in _leaders(lang) if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


@cache
def _leaders(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = table("leaders")[lang]
    return tuple((country, re.compile(pattern, re.IGNORECASE)) for country, pattern in rows.items())
