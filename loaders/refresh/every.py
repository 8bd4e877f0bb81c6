"""``trunkline refresh --every``: the service as a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from graph.ending import sentence_of
from graph.errors import UsageError
from graph.terminal import safe
from loaders.refresh.clock import Clock, SystemClock, stamp
from loaders.refresh.lock import service_lock
from loaders.refresh.options import Outcome, Request
from loaders.refresh.service import interval_of, serve, stopping_on_signals

TELL_AGAIN = timedelta(minutes=5)


class Once(Protocol):
    """One refresh."""

    def __call__(self, *, clock: Clock) -> Outcome:
        """Carry it out."""


class Tell(Protocol):
    """Tells what waits; gives when something is due again."""

    def __call__(self, *, clock: Clock) -> datetime | None:
        """Tell."""


@dataclass(slots=True)
class Between:
    """What a service does between its runs: at the moment that a run named, it tells what waited until then."""

    tell: Tell
    clock: Clock
    say: Callable[[str], None]
    at: datetime | None = None

    def __call__(self) -> None:
        """Tell if it is time; a failure is said, and tried again a little later."""
        now = self.clock.now()
        if self.at is None or now < self.at:
            return
        try:
            self.at = self.tell(clock=self.clock)
        except Exception as error:  # as with a run: whatever it is, the service goes on
            self.at = now + TELL_AGAIN
            self.say(f"{stamp(now)} could not tell what changed: {sentence_of(error)}")


def refresh_every(interval: str, request: Request, once: Once, home: Path, tell: Tell) -> None:
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
        between = Between(tell, clock, _log)
        serve(said_by(once, clock, between), every, clock, _log, between)


def said_by(once: Once, clock: Clock, between: Between) -> Callable[[], str]:
    """Give the run that tells its outcome in one line: a source that needs a person is no failure of the run."""

    def run() -> str:
        outcome = once(clock=clock)
        between.at = outcome.tell_at
        return " ".join([outcome.headline, *outcome.problems])

    return run


def _log(line: str) -> None:
    print(safe(line), file=sys.stderr, flush=True)
