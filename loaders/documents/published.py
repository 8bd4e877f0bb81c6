"""Publication dates: checked against the calendar and today, never invented."""

from __future__ import annotations

import re
from datetime import date, timedelta

from graph.errors import BadInput, InvalidTime
from graph.model.time import parse_period

_OLDEST = date(1900, 1, 1)
_ZONE_SLACK = timedelta(days=1)  # it may already be tomorrow where the article was published
_CLOCK = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}.*$", re.DOTALL)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def check_published(value: object, today: date) -> str:
    """Give the EDTF day, month or year that a source states; a clock time after the day is dropped.

    Raises:
        BadInput: not of these forms, not on the calendar, in the future, or before 1900.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise BadInput(f"published must be a text such as 2022-07-14, not {value!r}")
    stated = str(value).strip()
    text = _CLOCK.sub(r"\1", stated)
    if "/" in text or "X" in text:
        raise BadInput(f'published "{stated}" is no day, month or year (2022-07-14, 2022-07 or 2022)')
    try:
        first = parse_period(text).start
    except InvalidTime:
        raise BadInput(_why_not(stated, text)) from None
    if first is None or first < _OLDEST:
        raise BadInput(f'published "{stated}" lies before 1900')
    if first > today + _ZONE_SLACK:
        raise BadInput(f'published "{stated}" lies in the future')
    return text


def _why_not(stated: str, text: str) -> str:
    if re.fullmatch(r"\d{4}(-\d{2}){1,2}", text):
        return f'published "{stated}" is not on the calendar'
    return f'published "{stated[:80]}" is no day, month or year (2022-07-14, 2022-07 or 2022)'


def iso_day(value: str) -> str:
    """Bring the ways that pages write a machine-readable date to ISO form; others come back as they are."""
    text = value.strip()
    return _COMPACT.sub(r"\1-\2-\3", text.replace("/", "-") if re.match(r"\d{4}/\d{2}/\d{2}", text) else text)
