"""``trunkline refresh --every``: one run after another in the foreground, until somebody asks it to stop.

::

    due ──► run ──► done: the next moment of the schedule that lies ahead
                └─► failed: again after 1, 2, 4 … minutes, at most after the interval

Moments that passed while the machine slept, a run took long, or the store was down are made up for by one run. A run
that fails never ends the service. The schedule counts from the first run.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FrameType

from graph.ending import sentence_of
from graph.errors import UsageError
from loaders.refresh.clock import Clock, SystemClock, stamp

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_SLEEP_SECONDS = 30.0
"""A machine that was asleep finds its schedule again this soon: a timer may stand still while it sleeps."""
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=31)

_INTERVAL = re.compile(r"([1-9]\d{0,4})([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}

Say = Callable[[str], None]


def interval_of(text: str) -> timedelta:
    """Read an interval such as 30m, 1h or 1d; raises UsageError."""
    found = _INTERVAL.fullmatch(text.strip())
    interval = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if not SHORTEST <= interval <= LONGEST:
        raise UsageError(f'"{text}" is no interval: write one such as 30m, 1h or 1d, from 1m to 31d.')
    return interval


def _nothing() -> None:
    """Do nothing between two runs."""


def serve(
    run: Callable[[], str], every: timedelta, clock: Clock, say: Say, meanwhile: Callable[[], None] = _nothing
) -> None:
    """Run again and again until ``clock`` says that somebody asked to stop.

    ``run`` carries out one run and gives its outcome in a sentence; ``say`` is given one line for each run.
    ``meanwhile`` is called now and then between the runs, at least every ``LONGEST_SLEEP_SECONDS``.
    """
    due, failures = clock.now(), 0
    first = due
    while not clock.stopped:
        _await(due, clock, meanwhile)
        if clock.stopped:
            break
        started = clock.now()
        failure, said = _attempt(run)
        failures = failures + 1 if failure else 0
        due = _next(first, every, clock.now(), failures)
        took = (clock.now() - started).total_seconds()
        ahead = f"; next try at {stamp(due)}" if failure and not clock.stopped else ""
        say(f"{stamp(started)} {said} ({took:.1f} s){ahead}")
    say(f"{stamp(clock.now())} stopped as asked")


def _attempt(run: Callable[[], str]) -> tuple[bool, str]:
    try:
        return False, run().rstrip(".")
    except Exception as error:  # whatever it is, the next hour may do better
        return True, f"failed: {sentence_of(error).rstrip('.')}"


def _next(first: datetime, every: timedelta, now: datetime, failures: int) -> datetime:
    """Give the first moment of the schedule after ``now``, or an earlier one for another try."""
    ahead = first + every * ((now - first) // every + 1)
    if not failures:
        return ahead
    return min(ahead, now + min(every, FIRST_PAUSE * (1 << min(failures - 1, 20))))


def _await(due: datetime, clock: Clock, meanwhile: Callable[[], None]) -> None:
    while not clock.stopped and (left := (due - clock.now()).total_seconds()) > 0:
        meanwhile()
        clock.wait(min(left, LONGEST_SLEEP_SECONDS))


@contextmanager
def stopping_on_signals(clock: SystemClock) -> Iterator[None]:
    """Have SIGTERM and Ctrl-C ask to stop: the item at work is completed. A second Ctrl-C stops at once."""

    def ask(number: int, _frame: FrameType | None) -> None:
        if clock.stopped and number == signal.SIGINT:
            raise KeyboardInterrupt
        clock.stop()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
