"""From a time as written to EDTF, anchored to the day of publication. A year nobody stated stays XXXX."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from graph.errors import InvalidTime
from graph.model.time import parse_period
from loaders.extraction.moments import Partial, TimeMention
from loaders.extraction.spells import week

OPEN_ENDED = ".."


def resolve(mention: TimeMention, published: str | None, *, future: bool = False) -> str | None:
    """Give the EDTF text of a time, or None when it cannot be placed at all.

    ``future``: the statement looks forward, so a month without a year is the next one, not the last.
    """
    if mention.placed is not None:
        return _valid(f"{mention.placed.split('/')[0]}/{OPEN_ENDED}" if mention.link == "since" else mention.placed)
    anchor = _anchor(published)
    begin = _point(mention.begin, anchor, future)
    if begin is None:
        return None
    if mention.finish is not None:
        text = _range(mention, begin, anchor, future)
    elif mention.link == "since":
        text = f"{begin.split('/')[0]}/{OPEN_ENDED}"
    else:
        text = begin
    return _valid(text)


def _range(mention: TimeMention, begin: str, anchor: date | None, future: bool) -> str | None:
    assert mention.finish is not None
    if anchor and (now := _around(mention, anchor)):
        return now
    finish = _point(mention.finish, anchor, future)
    if finish is None:
        return None
    if mention.begin.year is None and finish[:4].isdigit() and begin[:4].isdigit() and begin[4:7] <= finish[4:7]:
        begin = finish[:4] + begin[4:]
    return f"{begin.split('/')[0]}/{finish.split('/')[-1]}"


def _around(mention: TimeMention, anchor: date) -> str | None:
    """Give days without a year that the day of publication lies among: "for three days, from 31 August to …"."""
    ends = [p for p in (mention.begin, mention.finish) if p and p.month and p.day and not (p.year or p.shift)]
    if len(ends) != len((mention.begin, mention.finish)):
        return None
    first, last = (f"{anchor.year:04d}-{p.month:02d}-{p.day:02d}" for p in ends)
    return f"{first}/{last}" if first <= anchor.isoformat() <= last else None


def _anchor(published: str | None) -> date | None:
    if not published:
        return None
    try:
        return parse_period(published).end
    except InvalidTime:
        return None


def _point(partial: Partial, anchor: date | None, future: bool) -> str | None:
    if partial.shift and partial.shift.startswith("of year"):
        partial = replace(partial, year=anchor.year + int(partial.shift[7:]) if anchor else None, shift=None)
    if partial.shift == "so far":
        return _so_far(partial, anchor)
    if partial.shift and partial.shift not in {"past", "future", "this"}:
        return _relative(partial.shift, anchor, future)
    year = partial.year or _year_for(partial, anchor, future)
    stem = f"{year:04d}" if year else "XXXX"
    if partial.month is None:
        return stem if year else None
    if partial.span > 1:
        return f"{stem}-{partial.month:02d}/{stem}-{partial.month + partial.span - 1:02d}"
    return f"{stem}-{partial.month:02d}" + (f"-{partial.day:02d}" if partial.day else "")


_FRESH = 3  # months after which nobody reports "the ten months" without their year


def _so_far(partial: Partial, anchor: date | None) -> str | None:
    """Place "in ten months", told soon after those of a year have passed."""
    if anchor is None:
        return None
    year = anchor.year if partial.span < anchor.month else anchor.year - 1
    passed = (anchor.year - year) * 12 + anchor.month - partial.span
    return f"{year:04d}-01/{year:04d}-{partial.span:02d}" if passed <= _FRESH else None


def _year_for(partial: Partial, anchor: date | None, future: bool) -> int | None:
    """Choose the year: looking back, the last such time; looking forward, the next one."""
    if anchor is None or partial.month is None:
        return None
    if partial.shift == "this":
        return anchor.year
    last_month = partial.month + (partial.span - 1 if partial.span > 1 else 0)
    ahead = (partial.month, partial.day or 0) > (anchor.month, anchor.day if partial.day else 0)
    if future or partial.shift == "future":
        if partial.day and partial.month == anchor.month and anchor.day - 14 <= partial.day < anchor.day:
            return anchor.year  # "will be suspended on 14 August", said on the 13th and printed on the 15th
        behind = (last_month, partial.day or 99) < (anchor.month, anchor.day if partial.day else 0)
        return anchor.year + 1 if behind else anchor.year
    if ahead and partial.month == anchor.month and partial.day:
        return anchor.year if partial.day - anchor.day <= 1 else anchor.year - 1
    same_month_last = partial.shift == "past" and partial.month == anchor.month
    return anchor.year - 1 if ahead or same_month_last else anchor.year


# «Накануне», "overnight" of a report that has told of no other day before.
_SPOKEN = {"eve": "day-1", "night": "day+0"}


def _relative(shift: str, anchor: date | None, future: bool) -> str | None:
    if anchor is None or shift.startswith("echo"):
        return None
    shift = _SPOKEN.get(shift, shift)
    if shift.startswith("weekday"):
        return _weekday(int(shift[7:]), anchor, future).isoformat()
    if shift.startswith("week"):
        return week(shift, anchor)
    if shift.startswith("day"):
        return (anchor + timedelta(days=int(shift[3:]))).isoformat()
    if shift.startswith("year"):
        return f"{anchor.year + int(shift[4:]):04d}"
    months = anchor.year * 12 + anchor.month - 1 + int(shift[5:])
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _weekday(number: int, anchor: date, future: bool) -> date:
    if future:
        return anchor + timedelta(days=(number - anchor.weekday()) % 7)
    return anchor - timedelta(days=(anchor.weekday() - number) % 7)


def _valid(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parse_period(text)
    except InvalidTime:
        return None
    return text
