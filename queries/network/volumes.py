"""How much a thing is used: the volumes that sources state, as a yearly rate.

Only facts count. The year asked about is taken where it is stated, else the latest before it. A whole year comes before
a part of one; a part of at least half a year stands for the year, scaled by its days. What all shippers move together
is the figure that names no origin, destination, shipper or scope; where there is none, the sum over the origins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from queries.network.model import Volume
from queries.network.values import Value, believed, read_values

HALF_A_YEAR, WHOLE_YEAR = 181, 365
_NARROW = ("origin", "destination", "shipper", "scope")


@dataclass(frozen=True, slots=True)
class Moved:
    """One stated volume as a yearly rate."""

    year: int
    days: int
    low: float
    high: float
    value: Value

    @property
    def is_whole(self) -> bool:
        """Whether it tells of a whole year."""
        return self.days >= WHOLE_YEAR


@lru_cache(maxsize=65536)
def moved(lines: tuple[str, ...], unit: str, commodity: str | None = None) -> tuple[Moved, ...]:
    """Read ``volume_history`` or ``production_history`` as yearly rates in ``unit``, such as Mt/y."""
    read = (one for one in read_values(lines) if _carries(one, commodity))
    return tuple(found for one in read if (found := _rate(one, unit)))


def _carries(value: Value, commodity: str | None) -> bool:
    named = value.role("commodity")
    if value.modality != "fact":
        return False
    return commodity is None or not named or named == (commodity,)


def _rate(value: Value, unit: str) -> Moved | None:
    """Scale an amount to a year; None for another unit, for no certain time, for years together or for a short part."""
    period = value.period
    if period is None or not period.year_known or period.start is None or period.end is None:
        return None
    days = (period.end - period.start).days + 1
    if days < HALF_A_YEAR or period.start.year != period.end.year:
        return None
    if value.unit == unit:
        return Moved(period.start.year, days, value.low, value.high, value)
    if f"{value.unit}/y" != unit:
        return None
    scale = 1.0 if days >= WHOLE_YEAR else WHOLE_YEAR / days
    return Moved(period.start.year, days, round(value.low * scale, 6), round(value.high * scale, 6), value)


def years(found: Sequence[Moved]) -> tuple[int, ...]:
    """Give the years that anything is stated for, in order."""
    return tuple(sorted({one.year for one in found}))


def use_in(found: Sequence[Moved], day: date, countries: frozenset[str]) -> Volume | None:
    """Give what all shippers together move, in the year of ``day`` or the latest before it."""
    return (
        _latest([one for one in found if not any(one.value.role(name) for name in _NARROW)], day)
        or _sum_of_origins([one for one in found if not one.value.role("destination")], day, countries)
        or _sum_of_origins(found, day, countries)
    )


def own_use_in(found: Sequence[Moved], day: date, origins: frozenset[str], goal: str | None = None) -> Volume | None:
    """Give what is moved of the oil of ``origins``, to ``goal`` where one is named, in the same manner."""
    own = [one for one in found if one.value.role("origin") and set(one.value.role("origin")) <= origins]
    if goal:
        return _latest([one for one in own if goal in one.value.role("destination")], day)
    return _latest([one for one in own if not one.value.role("destination")], day) or _latest(own, day)


def _sum_of_origins(found: Sequence[Moved], day: date, countries: frozenset[str]) -> Volume | None:
    """Add what each country sends; a figure for several countries or for a field overlaps others and is left out."""
    sent = [one for one in found if len(one.value.role("origin")) == 1 and one.value.role("origin")[0] in countries]
    for year in reversed([one for one in years(sent) if one <= day.year]):
        told = [one for one in sent if one.year == year]
        origins = sorted({one.value.role("origin") for one in told})
        return _added([_range([one for one in told if one.value.role("origin") == origin]) for origin in origins])
    return None


def _added(parts: Sequence[Volume]) -> Volume:
    claims = tuple(sorted(claim for one in parts for claim in one.claims))
    return Volume(sum(one.low for one in parts), sum(one.high for one in parts), parts[0].year, claims)


def _latest(found: Sequence[Moved], day: date) -> Volume | None:
    for year in reversed([one for one in years(found) if one <= day.year]):
        return _range([one for one in found if one.year == year])
    return None


def _range(told: Sequence[Moved]) -> Volume:
    """Fuse rival figures of one year into a range: whole years before parts, trusted ones before others."""
    best = {one.claim for one in believed(one.value for one in told)}
    trusted = [one for one in told if one.value.claim in best]
    chosen = [one for one in trusted if one.is_whole] or trusted
    claims = tuple(sorted(one.value.claim for one in chosen))
    return Volume(min(one.low for one in chosen), max(one.high for one in chosen), chosen[0].year, claims)
