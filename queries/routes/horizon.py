"""``--horizon``: counts what is planned, proposed or being built until a year as built, and says what that is.

A thing counts when its status on the day is one of ``EXPECTED`` and no source puts its beginning after the year: the
first day of a planned commissioning, or of a status ``operating`` in the future. Where no year is stated it counts too,
and the note says so. Its status becomes ``expected``, so that every hop shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.fuse.objects import Properties
from graph.model.time import parse_period
from queries.network.history import Stated, read_history, status_on
from queries.network.properties import text, texts
from queries.network.reading import Material
from queries.routes.amending import Subject, amended, subjects_of

EXPECTED = frozenset({"under_construction", "planned", "proposed"})


@dataclass(frozen=True, slots=True)
class Awaited:
    """A thing that counts as built; ``year`` None means that no source says when."""

    subject: Subject
    name: str
    status: str
    year: int | None

    @property
    def words(self) -> str:
        """Name it with its present status and its year."""
        when = f"expected {self.year}" if self.year else "no year stated"
        return f"{self.name} ({self.status.replace('_', ' ')}, {when})"


def built_by(material: Material, year: int, day: date, commodity: str) -> tuple[Material, tuple[Awaited, ...]]:
    """Give the network as if everything awaited until ``year`` stood on ``day``, and what of it legs of a kind need."""
    needed = _needed(material, commodity)
    found = tuple(one for one in _awaited(material, year, day) if one.subject in needed)
    changes = {one.subject: {"status_history": ["..=expected=0"]} for one in found}
    return amended(material, changes), found


def _needed(material: Material, commodity: str) -> set[Subject]:
    """Give the legs that carry a commodity, or all where it is no id, with their assets and sites."""
    legs = material.of("FLOWS_TO")
    chosen = [one for one in legs if commodity in texts(one.properties, "commodity")] or legs
    things = {key for one in chosen for key in (one.start, one.end, text(one.properties, "asset")) if key}
    return {Subject("leg", one.id) for one in chosen} | {Subject("entity", key) for key in things}


def _awaited(material: Material, year: int, day: date) -> Iterator[Awaited]:
    planned = _planned_years(material)
    for subject, facts in subjects_of(material):
        history = read_history(texts(facts, "status_history"))
        stated = status_on(history, day, begins_operating=True)
        if stated is None or stated.status not in EXPECTED:
            continue
        begins = min([*_operating_years(history, day), *planned.get(subject.id, ())], default=None)
        if begins is None or begins <= year:
            yield Awaited(subject, _name(subject, facts), stated.status, begins)


def _operating_years(history: list[Stated], day: date) -> list[int]:
    return [one.start.year for one in history if one.status == "operating" and one.start > day]


def _planned_years(material: Material) -> dict[str, list[int]]:
    """Give the first years of planned commissionings, by what they affect."""
    found: dict[str, list[int]] = {}
    for event in material.events:
        facts = event.properties
        if facts["type"] == "commissioning" and facts["modality"] in {"fact", "plan"} and "when" in facts:
            start = parse_period(str(facts["when"])).start
            for thing in texts(facts, "about"):
                found.setdefault(thing, []).extend([start.year] if start else [])
    return found


def _name(subject: Subject, facts: Properties) -> str:
    return (text(facts, "name_en") if subject.kind == "entity" else None) or subject.id
