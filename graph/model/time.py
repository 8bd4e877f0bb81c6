"""Time as EDTF (ISO 8601-2), the small subset that sources need.

Supported: ``2022-07-05``, ``2022-07``, ``2022``, ``XXXX-07``, ``XXXX-07-05`` (unknown year) and
intervals ``A/B``, ``A/..`` (since A, still so), ``../B``. A year nobody stated stays ``XXXX``;
such a time has no place on the calendar, so its bounds are None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph.errors import InvalidTime

_POINT = re.compile(r"^(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")
_LEAP_YEAR = 2000  # stands in for an unknown year, so that 29 February is possible


@dataclass(frozen=True, slots=True)
class Point:
    """One day, month or year; ``year`` None means that nobody stated it."""

    text: str
    year: int | None
    month: int | None
    day: int | None

    def first(self, year: int | None = None) -> date | None:
        """Give the first day, reading an unknown year as ``year``; None where that is missing."""
        known = self.year or year
        return date(known, self.month or 1, self.day or 1) if known else None

    def last(self, year: int | None = None) -> date | None:
        """Give the last day, in the same manner."""
        known = self.year or year
        if not known:
            return None
        month = self.month or 12
        return date(known, month, self.day or monthrange(known, month)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """A parsed EDTF time: from the first to the last day it may mean, both included.

    ``start``/``end`` are None where the text leaves them open (``..``) or the year is unknown.
    """

    text: str
    begin: Point | None
    finish: Point | None

    @property
    def start(self) -> date | None:
        """The earliest day, None where unknown or open."""
        return self.begin.first() if self.begin else None

    @property
    def end(self) -> date | None:
        """The latest day, None where unknown or open."""
        return self.finish.last() if self.finish else None

    @property
    def year_known(self) -> bool:
        """Whether every stated end carries its year."""
        return all(point.year is not None for point in (self.begin, self.finish) if point)

    @property
    def is_interval(self) -> bool:
        """Whether the text names two ends (one may be open)."""
        return "/" in self.text

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies inside; never true for an unknown year."""
        if not self.year_known:
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@lru_cache(maxsize=65536)
def parse_period(text: str) -> Period:
    """Parse an EDTF text.

    Raises:
        InvalidTime: not of the supported subset, impossible, or an interval that ends before it starts.
    """
    if "/" not in text:
        point = _parse_point(text)
        return Period(text, point, point)
    left, _, right = text.partition("/")
    begin = None if left == ".." else _parse_point(left)
    finish = None if right == ".." else _parse_point(right)
    period = Period(text, begin, finish)
    if begin is None and finish is None:
        raise InvalidTime(f'"{text}" names no time: both ends are open.')
    if period.start and period.end and period.start > period.end:
        raise InvalidTime(f'"{text}" ends before it starts.')
    return period


def _parse_point(text: str) -> Point:
    match = _POINT.match(text)
    if not match:
        raise InvalidTime(f'"{text}" is no EDTF time; write 2022, 2022-07, 2022-07-05, XXXX-07 or 2022-09/..')
    year = None if match["year"] == "XXXX" else int(match["year"])
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    try:
        date(year if year is not None else _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        raise InvalidTime(f'"{text}" is not on the calendar.') from None
    return Point(text, year, month, day)


def parse_day(text: str) -> date:
    """Parse one calendar day, as the options ``--as-of`` and ``--known-at`` take it.

    Raises:
        InvalidTime: anything but YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidTime(f'"{text}" is no day; write it as 2025-12-01.') from None
