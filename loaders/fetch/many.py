"""Much to fetch at once: several hosts at the same time, each host one request at a time, outcomes as they come."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from loaders.fetch.outcome import Reason

HOST_SECONDS = 600.0  # for one host in one run; what is left of it comes in the next run
TROUBLES = 3  # passing failures in a row after which a host is left alone for this run
WAITING = 16  # outcomes held in memory for whoever reads them
_POLL = 0.2

PASSING = frozenset({Reason.BUSY, Reason.SERVER, Reason.SLOW, Reason.BROKEN, Reason.UNREACHABLE})
"""Failures that say nothing about the page itself."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something to fetch from the host of ``url``."""

    url: str
    work: Callable[[], T]


def _never() -> bool:
    return False


def by_host(
    jobs: Sequence[Job[T]], hosts: int, in_trouble: Callable[[T], bool], seconds: float = HOST_SECONDS,
    *, stopped: Callable[[], bool] = _never,
) -> Iterator[T]:  # fmt: skip
    """Do each job once; what a host leaves open in its time, or in its troubles, is not among the outcomes.

    Nor is what is open when ``stopped`` says that nobody waits any longer.
    """
    groups: dict[str, list[Job[T]]] = {}
    for job in jobs:
        groups.setdefault(urlsplit(job.url).hostname or "", []).append(job)
    team = _Team(deque(groups.values()), in_trouble, seconds)
    threads = [threading.Thread(target=team.run, name="fetch", daemon=True) for _ in range(min(hosts, len(groups)))]
    for thread in threads:
        thread.start()
    try:
        yield from team.outcomes(threads, stopped)
    finally:
        team.stop.set()


class _Team(Generic[T]):
    """What the threads share."""

    def __init__(self, groups: deque[list[Job[T]]], in_trouble: Callable[[T], bool], seconds: float) -> None:
        self._groups = groups
        self._in_trouble = in_trouble
        self._seconds = seconds
        self._done: Queue[T] = Queue(WAITING)
        self._fault: Exception | None = None
        self.stop = threading.Event()

    def run(self) -> None:
        try:
            while not self.stop.is_set() and (group := self._next()):
                self._one_host(group)
        except Exception as error:  # told to the thread that waits for the outcomes
            if not self.stop.is_set():
                self._fault = error

    def outcomes(self, threads: list[threading.Thread], stopped: Callable[[], bool]) -> Iterator[T]:
        while not stopped():
            alive = any(thread.is_alive() for thread in threads)  # asked before the queue is found empty
            try:
                yield self._done.get(timeout=_POLL if alive else 0.001)
            except Empty:
                if self._fault:
                    raise self._fault from None
                if not alive:
                    return

    def _next(self) -> list[Job[T]] | None:
        try:
            return self._groups.popleft()
        except IndexError:
            return None

    def _one_host(self, jobs: list[Job[T]]) -> None:
        until, troubles = time.monotonic() + self._seconds, 0
        for job in jobs:
            if self.stop.is_set() or time.monotonic() > until or troubles >= TROUBLES:
                return
            found = job.work()
            troubles = troubles + 1 if self._in_trouble(found) else 0
            self._hand_over(found)

    def _hand_over(self, found: T) -> None:
        while not self.stop.is_set():
            with suppress(Full):
                self._done.put(found, timeout=_POLL)
                return
