"""``--close TERM[:share][@from..to]``: what is shut, by how much, and when.

A share (``btc:50%`` or ``btc:0.5``) lowers the capacity of what is named and leaves it in use. Days
(``aktau@2026-01-01..2026-03-31``, either end may be missing) decide whether the closing holds on the day asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidTime, UsageError
from graph.model.time import parse_day

_SHARE = re.compile(r":\s*(\d+(?:\.\d+)?)\s*(%?)\s*$")


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing as typed: the term, the part that is shut (1 is all of it), first and last day."""

    term: str
    part: float = 1.0
    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the closing holds on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def read_closing(typed: str) -> Closing:
    """Read one ``--close``.

    Raises:
        UsageError: a share beyond 100 percent or of nothing, or days that are none.
    """
    rest, at, days = typed.rpartition("@")
    if not at:
        rest, days = typed, ""
    start, end = _days(typed, days) if at else (None, None)
    share = _SHARE.search(rest)
    if share is None:
        return Closing(rest.strip(), 1.0, start, end)
    part = float(share.group(1)) / (100 if share.group(2) else 1)
    if not 0 < part <= 1:
        raise UsageError(f'--close "{typed}": the share must be above 0 and at most 100 %; write 50% or 0.5.')
    return Closing(rest[: share.start()].strip(), part, start, end)


def _days(typed: str, text: str) -> tuple[date | None, date | None]:
    first, dots, last = text.partition("..")
    try:
        start = parse_day(first.strip()) if first.strip() else None
        end = (parse_day(last.strip()) if last.strip() else None) if dots else start
    except InvalidTime as error:
        raise UsageError(f'--close "{typed}": {error}') from None
    if start is None and end is None:
        raise UsageError(f'--close "{typed}": after "@" stand days, such as 2026-01-01..2026-03-31.')
    if start and end and end < start:
        raise UsageError(f'--close "{typed}": it ends before it begins.')
    return start, end
