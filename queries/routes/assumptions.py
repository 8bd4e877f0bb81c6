"""What a question assumes before anything is computed: one value of several, and a future that is built.

Both change what was read of the graph, so that routes, flows, gaps and closures all answer under the same assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.errors import UsageError
from queries.network.properties import number, texts
from queries.network.reading import Material, once
from queries.network.values import Value, believed, holding, read_values
from queries.routes.amending import Subject, amended, only_capacity, subjects_of
from queries.routes.duplicates.decisions import decisions_of, standing
from queries.routes.duplicates.merging import merged
from queries.routes.horizon import built_by
from queries.routes.policies import Policy, picked, policy
from queries.routes.question import Question


@dataclass(frozen=True, slots=True)
class Assumed:
    """The material of a question under its assumptions, and a line for each of them."""

    material: Material
    named: Material
    """The material with the same names, before values were picked or assets built: what looks up names reads it."""
    notes: tuple[str, ...] = ()


def assume(material: Material, question: Question) -> Assumed:
    """Apply what people decided about lines that look alike, then ``trust`` and ``horizon`` of a question.

    Raises:
        UsageError: no such policy, or a horizon before the day asked about.
    """
    notes: list[str] = []
    read = material
    merged_material = material = once(read, "merged", lambda: merged(read, standing(decisions_of(read)).values()))
    if question.trust is not None:
        chosen = policy(question.trust)
        material = trusting(material, chosen, question.as_of)
        notes.append(f"of several stated values, {chosen.meaning} (--trust {chosen.name})")
    if question.horizon is not None:
        if question.horizon < question.as_of.year:
            raise UsageError(f"--horizon {question.horizon} lies before the day asked about, {question.as_of}.")
        material, awaited = built_by(material, question.horizon, question.as_of, question.commodity)
        named = "; ".join(one.words for one in awaited) or "nothing is awaited"
        notes.append(f"as if built until {question.horizon}: {named}")
    return Assumed(material, merged_material, tuple(notes))


def trusting(material: Material, by: Policy, day: date) -> Material:
    """Leave one value of every capacity that holds on ``day``, and one end of every disputed distance."""
    changes: dict[Subject, dict[str, object]] = {}
    for subject, facts in subjects_of(material):
        lines = texts(facts, "capacity_history")
        for unit, values in rivals_of(lines, day):
            value, ends = picked(values, by)
            if len(values) > 1 or ends != (value.low, value.high):
                lines = tuple(only_capacity({"capacity_history": list(lines)}, unit, value.claim, ends))
                changes.setdefault(subject, {})["capacity_history"] = list(lines)
        end = number(facts, f"distance_{by.end}")
        if end is not None and subject.kind == "leg":
            changes.setdefault(subject, {})["distance_km"] = end
    return amended(material, changes)


def rivals_of(lines: tuple[str, ...], day: date) -> Iterator[tuple[str, list[Value]]]:
    """Give, unit by unit, the values that the network of ``day`` would span."""
    stated = read_values(lines)
    for unit in sorted({one.unit for one in stated}):
        values = believed(one for one in stated if one.unit == unit)
        if values:
            yield unit, on_day(values, day)


def on_day(values: list[Value], day: date) -> list[Value]:
    """Give what holds on a day; where nothing does, everything stands in for it."""
    return holding(values, day) or values
