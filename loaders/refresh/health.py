"""The health file: how the last refresh of everything went, for a watchdog that must not need the store.

It lies in the data folder and is replaced as a whole after each run and each failure. A refresh of single sources, and
one that was asked to stop, leave it as it is.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from graph.errors import TrunklineError
from loaders.refresh.clock import moment_of, stamp

FILE = "health.json"
SCHEMA_VERSION = 1
OK, ATTENTION, FAILED = "ok", "attention", "failed"
WITHIN = timedelta(hours=25)
"""How old the last good run may be where no interval is known: that of a daily timer, and an hour."""
SHORTEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FailingSource:
    """A source that could not be read the last ``failures`` times; ``read`` is when it could, None: never."""

    name: str
    failures: int
    failure: str
    read: str | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the last run went; moments in UTC, None: never or not known.

    ``status`` is ok, attention (the run ended, and ``problems`` need a person) or failed (``problems`` hold the error).
    ``success`` is the end of the last run that did not fail, ``failures`` counts the failed ones since. ``counts`` are
    of the last run. ``every`` is the interval of the service in seconds.
    """

    status: str
    started: str
    ended: str
    run: str | None = None
    success: str | None = None
    failures: int = 0
    problems: tuple[str, ...] = ()
    next_due: str | None = None
    every: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    quarantined: Mapping[str, int] = field(default_factory=dict)
    failing_sources: tuple[FailingSource, ...] = ()

    def allowed_age(self) -> timedelta:
        """How old the last success may be: two intervals of the service, or WITHIN."""
        return max(2 * timedelta(seconds=self.every), SHORTEST) if self.every else WITHIN

    def complaint(self, now: datetime, within: timedelta | None = None) -> str | None:
        """Say in one sentence what is wrong; None where the graph is as fresh as it should be."""
        if self.status == FAILED:
            return (
                f"The last refresh failed at {self.ended}: {self.problems[0] if self.problems else 'no reason given'}"
            )
        limit = within or self.allowed_age()
        if self.success is None or now - moment_of(self.success) > limit:
            return f"The last good refresh ended {self.success or 'never'}; more than {_hours(limit)} ago is too old."
        if self.status == ATTENTION:
            return f"The last refresh needs a person: {' '.join(self.problems)}"
        return None


def read_health(home: Path) -> Health | None:
    """Give what the file says; None where there was no run yet.

    Raises:
        TrunklineError: the file is damaged or cannot be read.
    """
    path = home / FILE
    try:
        return _health(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        said = f"The health file {path} cannot be read ({error}); the next refresh writes it anew."
        raise TrunklineError(said) from None


def write_health(home: Path, health: Health) -> None:
    """Replace the file as a whole; raises OSError."""
    home.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=home, prefix=FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(as_json(health), stream, ensure_ascii=False, indent=2)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)  # a watchdog is another account; nothing in it is secret
        Path(temporary).replace(home / FILE)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def as_json(health: Health) -> dict[str, Any]:
    """Give the document of the file."""
    return {"schema_version": SCHEMA_VERSION, **asdict(health)}


def _health(found: Mapping[str, Any]) -> Health:
    known = {one.name for one in fields(Health)}
    given = {name: value for name, value in found.items() if name in known}
    sources = tuple(FailingSource(**one) for one in given.pop("failing_sources", ()))
    health = Health(**{**given, "problems": tuple(given.get("problems", ()))}, failing_sources=sources)
    for moment in filter(None, (health.started, health.ended, health.success, health.next_due)):
        moment_of(moment)
    return health


@dataclass(frozen=True, slots=True)
class Ended:
    """One run that is over: when, and what came of it; ``failed`` holds the error of a run that broke off."""

    started: datetime
    ended: datetime
    run: str | None = None
    problems: tuple[str, ...] = ()
    failed: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    quarantined: Mapping[str, int] = field(default_factory=dict)


def health_after(
    before: Health | None,
    ended: Ended,
    *,
    every: timedelta | None = None,
    next_due: datetime | None = None,
    failing: tuple[FailingSource, ...] = (),
) -> Health:
    """Give the health after a run; what is in quarantine is known from the last run that reached the store.

    A refresh by hand beside a service leaves the service's schedule standing.
    """
    failed = ended.failed is not None
    success = before.success if failed and before else None if failed else stamp(ended.ended)
    due, seconds = stamp(next_due) if next_due else None, int(every.total_seconds()) if every else None
    if every is None and before and before.next_due and moment_of(before.next_due) > ended.ended:
        due, seconds = before.next_due, before.every
    return Health(
        status=FAILED if failed else ATTENTION if ended.problems else OK,
        started=stamp(ended.started), ended=stamp(ended.ended), run=ended.run, success=success,
        failures=(before.failures if before else 0) + 1 if failed else 0,
        problems=(ended.failed,) if ended.failed is not None else ended.problems,
        next_due=due, every=seconds,
        counts=dict(ended.counts), failing_sources=failing,
        quarantined=dict(before.quarantined if failed and before else ended.quarantined),
    )  # fmt: skip


def _hours(limit: timedelta) -> str:
    minutes = int(limit.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
