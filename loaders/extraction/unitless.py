"""Numbers without a unit of their own: shares in a list, and what goes on with the unit of the figure before."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.model.claim import Quantity
from loaders.extraction.numbers import DIGITS_PATTERN, MULTIPLIERS, WORD_PATTERN, parse_number
from loaders.extraction.quantities import Measure, is_change, is_old, qualifier, rounded

_SHARE = re.compile(rf"(?<![\w.,-])(?:{DIGITS_PATTERN}|\b(?:{WORD_PATTERN})\b)(?![\w%])(?!\s*(?:%|percent|процент))")


def bare_shares(text: str, found: Iterable[Measure], lang: str) -> list[Measure]:
    """Give the bare numbers beside percentages: "51 percent, against 49 for the other", «ещё семь имеет …»."""
    lower = text.lower().replace("ё", "е")
    extra = []
    for match in _SHARE.finditer(lower):
        amount = parse_number(match.group(), lang)
        free = not any(m.start < match.end() and match.start() < m.end for m in found)
        if free and amount is not None and 0 < amount < 100:
            extra.append(Measure(Quantity(amount, "percent"), match.start(), match.end()))
    return extra


_PLAIN = re.compile(
    rf"(?<![\w.,$€-])(?:(?P<low>{DIGITS_PATTERN}|\ba(?=\s)|\b(?:{WORD_PATTERN})\b)\s*(?P<mult>тыс\.?|тысяч\w?|млн\.?|миллион\w*|млрд\.?|миллиард\w*|thousand|million|billion|mln|bn)(?!\s+and\s+(?:{WORD_PATTERN})\b)"
    rf"|(?P<plain>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[\u00a0 ]\d{{3}})+))(?=\s*(?:[,.;:)—–]|$|\s(?:в|во|из|с|со|по|через|для|на|of|in|from|to|for|through|via|a|and|и|went|left|headed|as|by|before|was|were|stayed|the|ушло|ушел|прошло)(?!\w)))"
)
_SIZES = {
    "t": 1.0,
    "kt": 1e3,
    "Mt": 1e6,
    "bbl": 1.0,
    "kbbl": 1e3,
    "Mbbl": 1e6,
    "kb/d": 1e3,
    "mb/d": 1e6,
    "kt/y": 1e3,
    "Mt/y": 1e6,
    "bcm": 1e9,
    "bcm/y": 1e9,
    "tU": 1.0,
}


def carried_figures(text: str, found: Sequence[Measure], lang: str, unit: str | None) -> list[Measure]:
    """Give the numbers without a unit that go on with the unit of the quantity before: "and some 90,000 a year later".

    ``unit``: that of the sentence before, for a sentence whose first number has none.
    """
    lower, extra = text.lower().replace("ё", "е"), []
    for match in _PLAIN.finditer(lower):
        if any(m.start < match.end() and match.start() < m.end for m in found):
            continue
        model = next((m.value.unit for m in reversed(found) if m.end <= match.start() and m.value.unit in _SIZES), unit)
        amount = parse_number("1" if match["low"] == "a" else match["low"] or match["plain"], lang)
        if (
            model not in _SIZES
            or amount is None
            or re.match(r"\s*(?:of\s+)?(?:долл|руб|usd|euro|евро|тенге|people|человек)", lower[match.end() :])
        ):
            continue
        total = amount * next((f for w, f in MULTIPLIERS.items() if w == (match["mult"] or "").rstrip(".")), 1.0)
        value = Quantity(rounded(total / _SIZES[model]), model, about=qualifier(lower, match.start()))
        start, end = match.start(), match.end()
        if not is_change(lower, start, end, model):
            extra.append(Measure(value, start, end, old=is_old(lower, start, end)))
    return extra
