"""The period of a figure that another one is held against: "against 1.4 million in March 2013", «годом ранее»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.extraction.moments import Partial, TimeMention


def held_against(times: Sequence[TimeMention], base: TimeMention | None) -> TimeMention | None:
    """Give the period of the older figure: the one named beside it, else the same months of the year named.

    ``base``: the period of the figure that it is held against.
    """
    if not times:
        return None
    time = replace(times[0], compared=False)
    if time.placed is not None:
        return time
    months = base is not None and base.placed is None and base.begin.month is not None
    if base is None or not months or time.begin.month is not None or time.finish is not None:
        return None if time.same and time.begin.month is None and not months else time
    moved = _in_year_of(base.begin, time.begin)
    finish = _in_year_of(base.finish, time.begin) if base.finish else None
    if moved is None or (base.finish and finish is None):
        return None
    link = "in" if base.link in {"by", "until"} else base.link
    return replace(base, begin=moved, finish=finish, link=link, start=time.start, end=time.end)


def _in_year_of(partial: Partial, year: Partial) -> Partial | None:
    """Give the same months in another year; a year told as "last year" counts from that of the months, if told."""
    if year.year:
        return replace(partial, year=year.year, shift=None)
    if year.shift != "year-1":
        return None
    if partial.year:
        return replace(partial, year=partial.year - 1, shift=None)
    return replace(partial, shift="of year-1")
