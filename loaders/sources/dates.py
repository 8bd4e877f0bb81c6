"""The day on which an item was published, as its feed states it; what cannot be read stays unknown."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from graph.errors import BadInput
from loaders.documents.published import check_published


def published_day(stated: str, today: date) -> tuple[str | None, str | None]:
    """Give the day where the outlet is (EDTF), or None and a note that says why."""
    text = stated.strip()
    if not text:
        return None, None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            day = read(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return _checked(day, today)
    return _checked(text, today)


def _checked(day: str, today: date) -> tuple[str | None, str | None]:
    try:
        return check_published(day, today), None
    except BadInput as error:
        return None, f"date dropped: {error.reason}"
