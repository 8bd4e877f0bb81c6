"""The two ends of a comparison: a day as it was known, a run, the last run, or now; and the graph at such an end.

The graph after an earlier run is that of now with the journal read backwards: what later runs added goes, what they
ended comes back. So it is exact as far back as the journal goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.errors import InvalidTime, UsageError
from graph.fuse.book import fuse
from graph.fuse.claims import document_from_properties
from graph.fuse.former import former_from_properties
from graph.fuse.objects import Node, Relation
from graph.model.claim import Claim
from graph.model.document import Document
from graph.model.time import parse_day
from graph.store.view import claims_of, documents_of, known_claims

if TYPE_CHECKING:
    from graph.store.view import Reader

LAST, NOW = "last", "now"
_RUN = re.compile(r"run_\d{6,}")
_RUNS = (
    "MATCH (r:Run) RETURN r.id AS id, r.sequence AS sequence, "
    "coalesce(r.claims_added, 0) + coalesce(r.claims_removed, 0) AS claims ORDER BY sequence"
)
_STEPS = (
    "MATCH (s:Step) WHERE s.sequence > $sequence RETURN s.run AS run, s.id AS id, s.added AS added, "
    "s.described AS described, s.expired AS expired ORDER BY s.sequence DESC, s.number DESC"
)
_FORMERS = "MATCH (f:Former) WHERE f.sequence > $sequence RETURN properties(f) AS properties ORDER BY f.id"


@dataclass(frozen=True, slots=True)
class Point:
    """One end. ``day`` is set for a day, ``sequence`` for the state after a run; neither means now."""

    label: str
    day: date | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The graph at one end, with the claims and documents that it follows from."""

    label: str
    as_of: date
    """The day for which answers are given."""
    claims: dict[str, Claim]
    documents: dict[str, Document]
    nodes: dict[tuple[str, str], Node]
    relations: dict[tuple[str, str], Relation]


def points_of(store: Reader, start: str, end: str | None) -> tuple[Point, Point]:
    """Read the two ends. One run alone is compared with what was before it, one day alone with now.

    Raises:
        UsageError: a text that is no end, or a run that there is not.
    """
    runs = {row["id"]: row["sequence"] for row in store.read(_RUNS)}
    first = _point(runs, start)
    if end is not None:
        return first, _point(runs, end)
    if first.sequence is None:
        return first, Point(NOW)
    return Point(f"before {first.label}", sequence=first.sequence - 1), first


def _point(runs: dict[str, int], text: str) -> Point:
    if text == NOW:
        return Point(NOW)
    if text == LAST or _RUN.fullmatch(text):
        name = next(reversed(runs), None) if text == LAST else text
        if name is None or name not in runs:
            known = f"the last one is {next(reversed(runs))}" if runs else "the graph has none yet"
            raise UsageError(f'There is no run "{text}"; {known}.')
        return Point(name, sequence=runs[name])
    try:
        return Point(text, day=parse_day(text))
    except InvalidTime:
        raise UsageError(f'"{text}" is neither a day such as 2026-11-01, nor a run, nor "last" or "now".') from None


def state_at(store: Reader, point: Point, today: date) -> State:
    """Give the graph at an end.

    Raises:
        UsageError: a run from before what the journal still tells.
    """
    claims, documents = _held(store, point)
    nodes, relations = fuse(claims.values(), documents.values())
    return State(
        point.label, point.day or today, claims, documents,
        {one.key: one for one in nodes}, {(one.type, one.id): one for one in relations},
    )  # fmt: skip


def _held(store: Reader, point: Point) -> tuple[dict[str, Claim], dict[str, Document]]:
    if point.day is not None:
        known, cited = known_claims(store, point.day)
    else:
        known, cited = claims_of(store), documents_of(store)
    claims, documents = {one.id: one for one in known}, {one.id: one for one in cited}
    if point.sequence is not None:
        _go_back(store, point, claims, documents)
    return claims, documents


def _go_back(store: Reader, point: Point, claims: dict[str, Claim], documents: dict[str, Document]) -> None:
    asked = {"sequence": point.sequence}
    steps = store.read(_STEPS, asked)
    _check_told(store, point, steps)
    ended: dict[str, list[Any]] = {}
    for row in store.read(_FORMERS, asked):
        former = former_from_properties(row["properties"])
        ended.setdefault(former.step, []).append(former)
    for step in steps:
        for claim in step["added"] or ():
            claims.pop(claim, None)
        for former in ended.get(step["id"], ()):
            claims[former.claim.id] = former.claim
            documents[former.document.id] = former.document
        for text in step["described"] or ():
            told = document_from_properties(json.loads(text))
            documents[told.id] = told


def _check_told(store: Reader, point: Point, steps: Iterable[dict[str, Any]]) -> None:
    """Refuse to go back over a run whose steps are no longer, or were never, in the journal."""
    told = {step["run"] for step in steps if not step["expired"]}
    for row in store.read(_RUNS):
        if row["sequence"] > (point.sequence or 0) and row["claims"] and row["id"] not in told:
            raise UsageError(
                f"The journal keeps the newest runs and no longer tells what {row['id']} changed, so {point.label} "
                "cannot be looked at: compare days instead, such as 2026-11-01."
            )
