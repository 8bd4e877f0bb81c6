"""Which facts behind a network are disputed on its day, and what each side says.

================ ==================================================================================================
capacity         sources state different values that hold on the day; the sides are the lowest and the highest of those
                 that count, and of those of low trust that stand beside them
distance         the same for the length of a leg
status           statements of equal standing for the day, of which one lets oil through and the other does not
stop             a stop of which nobody knows whether it holds on the day: it holds, or it does not
================ ==================================================================================================

A side is a change of what was read of the graph, so that every question can be answered again under it, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graph.fuse.objects import Properties
from queries.network.history import Stated, read_history, status_on
from queries.network.interruptions import Happening, happenings, stopped_on
from queries.network.model import Network
from queries.network.properties import number, texts
from queries.network.reading import Material
from queries.network.states import Shipper
from queries.network.statuses import rule
from queries.network.values import Value, believed, read_values
from queries.routes.amending import Subject, amended, only_capacity, subjects_of, without_event
from queries.routes.assumptions import on_day
from queries.routes.turning import touched_by


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: what it says, the claims that say it, and the graph as it would have it."""

    says: str
    claims: tuple[str, ...]
    apply: Callable[[Material], Material]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which sources differ."""

    kind: str
    subject: str
    name: str
    sides: tuple[Side, ...]


def disputes_of(material: Material, network: Network, shipper: Shipper) -> list[Dispute]:
    """Give every dispute about a leg, site, asset or strait of a network, by kind and subject."""
    touched = touched_by(network)
    told = happenings(material.events, material.of("AFFECTS"))
    found: list[Dispute] = []
    for subject, facts in subjects_of(material):
        if subject in touched:
            name = network.name(subject.id)
            found += _capacity(subject, name, facts, network)
            found += _distance(subject, name, facts)
            found += _status(subject, name, facts, network)
            found += _stops(subject, name, told.get(subject.id, ()), network, shipper)
    return sorted(found, key=lambda one: (one.kind, one.subject))


def _capacity(subject: Subject, name: str, facts: Properties, network: Network) -> Iterator[Dispute]:
    stated = [one for one in read_values(texts(facts, "capacity_history")) if one.unit == network.unit]
    counting = on_day(believed(stated), network.as_of)
    others = [one for one in stated if one.modality == "fact" and one not in believed(stated)]
    beside = [one for one in on_day(others, network.as_of) if not _within(one, counting)]
    ends = _ends(counting, "") | _ends(beside, ", beside the range")
    if len(ends) > 1:
        sides = (_capacity_side(subject, facts, end, values) for end, values in sorted(ends.items()))
        yield Dispute("capacity", subject.id, name, tuple(sides))


def _ends(values: Sequence[Value], remark: str) -> dict[tuple[float, str], list[Value]]:
    """Give the lowest and the highest stated value, each with those who state it."""
    if not values:
        return {}
    low, high = min(one.low for one in values), max(one.high for one in values)
    return {(end, remark): [one for one in values if end in (one.low, one.high)] for end in (low, high)}


def _within(one: Value, others: Sequence[Value]) -> bool:
    if not others:
        return False
    return min(each.low for each in others) <= one.low and one.high <= max(each.high for each in others)


def _capacity_side(subject: Subject, facts: Properties, end: tuple[float, str], values: Sequence[Value]) -> Side:
    amount, remark = end
    history = only_capacity(facts, values[0].unit, values[0].claim, (amount, amount))
    return Side(
        f"{amount:g} {values[0].unit}{remark}", tuple(sorted(one.claim for one in values)),
        lambda material: amended(material, {subject: {"capacity_history": history}}),
    )  # fmt: skip


def _distance(subject: Subject, name: str, facts: Properties) -> Iterator[Dispute]:
    ends = {number(facts, "distance_low"), number(facts, "distance_high")} - {None}
    if subject.kind != "leg" or len(ends) < 2:
        return

    def side(km: float) -> Side:
        return Side(f"{km:g} km", (), lambda material: amended(material, {subject: {"distance_km": km}}))

    yield Dispute("distance", subject.id, name, tuple(side(km) for km in sorted(one for one in ends if one)))


def _status(subject: Subject, name: str, facts: Properties, network: Network) -> Iterator[Dispute]:
    lines = texts(facts, "status_history")
    rivals = _rival_statuses(lines, network)
    if len({rule(stated.status).carries for _, stated in rivals}) < 2:
        return

    def side(status: str, kept: Sequence[str]) -> Side:
        dropped = [line for line, _ in rivals if line not in kept]
        history = [line for line in lines if line not in dropped]
        return Side(
            status.replace("_", " "), (),
            lambda material: amended(material, {subject: {"status_history": history}}),
        )  # fmt: skip

    statuses = sorted({stated.status for _, stated in rivals})
    sides = (side(status, [line for line, stated in rivals if stated.status == status]) for status in statuses)
    yield Dispute("status", subject.id, name, tuple(sides))


def _rival_statuses(lines: Sequence[str], network: Network) -> list[tuple[str, Stated]]:
    """Give the statements of the day that stand as the chosen one does: same beginning, or none stated for both."""
    history = list(zip(lines, read_history(lines), strict=True))
    chosen = status_on([stated for _, stated in history], network.as_of)
    if chosen is None:
        return []
    return [
        (line, stated)
        for line, stated in history
        if stated.holds(network.as_of)
        and (stated.period is None) == (chosen.period is None)
        and stated.start == chosen.start
    ]


def _stops(
    subject: Subject, name: str, told: Sequence[Happening], network: Network, shipper: Shipper
) -> Iterator[Dispute]:
    doubted = stopped_on(told, network.as_of, lambda stop: shipper.bound_by(stop, frozenset()))
    for status, event, _ in doubted:
        if status != "perhaps_stopped":
            continue
        holds = f"{network.as_of}/..=suspended=3"

        def stopped(material: Material, line: str = holds) -> Material:
            history = [*texts(material.entities[subject.id].properties, "status_history"), line]
            return amended(material, {subject: {"status_history": history}})

        def goes_on(material: Material, key: str = event.id) -> Material:
            return without_event(material, key)

        sides = (Side("it is over", (), goes_on), Side("it holds", event.claims, stopped))
        yield Dispute("stop", subject.id, f"{name}: {event.says}", sides)
