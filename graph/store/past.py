"""What was known on a past day: the claims of today without those that came later, and the former ones of that day.

An article's day of publication says when its claims were known, so a corrected article would have known better from
the start. The step that corrected it says which of its claims are of that day (``dated``), and they are left out
before it; what they replaced is former, and put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from graph.fuse.former import KNOWN_ONCE, former_from_properties
from graph.model.claim import Claim
from graph.model.document import Document

FORMERS = (
    "MATCH (f:Former) WHERE f.known_until > $day AND f.why IN $why AND f.void_since IS NULL "
    "RETURN properties(f) AS properties ORDER BY f.sequence DESC, f.id"
)
CORRECTIONS = (
    "MATCH (s:Step) WHERE s.day > $day AND s.dated IS NOT NULL AND s.void_since IS NULL "
    "RETURN s.sequence AS sequence, s.dated AS dated ORDER BY sequence"
)


class Reader(Protocol):
    """Whatever reads rows from a store."""

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None, /) -> list[dict[str, Any]]:
        """Run one reading statement."""


def as_known(
    store: Reader, claims: Iterable[Claim], documents: Iterable[Document], day: date
) -> tuple[list[Claim], list[Document]]:
    """Put the claims and documents back that stood at the end of ``day``, and leave out what came with a correction.

    Whether a claim was known by then at all, by the day of its source, is for the caller to say.
    """
    came = _came_later(store, day)
    standing = {claim.id: claim for claim in claims if claim.id not in came}
    described = {document.id: document for document in documents}
    asked = {"day": day.isoformat(), "why": [one.value for one in KNOWN_ONCE]}
    for row in store.read(FORMERS, asked):  # the newest first, so that the one that ended first after the day wins
        former = former_from_properties(row["properties"])
        if came.get(former.claim.id, former.sequence) >= former.sequence:
            standing[former.claim.id] = former.claim
            described[former.document.id] = former.document
    return list(standing.values()), list(described.values())


def _came_later(store: Reader, day: date) -> dict[str, int]:
    """Give the claims that came with corrections after a day, each with the number of the first such run."""
    first: dict[str, int] = {}
    for row in store.read(CORRECTIONS, {"day": day.isoformat()}):
        for claim in row["dated"]:
            first.setdefault(claim, row["sequence"])
    return first
