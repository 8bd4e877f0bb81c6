"""The state of a thing on a day, from what its sources state: ``when=status=trust`` (fused by ``graph.fuse``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model.time import Period, parse_period
from queries.network.statuses import rule


@dataclass(frozen=True, slots=True)
class Stated:
    """One stated status; ``period`` None means that nobody said when."""

    status: str
    period: Period | None
    trust: int

    @property
    def start(self) -> date:
        """The first day, as early as possible where none is stated."""
        return (self.period.start if self.period else None) or date.min

    def holds(self, day: date) -> bool:
        """Tell whether the status is stated for ``day``; destroyed in 2019 is destroyed ever since."""
        if self.period is None or self.period.covers(day):
            return True
        begun = self.period.start is not None and self.period.start <= day and self.period.year_known
        return begun and not self.period.is_interval and rule(self.status).lasts


def read_history(lines: Sequence[str]) -> list[Stated]:
    """Read the property ``status_history``."""
    return [_stated(line) for line in lines]


def _stated(line: str) -> Stated:
    when, status, trust = line.rsplit("=", 2)
    return Stated(status, None if when == ".." else parse_period(when), int(trust))


def status_on(history: Sequence[Stated], day: date, *, begins_operating: bool = False) -> Stated | None:
    """Give the status that holds on ``day``, None where nothing is known.

    A dated statement that covers the day comes before an undated one, the later start before the earlier, the more
    trusted before the less. Before the first dated ``operating`` of a leg (``begins_operating``) it is not yet there.
    """
    covering = [one for one in history if one.holds(day)]
    dated = [one for one in covering if one.period is not None]
    if dated:
        return max(dated, key=lambda one: (one.start, one.trust, rule(one.status).severity, one.status))
    if covering:
        return max(covering, key=lambda one: (one.trust, rule(one.status).severity, one.status))
    known = [one for one in history if one.period and one.period.start]
    first = min(known, key=lambda one: (one.start, one.status), default=None)
    if begins_operating and first and first.start > day and first.status == "operating":
        return Stated("planned", first.period, first.trust)
    return None


def begun_in_doubt(history: Sequence[Stated], stated: Stated, day: date) -> bool:
    """Tell whether a stop may not have begun on ``day``: its period begins with a month or year that is not over.

    What did not carry before either is not opened by this.
    """
    begin = stated.period.begin if stated.period and stated.period.is_interval else None
    first, last = (begin.first(), begin.last()) if begin else (None, None)
    if rule(stated.status).carries or first is None or last is None or not first <= day < last:
        return False
    before = status_on(history, first - timedelta(days=1))
    return before is None or rule(before.status).carries
