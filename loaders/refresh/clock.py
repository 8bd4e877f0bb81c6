"""The time of day, as an object that is handed over: a simulated month needs no month."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, waits, and knows whether somebody asked to stop."""

    @property
    def stopped(self) -> bool:
        """Whether the process was asked to come to its end."""
        ...

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        ...

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass, or fewer where somebody asks to stop."""
        ...


class SystemClock:
    """The clock of this machine."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether the process was asked to come to its end."""
        return self._asked.is_set()

    def stop(self) -> None:
        """Ask to stop."""
        self._asked.set()

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Sleep until then, or until somebody asks to stop."""
        self._asked.wait(seconds)


SYSTEM_CLOCK = SystemClock()


def stamp(moment: datetime) -> str:
    """Write a moment as the ledger keeps it: ISO, UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """Read what ``stamp`` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
