"""A time as a text says it: partial, relative, a range."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = r"(?:19|20)\d\d"
RU_MONTH = r"(?:январ|феврал|март|апрел|ма[йяе](?!\w)|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
_STEMS = {
    "ru": ("янв", "фев", "мар", "апр", "ма[йяе]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}


def month_number(name: str, lang: str) -> int:
    """Give the number of a named month, 1 to 12."""
    return next(i for i, stem in enumerate(_STEMS[lang], 1) if re.match(stem, name, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Partial:
    """What a text says of a day, month, quarter or year; ``year`` None where it does not say it.

    ``span`` is the number of months covered (3 a quarter, 6 a half-year); ``shift`` names a relative time.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: int = 1
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in a sentence: from ``begin`` to ``finish``. ``link``: in, since, until, by, range.

    ``placed``: its EDTF, where the time of another sentence has settled it. ``compared``: what a figure is only held
    against; ``same``: "the same period" of another year; ``state``: only how
    far a count reaches ("as of the end of October").
    """

    begin: Partial
    finish: Partial | None
    link: str
    start: int
    end: int
    placed: str | None = None
    compared: bool = False
    same: bool = False
    state: bool = False
