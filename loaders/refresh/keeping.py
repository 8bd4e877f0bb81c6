"""Keeps the health file and the metrics of refreshes that run by themselves; neither can make a run fail."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graph.ending import sentence_of
from graph.errors import TrunklineError, UsageError
from loaders.refresh.clock import Clock
from loaders.refresh.desk import waiting_for
from loaders.refresh.health import Ended, FailingSource, Health, health_after, read_health, write_health
from loaders.refresh.lock import Busy
from loaders.refresh.options import MetricsPlaces, Outcome, Request

if TYPE_CHECKING:
    from loaders.refresh.metrics import Metrics


class Once(Protocol):
    """One refresh."""

    def __call__(self, *, clock: Clock) -> Outcome:
        """Carry it out."""


@contextmanager
def kept(once: Once, home: Path, request: Request, every: timedelta | None, metrics: MetricsPlaces) -> Iterator[Once]:
    """Give the refresh that keeps health and metrics; one of single sources is given as it is.

    Raises:
        UsageError: metrics are asked for where there are none.
        TrunklineError: the package for metrics is missing, or its port is taken.
    """
    if metrics.port is not None and every is None:
        raise UsageError("--metrics-port goes with --every: a refresh that ends is soon gone; use --metrics-file.")
    if every is None and not request.is_whole:
        if metrics.file:
            raise UsageError("--metrics-file goes with a refresh of everything, or with --every.")
        yield once
        return
    if metrics.file is None and metrics.port is None:
        yield Kept(once, home, every=every)
        return
    from loaders.refresh.metrics import Metrics

    told = Metrics(metrics.file, metrics.port)
    try:
        yield Kept(once, home, every=every, metrics=told)
    finally:
        told.close()


class Kept:
    """A refresh after which health and metrics are brought up to date; ``every`` is the interval of a service."""

    def __init__(
        self, once: Once, home: Path, *, every: timedelta | None = None, metrics: Metrics | None = None
    ) -> None:
        self._once = once
        self._home = home
        self._every = every
        self._metrics = metrics
        self._first: datetime | None = None

    def __call__(self, *, clock: Clock) -> Outcome:
        """Refresh; a run that somebody stopped, or that found another at work, says nothing of the health."""
        started = clock.now()
        self._first = self._first or started
        try:
            outcome = self._once(clock=clock)
        except (Busy, BrokenPipeError):
            raise
        except Exception as error:
            self._keep(Ended(started, clock.now(), failed=sentence_of(error)))
            raise
        if not clock.stopped:
            self._keep(_ended(outcome, started, clock.now()))
        return outcome

    def _keep(self, ended: Ended) -> None:
        failing = failing_sources(self._home)
        health = health_after(
            _known(self._home), ended, every=self._every, next_due=self._due(ended.ended), failing=failing
        )
        try:
            write_health(self._home, health)
            if self._metrics:
                self._metrics.tell(health)
        except OSError as error:
            print(f"The health of this run could not be kept: {error}", file=sys.stderr)

    def _due(self, now: datetime) -> datetime | None:
        """Give the next moment of the schedule, which counts from the first run."""
        if self._every is None or self._first is None:
            return None
        return self._first + self._every * ((now - self._first) // self._every + 1)


def failing_sources(home: Path) -> tuple[FailingSource, ...]:
    """Name the configured sources whose last try failed."""
    from loaders.sources.book import FILE, read_book
    from loaders.sources.state import read_states

    try:
        enabled = {name for name, one in read_book(home / FILE).items() if one.enabled}
    except TrunklineError:  # the run has said so
        return ()
    states = sorted(read_states(home).items())
    return tuple(
        FailingSource(name, one.failures, one.failure, one.read)
        for name, one in states
        if one.failures and name in enabled
    )


def _known(home: Path) -> Health | None:
    try:
        return read_health(home)
    except TrunklineError:  # it is written anew
        return None


def _ended(outcome: Outcome, started: datetime, ended: datetime) -> Ended:
    report = outcome.report
    waiting = Counter(waiting_for(one).value for one in outcome.held)
    counts = dict(sorted(Counter(one.action for one in report.items).items())) if report else {}
    if report:
        counts |= {
            "unchanged": report.unchanged, "quarantined": len(report.quarantined),
            "claims_added": report.count("claims_added"), "claims_removed": report.count("claims_removed"),
        }  # fmt: skip
    return Ended(
        started, ended, report.run if report else None, outcome.problems, None, counts, dict(sorted(waiting.items()))
    )
