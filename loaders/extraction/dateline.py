"""The day an article was written on, where only its own first lines tell it: "Baku, August 5, 2025"."""

from __future__ import annotations

import re

from loaders.extraction.calendar import all_times
from loaders.extraction.moments import TimeMention

_LINES = 8  # what stands lower is no dateline
_WORDS = 8  # words a line may hold beside its date: places, an agency, "press release"
_OPENING = 70  # characters within which a dateline before a report ends


def stated_day(text: str, lang: str) -> str | None:
    """Give the EDTF day that the head of a text states in full; None where it states none or two.

    Only a day with its month and year counts: nothing is completed, nothing is guessed.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_LINES]
    days = {day for line in lines if (day := _day_of(line, lang))}
    return days.pop() if len(days) == 1 else None


def _day_of(line: str, lang: str) -> str | None:
    head = _REPORT.match(line)
    stretch = head[0] if head else line
    found = [m for m in all_times(stretch[:_OPENING], lang) if _is_full(m)]
    if len(found) != 1 or (head is None and not _is_bare(stretch, found[0])):
        return None
    day = found[0].begin
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def _is_full(mention: TimeMention) -> bool:
    day = mention.begin
    return bool(day.year and day.month and day.day) and mention.finish is None and mention.link == "in"


def _is_bare(line: str, mention: TimeMention) -> bool:
    """Tell whether a line is a date and names only: few words, none of them a sentence's small-letter run."""
    rest = f"{line[: mention.start]} {line[mention.end :]}"
    words = re.findall(r"[^\W\d_]+", rest)
    small = [w for w in words if w[0].islower() and len(w) > 1]
    return len(words) <= _WORDS and len(small) <= 2


# A place in capitals, a date and a dash or full stop before the report itself: "ASTANA, 2 March 2026. The ministry …".
_REPORT = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ'’./ -]{2,30},\s[^–—]{4,40}?(?:\s*[–—]|\s-|\.(?=\s+[«“\"A-ZА-ЯЁ]|$))")
