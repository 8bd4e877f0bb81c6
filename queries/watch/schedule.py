"""When a change may be told: not in the quiet time, and at the moments of the digest where one is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from graph.errors import UsageError

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = r"([01]?\d|2[0-3]):([0-5]\d)"
_QUIET = re.compile(rf"{_CLOCK}\s*-\s*{_CLOCK}")
_DIGEST = re.compile(rf"(daily|{'|'.join(DAYS)})\s+{_CLOCK}")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Clock times of one time zone. ``quiet`` may go over midnight; ``digest_day`` None means every day."""

    zone: tzinfo | None = None
    """None is the time zone of the machine."""
    quiet: tuple[time, time] | None = None
    digest: time | None = None
    digest_day: int | None = None

    def allows(self, now: datetime, since: datetime) -> bool:
        """Whether what waits since ``since`` may be told now; both with their time zone."""
        return not self.is_quiet(now) and self._digest_has_come(now, since)

    def is_quiet(self, now: datetime) -> bool:
        """Whether nothing may be told now, not even again."""
        if self.quiet is None:
            return False
        start, end = self.quiet
        clock = now.astimezone(self.zone).time()
        return start <= clock < end if start < end else clock >= start or clock < end

    def _digest_has_come(self, now: datetime, since: datetime) -> bool:
        if self.digest is None:
            return True
        return since.astimezone(UTC) < self._last_digest(now, self.digest) <= now

    def _last_digest(self, now: datetime, at: time) -> datetime:
        """Give the newest moment of the digest that is not after now; compared in UTC, so that clocks may change."""
        day = now.astimezone(self.zone).date()
        while True:
            moment = datetime.combine(day, at)
            moment = (moment.replace(tzinfo=self.zone) if self.zone else moment.astimezone()).astimezone(UTC)
            if moment <= now and self.digest_day in {None, day.weekday()}:
                return moment
            day -= timedelta(days=1)


def read_schedule(quiet: str | None, digest: str | None, zone: str | None) -> Schedule:
    """Read ``22:00-07:00``, ``daily 08:00`` or ``monday 08:00``, and the name of a time zone.

    Raises:
        UsageError: one of them cannot be understood.
    """
    days, at = _digest(digest) if digest else (None, None)
    return Schedule(_zone(zone), _quiet(quiet) if quiet else None, at, days)


def _quiet(text: str) -> tuple[time, time]:
    found = _QUIET.fullmatch(text.strip())
    if not found:
        raise UsageError(f'"{text}" is no quiet time; write it as 22:00-07:00.')
    first, second, third, fourth = map(int, found.groups())
    start, end = time(first, second), time(third, fourth)
    if start == end:
        raise UsageError(f'The quiet time "{text}" has no end; write it as 22:00-07:00.')
    return start, end


def _digest(text: str) -> tuple[int | None, time]:
    found = _DIGEST.fullmatch(text.strip().lower())
    if not found:
        raise UsageError(f'"{text}" is no time of a digest; write daily 08:00, or monday 08:00.')
    day, hour, minute = found.groups()
    return None if day == "daily" else DAYS.index(day), time(int(hour), int(minute))


def _zone(name: str | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        raise UsageError(f'No time zone is called "{name}"; write one such as Asia/Almaty or UTC.') from None
