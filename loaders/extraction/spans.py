"""Stretches of time told by their two ends, or by how much of a year has passed: "between 2017 and 2022", "in 9M 2024"."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.extraction.moments import RU_MONTH, YEAR, Partial, TimeMention, month_number
from loaders.extraction.numbers import parse_number

_I = re.IGNORECASE
_EN_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_RU_OF_YEAR = r"(?:-?го)?(?:\s*(?:года|году|год|годом|гг?\.?)(?!\w))?"
_RU_COUNT = r"\d{1,2}|два|две|двух|три|трех|четыре|четырех|пять|пяти|шесть|шести|семь|семи|восемь|восьми|девять|девяти|десять|десяти|одиннадцать|одиннадцати"
_EN_COUNT = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven"
_THIS_RU = r"(?P<this>(?:этого|текущего|нынешнего)\s+года|[тс]\.\s?г\.)"

Reader = Callable[[re.Match[str], str], TimeMention | None]


def spans(text: str, lang: str) -> list[TimeMention]:
    """Find the stretches of a sentence, from left to right."""
    found: list[TimeMention] = []
    for pattern, reader in _PATTERNS[lang]:
        for match in pattern.finditer(text):
            mention = reader(match, lang)
            if mention and not any(m.start < mention.end and mention.start < m.end for m in found):
                found.append(mention)
    return found


def _month(name: str | None, lang: str) -> int | None:
    return month_number(name, lang) if name else None


def _two_ends(match: re.Match[str], lang: str) -> TimeMention | None:
    """Read "from March 2017 to 2022": each end as exact as it is told."""
    part = match.groupdict()
    month1, month2 = _month(part.get("month1"), lang), _month(part.get("month2"), lang)
    last = part.get("year2")
    first = part.get("year1") or (last if month1 and month2 else None)
    day1, day2 = (int(part[name]) if part.get(name) else None for name in ("day1", "day2"))
    if not (first or month1) or not (last or month2) or any(d is not None and not 1 <= d <= 31 for d in (day1, day2)):
        return None
    begin = Partial(int(first) if first else None, month1, day1)
    finish = Partial(int(last) if last else None, month2, day2)
    return TimeMention(begin, finish, "range", match.start(), match.end())


def _from_january(match: re.Match[str], lang: str) -> TimeMention | None:
    """Read "from January through 2023": the whole year."""
    return TimeMention(Partial(int(match["year2"])), None, "range", match.start(), match.end())


def _so_many(months: int) -> Reader:
    def read(match: re.Match[str], lang: str) -> TimeMention | None:
        count = parse_number(match["count"], lang)
        part = match.groupdict()
        total = int(count or 0) * months
        if not 1 < total < 12:
            return None
        last = _month(part.get("to"), lang)
        if part.get("to") and last != total:
            return None
        shift = "this" if part.get("this") else "of year-1" if part.get("past") else None
        year = int(part["year"]) if part.get("year") else None
        if year is None and shift is None:
            shift = "so far"
        return TimeMention(Partial(year, 1, span=total, shift=shift), None, "in", match.start(), match.end())

    return read


def _year_so_far(match: re.Match[str], lang: str) -> TimeMention | None:
    year = match.groupdict().get("year")
    begin = Partial(int(year)) if year else Partial(shift="year0")
    return TimeMention(begin, None, "range", match.start(), match.end())


_PATTERNS: dict[str, list[tuple[re.Pattern[str], Reader]]] = {
    "ru": [
        (re.compile(rf"\b[сc]\s+(?:(?:(?P<day1>\d{{1,2}})\s+)?(?P<month1>{RU_MONTH})\s+)?(?P<year1>{YEAR}){_RU_OF_YEAR}\s+(?:по|до)\s+(?:(?:(?P<day2>\d{{1,2}})\s+)?(?P<month2>{RU_MONTH})\s+)?(?P<year2>{YEAR}){_RU_OF_YEAR}", _I), _two_ends),
        (re.compile(rf"\b(?P<count>{_RU_COUNT})\s+(?:первых\s+)?кварт\w+\s+(?:(?P<year>{YEAR}){_RU_OF_YEAR}|{_THIS_RU}|(?P<past>прошлого\s+года))", _I), _so_many(3)),
        (re.compile(rf"\b(?P<count>\d{{1,2}})\s*(?:мес\.|м(?=\s))\s*(?:(?P<year>{YEAR}){_RU_OF_YEAR}|{_THIS_RU})", _I), _so_many(1)),
        (re.compile(rf"\b(?P<count>{_RU_COUNT})\s+месяц\w+\s+(?:{_THIS_RU}|(?P<past>прошлого\s+года))", _I), _so_many(1)),
        (re.compile(rf"\b(?:за|по\s+итогам)\s+(?:первые\s+)?(?P<count>{_RU_COUNT})\s+месяц\w+\b(?!\s+(?:до|после|назад|{YEAR}|год|этого|текущ|прошл))", _I), _so_many(1)),
        (re.compile(rf"\bс\s+начала\s+(?:(?P<year>{YEAR})(?:-?го)?\s*(?:года|г\.)|(?:(?:этого|текущего|нынешнего)\s+)?года)(?!\s+по)", _I), _year_so_far),
    ],
    "en": [
        (re.compile(rf"\b(?:from|between)\s+(?:(?P<month1>{_EN_MONTH})\s+(?:of\s+)?)?(?P<year1>{YEAR})\s+(?:to|through|until|till|and)\s+(?:the\s+end\s+of\s+)?(?:(?P<month2>{_EN_MONTH})\s+(?:of\s+)?)?(?P<year2>{YEAR})(?![\d%]|[.,]\d)", _I), _two_ends),
        (re.compile(rf"\bbetween\s+(?P<month1>{_EN_MONTH})\s+and\s+(?P<month2>{_EN_MONTH})(?:,?\s+(?:of\s+)?(?P<year2>{YEAR}))?", _I), _two_ends),
        (re.compile(rf"\bfrom\s+January\s+(?:through|to)\s+(?P<year2>{YEAR})(?![\d%]|[.,]\d)", _I), _from_january),
        (re.compile(rf"\b(?:first\s+)?(?P<count>two|three)\s+quarters\s+of\s+(?:(?P<year>{YEAR})|(?P<this>this\s+year|the\s+year)|(?P<past>last\s+year))", _I), _so_many(3)),
        (re.compile(rf"\b(?P<count>\d{{1,2}})M\s+(?P<year>{YEAR})"), _so_many(1)),
        (re.compile(rf"\b(?P<count>{_EN_COUNT})\s+months\s+(?:of\s+)?(?:(?P<this>this\s+year)|(?P<past>last\s+year))", _I), _so_many(1)),
        (re.compile(rf"\b(?:over|in|for|during|by\s+the\s+end\s+of)\s+(?:the\s+)?(?:first\s+)?(?P<count>{_EN_COUNT})\s+months\s+(?:to|through)\s+(?P<to>{_EN_MONTH})(?:\s+(?P<year>{YEAR}))?", _I), _so_many(1)),
        (re.compile(rf"\b(?:for\s+(?:the\s+)?first|in|by\s+the\s+end\s+of|following\s+the\s+results\s+of)\s+(?P<count>{_EN_COUNT})\s+months\b(?!\s+(?:of|to|through|time|after|before|later))", _I), _so_many(1)),
        (re.compile(rf"\b(?:since|from)\s+the\s+(?:beginning|start)\s+of\s+(?:(?P<year>{YEAR})|(?:the|this|the\s+current)\s+year)|\byear[-\s]to[-\s]date\b|\bso\s+far\s+this\s+year\b", _I), _year_so_far),
    ],
}  # fmt: skip
