"""The days on which something that a network is made of may change; between two of them every answer stays the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from graph.errors import InvalidTime, UsageError
from graph.fuse.objects import Properties
from graph.model.time import Period, parse_period
from queries.network.history import read_history
from queries.network.interruptions import UNTOLD_END, Happening, happenings
from queries.network.model import Network
from queries.network.properties import text, texts
from queries.network.reading import Material
from queries.routes.amending import Subject, subjects_of

_ONE = timedelta(days=1)
_CAPACITIES = ("capacity_history", "share_history")
_VOLUMES = ("volume_history", "production_history")


def turning_days(material: Material, network: Network, span: tuple[date, date], *, volumes: bool = False) -> list[date]:
    """Give the first day of ``span`` and every later one on which something of a network may change.

    That is a state, a capacity, a stake, or an event of any kind; with ``volumes`` also a stated volume.
    """
    first, last = span
    told = happenings(material.events, material.of("AFFECTS"))
    days = {first, *_bounds(text(one.properties, "when") for one in material.of("OWNS"))}
    touched = touched_by(network)
    for subject in touched:
        days.update(days_of_happenings(told.get(subject.id, ())))
    for event in material.events:
        days.update(_bounds([text(event.properties, "when")]))
    for subject, facts in subjects_of(material):
        if subject in touched:
            days.update(days_of_facts(facts, (*_CAPACITIES, *(_VOLUMES if volumes else ()))))
    return sorted(day for day in days if first <= day <= last)


def touched_by(network: Network) -> set[Subject]:
    """Give every entity and leg whose facts a network is made of."""
    things = {*network.sites, *(whole for site in network.sites.values() for whole in site.wholes)}
    for leg in network.legs:
        things |= {*leg.assets, *leg.straits}
    return {Subject("entity", key) for key in things} | {Subject("leg", leg.id) for leg in network.legs}


def days_of_facts(facts: Properties, values: Iterable[str] = _CAPACITIES) -> Iterator[date]:
    """Give the days on which a stated status or value begins or has ended."""
    for stated in read_history(texts(facts, "status_history")):
        yield from _ends(stated.period)
        if stated.period and stated.period.begin and (sure := stated.period.begin.last()):
            yield sure  # a stop that began in some month is certain on its last day
    for name in values:
        yield from _bounds(json.loads(line).get("when") for line in texts(facts, name))


def days_of_happenings(told: Iterable[Happening]) -> Iterator[date]:
    """Give the days on which a stop begins, is certain, is over, or is no longer in doubt."""
    for one in told:
        yield from (one.start, one.start + _ONE, one.begun, one.start + UNTOLD_END + _ONE)
        yield from (last + _ONE for last in (one.end, one.last_sure, one.lapses) if last and last > date.min)


def _bounds(times: Iterable[str | None]) -> Iterator[date]:
    for when in times:
        if when is not None:
            yield from _ends(parse_period(when))


def _ends(period: Period | None) -> Iterator[date]:
    if period and period.year_known:
        if period.start:
            yield period.start
        if period.end and period.end < date.max:
            yield period.end + _ONE


def span_of(first: str, last: str) -> tuple[date, date]:
    """Read ``--from`` and ``--to``: days, months or years; the span takes in all of both.

    Raises:
        UsageError: no time, or an end before the beginning.
    """
    begin, end = _point("--from", first).start, _point("--to", last).end
    if begin is None or end is None:
        raise UsageError("--from and --to need a year.")
    if begin > end:
        raise UsageError(f"--from {first} lies after --to {last}.")
    return begin, end


def _point(option: str, typed: str) -> Period:
    try:
        return parse_period(typed)
    except InvalidTime as error:
        raise UsageError(f"{option}: {error}") from None
