"""What was measured when things were closed before: the stops, restrictions and losses that sources tell of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.fuse.objects import Node
from graph.model.time import parse_period
from queries.network.model import Leg
from queries.network.reading import Material

TYPES = ("loss", "suspension", "restriction")


@dataclass(frozen=True, slots=True)
class Precedent:
    """One event at a closed thing; ``days`` and the amount are None where nobody told them."""

    event: str
    type: str
    about: str
    when: str
    days: int | None
    low: float | None
    high: float | None
    unit: str | None
    summary: str
    claims: tuple[str, ...]


def precedents_of(material: Material, before: Iterable[Leg], after: Iterable[Leg], day: date) -> tuple[Precedent, ...]:
    """Give the events until ``day`` at what no way leads over any more: losses first, then the longest.

    ``before`` and ``after`` are the legs on the way without and with the closing.
    """
    things = _things(before) - _things(after)
    nodes = {node.id: node for node in material.events if node.properties["type"] in TYPES}
    links = [one for one in material.of("AFFECTS") if one.end in things and one.start in nodes]
    found = (_precedent(nodes[one.start], one.end, day) for one in links)
    return tuple(sorted((one for one in found if one), key=_rank))


def _things(legs: Iterable[Leg]) -> set[str]:
    return {key for leg in legs for key in (leg.start, leg.end, *leg.assets)}


def _precedent(node: Node, about: str, day: date) -> Precedent | None:
    facts = node.properties
    if facts["modality"] != "fact" or "when" not in facts:
        return None
    period = parse_period(str(facts["when"]))
    if not period.year_known or period.start is None or period.start > day:
        return None
    told_days = period.is_interval and period.end is not None
    low, high = facts.get("amount_low"), facts.get("amount_high")
    measured = isinstance(low, int | float) and isinstance(high, int | float)
    claims = facts.get("claims")
    return Precedent(
        event=node.id, type=str(facts["type"]), about=about, when=period.text,
        days=(period.end - period.start).days + 1 if told_days and period.end else None,
        low=float(low) if measured else None, high=float(high) if measured else None,  # type: ignore[arg-type]
        unit=str(facts["unit"]) if measured else None, summary=str(facts.get("summary", "")),
        claims=tuple(claims) if isinstance(claims, list) else (),
    )  # fmt: skip


def _rank(one: Precedent) -> tuple[int, int, str, str]:
    return (TYPES.index(one.type), -(one.days or 0), one.when, one.event)
