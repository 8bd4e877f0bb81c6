"""The service that refreshes by itself: its schedule, its failures, and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import StoreUnreachable, TrunklineError, UsageError
from loaders.refresh.lock import refresh_lock, service_lock
from loaders.refresh.service import interval_of, serve
from tests.loaders.refresh.clocks import START, OwnClock

HOUR = timedelta(hours=1)


def served(
    until: timedelta, run: Callable[[OwnClock], str], at: Callable[[OwnClock], None] = lambda _clock: None
) -> tuple[list[datetime], list[str]]:
    """Serve hourly; gives the moments at which runs began, and the lines."""

    def passing(clock: OwnClock) -> None:
        at(clock)
        clock.stopped = clock.now() >= START + until

    clock, begun, lines = OwnClock(at=passing), list[datetime](), list[str]()

    def one() -> str:
        begun.append(clock.now())
        return run(clock)

    serve(one, HOUR, clock, lines.append)
    return begun, lines


def hours(moments: list[datetime]) -> list[float]:
    return [(moment - START) / HOUR for moment in moments]


def test_a_month_has_720_runs() -> None:
    begun, lines = served(timedelta(days=30), lambda _clock: "all is as it was.")
    assert hours(begun) == list(range(720))
    assert lines[:2] == [
        "2026-11-01T00:00:00Z all is as it was (0.0 s)", "2026-11-01T01:00:00Z all is as it was (0.0 s)",
    ]  # fmt: skip
    assert lines[-1] == "2026-12-01T00:00:00Z stopped as asked"
    assert len(lines) == 721


def test_a_machine_that_slept_makes_up_for_it_once() -> None:
    def sleeping(clock: OwnClock) -> None:
        if clock.now() == START + timedelta(minutes=90):
            clock.pass_days(0.25)

    begun, _ = served(timedelta(hours=10), lambda _clock: "ok", sleeping)
    assert hours(begun) == [0, 1, 7.5, 8, 9]


def test_a_run_longer_than_the_interval_is_followed_by_the_next_of_the_schedule() -> None:
    def long(clock: OwnClock) -> str:
        clock.pass_days(2.5 / 24)
        return "long"

    begun, lines = served(timedelta(hours=9), long)
    assert hours(begun) == [0, 3, 6]
    assert lines[0] == "2026-11-01T00:00:00Z long (9000.0 s)"


def test_a_store_that_is_down_is_tried_again_and_made_up_for_once() -> None:
    def down(clock: OwnClock) -> str:
        if timedelta(minutes=59) < clock.now() - START < timedelta(hours=3, minutes=10):
            raise StoreUnreachable("No store answers.")
        return "ok"

    begun, lines = served(timedelta(hours=6), down)
    tries = [0, 60, 61, 63, 67, 75, 91, 120, 180]
    assert [round(one * 60) for one in hours(begun)] == [*tries, 240, 300]
    assert lines[1] == "2026-11-01T01:00:00Z failed: No store answers (0.0 s); next try at 2026-11-01T01:01:00Z"


def test_whatever_fails_the_service_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUNKLINE_HOME", str(tmp_path))
    faults: list[Exception] = [KeyError("x"), MemoryError(), RecursionError("deep")]

    def failing(_clock: OwnClock) -> str:
        if faults:
            raise faults.pop()
        return "ok"

    _, lines = served(timedelta(minutes=30), failing)
    assert [line.split(" ", 1)[1][:60] for line in lines[:3]] == [
        "failed: Something unforeseen went wrong (RecursionError): th",
        "failed: Something unforeseen went wrong (MemoryError): the d",
        "failed: Something unforeseen went wrong (KeyError): the deta",
    ]
    assert "ok (0.0 s)" in lines[3]
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "logs" / "errors.log").read_text("utf-8").count("Traceback") == 3


def test_whoever_asks_to_stop_during_a_run_waits_for_no_other() -> None:
    def stopping(clock: OwnClock) -> str:
        clock.stopped = True
        return "ended early"

    begun, lines = served(timedelta(days=1), stopping)
    assert len(begun) == 1
    assert [line.split(" ", 1)[1] for line in lines] == ["ended early (0.0 s)", "stopped as asked"]


@pytest.mark.parametrize(
    ("text", "minutes"), [("1m", 1), ("30m", 30), ("1h", 60), ("24h", 1440), ("31d", 31 * 1440), (" 2h ", 120)]
)
def test_intervals(text: str, minutes: int) -> None:
    assert interval_of(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "h", "0m", "1s", "1.5h", "-1h", "32d", "99999d", "1h30m", "１h"])
def test_what_is_no_interval(text: str) -> None:
    with pytest.raises(UsageError, match="is no interval: write one such as 30m, 1h or 1d"):
        interval_of(text)


def test_one_service_at_a_time_and_anybody_may_refresh_between_its_runs(tmp_path: Path) -> None:
    with (
        service_lock(tmp_path),
        refresh_lock(tmp_path),
        pytest.raises(TrunklineError, match="stop that one first"),
        service_lock(tmp_path),
    ):
        pass
    with service_lock(tmp_path):
        pass
