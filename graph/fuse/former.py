"""A former claim: one that a source made and makes no longer, with what cited it, and the day and run that ended it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from graph.fuse.claims import claim_from_properties, claim_properties
from graph.fuse.objects import Properties, properties_of
from graph.model.claim import Claim
from graph.model.document import Document, DocumentKind

_DESCRIBED = "document_"


class Why(StrEnum):
    """Why a claim stands no longer. Only the first two are knowledge of the past; the others serve undoing."""

    CORRECTED = "corrected"  # its source says something else now
    DELETED = "deleted"  # its source is gone
    MOVED = "moved"  # the same statement stands at another place of the same text
    READ_ANEW = "read anew"  # other code reads the same text differently
    REMOVED = "removed"  # a person took the source out
    UNDONE = "undone"  # a person took the run back that brought it


KNOWN_ONCE = (Why.CORRECTED, Why.DELETED)


@dataclass(frozen=True, slots=True)
class Former:
    """A former claim. ``known_until`` is the ISO day of the run that ended it; ``document`` is as it was then.

    ``step`` and ``sequence`` name the step and the number of that run; ``void_since`` the number of the run since
    which it counts as knowledge of the past no more.
    """

    claim: Claim
    document: Document
    source: str
    known_until: str
    step: str
    run: str
    sequence: int
    why: Why
    void_since: int | None = None

    @property
    def id(self) -> str:
        """One claim may end several times."""
        return f"{self.claim.id}@{self.step}"


def former_properties(former: Former) -> Properties:
    """Flatten a former claim into properties that both stores keep."""
    document = former.document
    described = {_DESCRIBED + one.name: getattr(document, one.name) or None for one in fields(Document)}
    del described["document_id"]  # the claim names it
    return claim_properties(former.claim) | properties_of(
        id=former.id, claim=former.claim.id, source=former.source, known_until=former.known_until, step=former.step,
        run=former.run, sequence=former.sequence, why=former.why.value, void_since=former.void_since,
        **described,
    )  # fmt: skip


def former_from_properties(row: Mapping[str, Any]) -> Former:
    """Rebuild a former claim from its node."""
    return Former(
        claim_from_properties(row), _document_from(row), row["source"], row["known_until"], row["step"], row["run"],
        row["sequence"], Why(row["why"]), row.get("void_since"),
    )  # fmt: skip


def _document_from(row: Mapping[str, Any]) -> Document:
    described = {one.name: row.get(_DESCRIBED + one.name) for one in fields(Document)}
    kind, title = DocumentKind(str(described["kind"])), described["title"] or ""
    return Document(**{**described, "id": row["document"], "kind": kind, "title": title})
