"""Between two runs a service tells what waited until then, and a failure of that never ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph.errors import StoreUnreachable
from loaders.refresh.clock import Clock
from loaders.refresh.every import Between, said_by
from loaders.refresh.options import Outcome
from loaders.refresh.service import serve

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


class OwnClock:
    """A clock that waits at once, and asks to stop after three hours."""

    def __init__(self) -> None:
        self.moment = START

    @property
    def stopped(self) -> bool:
        return self.moment >= START + timedelta(hours=3)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def test_what_waits_is_told_at_its_time_also_after_a_failure() -> None:
    clock = OwnClock()
    lines: list[str] = []
    told: list[timedelta] = []

    def run(*, clock: Clock) -> Outcome:
        return Outcome("done", tell_at=clock.now() + timedelta(minutes=7) if not told else None)

    def tell(*, clock: Clock) -> datetime | None:
        told.append(clock.now() - START)
        if len(told) == 1:
            raise StoreUnreachable("no store answers")
        return START + timedelta(minutes=40) if len(told) == 2 else None

    between = Between(tell, clock, lines.append)
    serve(said_by(run, clock, between), timedelta(hours=1), clock, lines.append, between)
    assert [round(one.total_seconds() / 60) for one in told] == [7, 12, 40]
    assert sum("could not tell what changed: no store answers" in one for one in lines) == 1
    assert sum(" done " in one for one in lines) == 3
