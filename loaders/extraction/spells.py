"""Weeks, weekends, seasons and "so long ago": times that are told by their distance or by a part of the year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from loaders.extraction.moments import YEAR, Partial, TimeMention
from loaders.extraction.numbers import parse_number

T = TypeVar("T")
_I = re.IGNORECASE
_COUNT = {
    "en": r"(?P<count>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})",
    "ru": r"(?:(?P<count>\d{1,2}|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\s+)?",
}
_EN_SEASON = r"(?P<season>spring|summer|autumn|fall)"
_RU_SEASON = r"(?P<season>весн(?:ой|ы|у)|лет(?:ом|а|о)|осен(?:ью|и|ь))"
_PATTERNS = {
    "en": (
        re.compile(r"\b(?:(?:earlier|late|later|early)\s+)?(?P<near>last|this|next)\s+week(?!end|ly|['’]s)\b", _I),
        re.compile(r"\b(?:over|at|during)\s+the\s+(?:(?:past|last)\s+)?(?P<weekend>weekend)\b", _I),
        re.compile(rf"\b{_COUNT['en']}\s+(?P<unit>day|week|month|year)s?\s+ago\b", _I),
        re.compile(rf"\b(?:the\s+)?{_EN_SEASON}\s+(?:of\s+)?(?P<year>{YEAR})\b", _I),
        re.compile(rf"\b(?P<near>last|this|next)\s+{_EN_SEASON}\b", _I),
    ),
    "ru": (
        re.compile(r"\b(?:на|с)\s+(?P<near>прошл|минувш|прошедш|эт|текущ|нынешн|следующ|будущ)\w+\s+недел[еи]\b", _I),
        re.compile(r"\b(?:в|на)\s+(?:(?:минувш|прошедш|прошл)\w+\s+)?(?P<weekend>выходны[ех])(?:\s+дн\w+)?\b", _I),
        re.compile(rf"\b{_COUNT['ru']}(?P<unit>дн\w+|сут\w+|недел\w+|месяц\w*|год\w*|лет)\s+(?:тому\s+)?назад\b", _I),
        re.compile(rf"\b{_RU_SEASON}\s+(?P<year>{YEAR})(?:-?(?:го|й|м))?(?:\s+год\w+|\s+г\.)?", _I),
        re.compile(rf"\b(?P<near>прошл|минувш|прошедш|эт|нынешн|следующ|будущ)\w+\s+{_RU_SEASON}\b", _I),
        re.compile(rf"\b{_RU_SEASON}(?=\s+(?:прошлого|минувшего|этого|текущего|нынешнего|следующего)\s+года)", _I),
    ),
}  # fmt: skip
# The first month of each; a winter has two years, so it counts only by its year.
_SEASONS = ((3, r"spring|весн"), (6, r"summer|лет"), (9, r"autumn|fall|осен"))
_NEAR = (("past", r"last|прошл|минувш|прошедш"), ("this", r"this|эт|текущ|нынешн"), ("future", r"next|следующ|будущ"))
_WEEKS = {"past": -1, "this": 0, "future": 1}
_UNITS = (("year", r"год|лет|year"), ("month", r"месяц|month"), ("week", r"недел|week"), ("day", r"сут|дн|day"))


def spells(text: str, lang: str) -> list[TimeMention]:
    """Find such times in a sentence."""
    found = []
    for pattern in _PATTERNS[lang]:
        for match in pattern.finditer(text):
            partial = _partial(match, lang)
            if partial is not None:
                found.append(TimeMention(partial, None, "in", match.start(), match.end()))
    return found


def _partial(match: re.Match[str], lang: str) -> Partial | None:
    given = {name: value for name, value in match.groupdict().items() if value}
    near = _told(_NEAR, given["near"]) if "near" in given else None
    if "season" in given:
        month = _told(_SEASONS, given["season"])
        return Partial(int(given["year"]) if "year" in given else None, month, span=3, shift=near)
    if "weekend" in given:
        return Partial(shift="weekend")
    if near is not None:
        return Partial(shift=f"week{_WEEKS[near]:+d}")
    count = 1 if given.get("count", "a").lower() == "a" else parse_number(given["count"], lang)
    return Partial(shift=f"{_told(_UNITS, given['unit'])}-{int(count)}") if count else None


def _told(rows: Iterable[tuple[T, str]], word: str) -> T:
    """Give what a word means, by its stem."""
    return next(meaning for meaning, stems in rows if re.match(stems, word, _I))


def week(shift: str, anchor: date) -> str:
    """Place a week, from Monday to Sunday, or the weekend before the day of publication."""
    monday = anchor - timedelta(days=anchor.weekday())
    if shift == "weekend":
        saturday = monday + timedelta(days=5 if anchor.weekday() == 6 else -2)  # Sunday's papers: this weekend
        return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
    first = monday + timedelta(weeks=int(shift[4:]))
    return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
