"""A clock that the tests set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 1, tzinfo=UTC)


class OwnClock:
    """Time that passes only when somebody waits; ``at`` is called at each wait and may stop the process."""

    def __init__(self, start: datetime = START, at: Callable[[OwnClock], None] = lambda _clock: None) -> None:
        self._now = start
        self._at = at
        self.stopped = False
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self._now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._now += timedelta(seconds=seconds)
        self._at(self)

    def pass_days(self, days: float) -> None:
        self._now += timedelta(days=days)
