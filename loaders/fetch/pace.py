"""One host one at a time, with a pause in between; and hosts that asked to be left alone."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Pace:
    """When which host may be asked again; shared by all threads of a run."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        self._next: dict[str, float] = {}
        self._closed: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait for the host to be free and rested, and hold it; ``pause`` is in seconds."""
        with self._guard:
            lock = self._turns[host]
        with lock:
            time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._next[host] = time.monotonic() + pause

    def leave_alone(self, host: str, seconds: float) -> None:
        """Send nothing to a host for some time, as it asked."""
        self._closed[host] = time.monotonic() + seconds

    def closed_for(self, host: str) -> float:
        """Give the seconds for which a host still has to be left alone; 0 where it may be asked."""
        return max(0.0, self._closed.get(host, 0.0) - time.monotonic())
