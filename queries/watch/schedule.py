"""When a change may be told: not in the quiet time, and at the moments of the digest where one is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

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

    def next_moment(self, now: datetime, since: datetime) -> datetime:
        """Give the first moment from now on at which what waits since ``since`` may be told."""
        moment = now if self._digest_has_come(now, since) else self._next_digest(now)
        return self.end_of_quiet(moment)

    def end_of_quiet(self, moment: datetime) -> datetime:
        """Give the end of the quiet time that a moment lies in, else the moment itself."""
        if self.quiet is None or not self.is_quiet(moment):
            return moment
        day, end = moment.astimezone(self.zone).date(), self.quiet[1]
        found = self._at(day, end)
        return found if found > moment else self._at(day + timedelta(days=1), end)

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

    def _last_digest(self, now: datetime, clock: time) -> datetime:
        """Give the newest moment of the digest that is not after now; compared in UTC, so that clocks may change."""
        day = now.astimezone(self.zone).date()
        while (moment := self._at(day, clock)) > now or self.digest_day not in {None, day.weekday()}:
            day -= timedelta(days=1)
        return moment

    def _next_digest(self, now: datetime) -> datetime:
        """Give the first moment of the digest after now."""
        if self.digest is None:
            return now
        day = now.astimezone(self.zone).date()
        while (moment := self._at(day, self.digest)) <= now or self.digest_day not in {None, day.weekday()}:
            day += timedelta(days=1)
        return moment

    def _at(self, day: date, clock: time) -> datetime:
        """Give the moment at which the clocks of the time zone show this."""
        local = datetime.combine(day, clock)
        return (local.replace(tzinfo=self.zone) if self.zone else local.astimezone()).astimezone(UTC)


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
