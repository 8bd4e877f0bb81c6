"""When a change may be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from queries.watch.schedule import read_schedule


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "allowed"),
    [
        ("22:00-07:00", "UTC", "2026-11-01T21:59", True),
        ("22:00-07:00", "UTC", "2026-11-01T22:00", False),
        ("22:00-07:00", "UTC", "2026-11-02T06:59", False),
        ("22:00-07:00", "UTC", "2026-11-02T07:00", True),
        ("12:00-13:00", "UTC", "2026-11-02T12:30", False),
        ("12:00-13:00", "UTC", "2026-11-02T13:00", True),
        ("22:00-07:00", "Asia/Almaty", "2026-11-01T17:30", False),  # 22:30 there
        ("22:00-07:00", "Asia/Almaty", "2026-11-01T02:30", True),
        (None, None, "2026-11-01T03:00", True),
    ],
)
def test_quiet_times(quiet: str | None, zone: str | None, now: str, allowed: bool) -> None:
    assert read_schedule(quiet, None, zone).allows(at(now), at("2026-10-30T12:00")) is allowed


@pytest.mark.parametrize(
    ("digest", "since", "now", "allowed"),
    [
        ("daily 08:00", "2026-11-02T06:00", "2026-11-02T07:59", False),
        ("daily 08:00", "2026-11-02T06:00", "2026-11-02T08:00", True),
        ("daily 08:00", "2026-11-02T08:30", "2026-11-02T20:00", False),
        ("daily 08:00", "2026-11-02T08:30", "2026-11-03T09:00", True),
        ("daily 08:00", "2026-10-20T08:30", "2026-11-03T03:00", True),  # a machine that slept makes it up once
        ("monday 08:00", "2026-11-02T08:00", "2026-11-08T23:00", False),
        ("monday 08:00", "2026-11-02T08:00", "2026-11-09T08:00", True),
    ],
)
def test_digests(digest: str, since: str, now: str, allowed: bool) -> None:
    assert read_schedule(None, digest, "UTC").allows(at(now), at(since)) is allowed


@given(
    st.sampled_from([None, "22:00-07:00", "01:00-02:30", "12:00-11:59"]),
    st.sampled_from([None, "daily 08:00", "monday 08:00", "daily 02:30"]),
    st.sampled_from(["UTC", "Asia/Almaty", "Europe/Berlin", "America/St_Johns"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    st.integers(0, 20_000),
)
def test_the_next_moment_is_the_first_that_is_allowed(
    quiet: str | None, digest: str | None, zone: str, since: datetime, waited: int
) -> None:
    schedule = read_schedule(quiet, digest, zone)
    start = since.replace(tzinfo=UTC, second=0, microsecond=0)
    now = start + timedelta(minutes=waited)
    found = schedule.next_moment(now, start)
    assert found >= now and schedule.allows(found, start)
    assert (found == now) == schedule.allows(now, start)
    between = (now + (found - now) * part / 7 for part in range(7))
    assert found == now or not any(schedule.allows(one, start) for one in between)


def test_a_digest_keeps_to_the_clock_when_clocks_change() -> None:
    berlin = read_schedule(None, "daily 08:00", "Europe/Berlin")
    assert not berlin.allows(at("2026-10-25T06:30"), at("2026-10-24T20:00"))  # 07:30 in winter time
    assert berlin.allows(at("2026-10-25T07:00"), at("2026-10-24T20:00"))
    assert berlin.allows(at("2026-10-24T06:00"), at("2026-10-23T20:00"))  # 08:00 in summer time


def test_a_digest_is_held_by_the_quiet_time() -> None:
    both = read_schedule("22:00-09:00", "daily 08:00", "UTC")
    assert not both.allows(at("2026-11-02T08:30"), at("2026-11-01T12:00"))
    assert both.allows(at("2026-11-02T09:00"), at("2026-11-01T12:00"))


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (("22-7", None, None), "no quiet time"),
        (("25:00-07:00", None, None), "no quiet time"),
        (("07:00-07:00", None, None), "has no end"),
        ((None, "sometimes", None), "no time of a digest"),
        ((None, "daily 8", None), "no time of a digest"),
        ((None, None, "Moon/Base"), "No time zone"),
        ((None, None, "../etc/passwd"), "No time zone"),
    ],
)
def test_what_is_no_schedule(given: tuple[str | None, ...], part: str) -> None:
    with pytest.raises(UsageError, match=part):
        read_schedule(*given)
