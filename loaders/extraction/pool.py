"""Who does the reading: this process, other processes of this machine, or any executor that is handed over.

Extraction is a pure function of one article, so what comes out is the same for all of them, in the same order.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Generic, ParamSpec, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")
Params = ParamSpec("Params")
ENOUGH = 64  # articles: a process that starts loads the models first, which takes about as long as reading so many
LOST: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)


class ReaderLost(Exception):
    """The process that read an article ended, and so did a second one that read nothing else at the time."""


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor (None: this process), how many articles it is given in advance, and how it says that it lost one.

    It is given none where there are fewer than ``enough``.
    """

    executor: Executor | None = None
    ahead: int = 8
    losses: tuple[type[BaseException], ...] = LOST
    enough: int = ENOUGH


HERE = Workers()


class LocalProcesses(Executor):
    """Processes of this machine, started on first need; where one dies, its fellows are replaced with it."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or cores()
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, work: Callable[Params, Result], /, *args: Params.args, **named: Params.kwargs) -> Future[Result]:
        """Hand a call to a free process."""
        try:
            return self._running().submit(work, *args, **named)
        except BrokenExecutor:
            self.shutdown(wait=False)
            return self._running().submit(work, *args, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; a later call starts others."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A forked process would inherit the threads of the store's driver.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.processes, mp_context=spawn, initializer=one_thread)
        return self._pool


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_thread() -> None:
    """Keep the matrix products of a process on one thread: its fellows use the other cores."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


@dataclass(slots=True)
class InOrder(Generic[Given, Result]):
    """Calls under way, given back in the order in which they were handed over."""

    workers: Workers
    work: Callable[[Given], Result]
    waiting: deque[tuple[Given, Future[Result]]] = field(default_factory=deque)

    @property
    def has_room(self) -> bool:
        """Whether one more may be handed over."""
        return len(self.waiting) < self.workers.ahead

    def hand_over(self, given: Given) -> None:
        """Start a call."""
        self.waiting.append((given, self._start(given)))

    def next(self) -> Result:
        """Wait for the oldest call.

        Raises:
            ReaderLost: its process ended twice.
            Exception: whatever the call itself raised.
        """
        given, future = self.waiting.popleft()
        try:
            return future.result()
        except self.workers.losses:
            return self._alone(given)

    def _alone(self, given: Given) -> Result:
        """Try again what was lost, when nothing else is under way that could end the process."""
        wait([future for _, future in self.waiting])
        try:
            return self._start(given).result()
        except self.workers.losses as error:
            raise ReaderLost(
                "the process that read it ended twice, perhaps for want of memory: retry it on a larger machine"
            ) from error

    def _start(self, given: Given) -> Future[Result]:
        if self.workers.executor is None:
            raise ValueError("there is nobody to hand a call over to")
        return self.workers.executor.submit(self.work, given)

    def cancel(self) -> None:
        """Take back what has not begun."""
        for _, future in self.waiting:
            future.cancel()
        self.waiting.clear()


def in_order(workers: Workers, work: Callable[[Given], Result], given: Iterable[Given]) -> Iterator[Result]:
    """Give ``work`` of each, in their order; the workers are kept a few ahead."""
    if workers.executor is None:
        yield from map(work, given)
        return
    calls = InOrder(workers, work)
    try:
        for one in given:
            if not calls.has_room:
                yield calls.next()
            calls.hand_over(one)
        while calls.waiting:
            yield calls.next()
    finally:
        calls.cancel()
