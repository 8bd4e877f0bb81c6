"""What a status code means for the one who asked."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from loaders.fetch.outcome import FetchFault, Reason

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

# status -> kind of failure, sentence, whether it may pass in a moment
_MEANINGS: dict[int, tuple[Reason, str, bool]] = {
    401: (Reason.FORBIDDEN, "the page asks for a login (401)", False),
    403: (Reason.FORBIDDEN, "the site refuses to show it (403)", False),
    404: (Reason.MISSING, "there is no such page (404)", False),
    408: (Reason.SLOW, "the server gave up waiting (408)", True),
    410: (Reason.GONE, "the page is gone for good (410)", False),
    425: (Reason.BUSY, "the server asks for a later try (425)", True),
    429: (Reason.BUSY, "the site asks for fewer requests (429)", True),
    500: (Reason.SERVER, "the server failed (500)", True),
    502: (Reason.SERVER, "the server behind it failed (502)", True),
    503: (Reason.BUSY, "the server is out of service for now (503)", True),
    504: (Reason.SERVER, "the server behind it is too slow (504)", True),
}


def fault_of(status: int, retry_after: str | None) -> FetchFault:
    """Describe an answer that brings no page."""
    reason, sentence, passing = _MEANINGS.get(status, (Reason.STATUS, f"the server answers {status}", False))
    return FetchFault(reason, sentence, passing=passing, after=seconds_of(retry_after) if passing else None)


def seconds_of(retry_after: str | None, now: datetime | None = None) -> float | None:
    """Read ``Retry-After``: seconds or a date; None where it is neither."""
    stated = (retry_after or "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        until = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
