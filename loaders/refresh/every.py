"""``trunkline refresh --every``: the service as a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from graph.errors import UsageError
from loaders.refresh.clock import Clock, SystemClock
from loaders.refresh.lock import service_lock
from loaders.refresh.options import Outcome, Request
from loaders.refresh.service import interval_of, serve, stopping_on_signals


class Once(Protocol):
    """One refresh."""

    def __call__(self, *, clock: Clock) -> Outcome:
        """Carry it out."""


def refresh_every(interval: str, request: Request, once: Once, home: Path) -> None:
    """Refresh again and again until SIGTERM or Ctrl-C; one line for each run on standard error.

    Raises:
        UsageError: no interval, or something that is done once.
        TrunklineError: another service is running.
    """
    every = interval_of(interval)
    if request.remove is not None or request.quarantined or "-" in request.names:
        raise UsageError("--remove, --quarantined and standard input are for one refresh: leave --every out.")
    clock = SystemClock()
    with service_lock(home), stopping_on_signals(clock):
        serve(said_by(once, clock), every, clock, _log)


def said_by(once: Once, clock: Clock) -> Callable[[], str]:
    """Give the run that tells its outcome in one line: a source that needs a person is no failure of the run."""

    def run() -> str:
        outcome = once(clock=clock)
        return " ".join([outcome.headline, *outcome.problems])

    return run


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
