"""The journal: what a run did to each item, written in the same transaction, so that it can be said and undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from graph.fuse.change import Change
from graph.fuse.claims import claim_from_properties, document_from_properties
from graph.fuse.former import Former, Why, former_properties
from graph.fuse.objects import Node
from graph.model.claim import Claim
from graph.model.document import Document, DocumentKind
from graph.schema.statements import merge_nodes
from graph.store import Transaction
from loaders.refresh.ledger import upsert

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What one run did to one item; the properties of a ``Step`` node.

    ``before`` is the item's row in the ledger as JSON, ``described`` are the cited documents that the step changed or
    took away, ``bad_before`` what of the item was in quarantine: what undoing has to bring back. ``dated`` are the
    claims that came with a correction, and so were not known before its day.
    """

    id: str
    run: str
    sequence: int
    number: int
    day: str
    source: str
    item: str
    action: str
    why: str
    undoes: str | None = None
    fingerprint_before: str | None = None
    version_before: str | None = None
    documents_before: tuple[str, ...] = ()
    claims_before: int = 0
    fingerprint: str | None = None
    version: str | None = None
    documents: tuple[str, ...] = ()
    claims: int = 0
    added: tuple[str, ...] = ()
    withdrawn: int = 0
    dated: tuple[str, ...] = ()
    before: str | None = None
    described: tuple[str, ...] = ()
    bad_before: tuple[str, ...] = ()
    void_since: int | None = None
    expired: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A step with the claims that it ended."""

    step: Step
    formers: tuple[Former, ...]

    def write(self, transaction: Transaction) -> None:
        """Write it; again does no harm."""
        upsert(transaction, "Step", self.step.id, **{name: value for name, value in _plain(self.step) if name != "id"})
        if self.formers:
            rows = [{"id": one.id, "properties": former_properties(one)} for one in self.formers]
            transaction.run(merge_nodes("Former"), {"rows": rows})


def _plain(step: Step) -> list[tuple[str, Any]]:
    return [(one.name, getattr(step, one.name)) for one in fields(Step)]


def step_from(row: Row) -> Step:
    """Rebuild a step from its node."""
    given: dict[str, Any] = {}
    for name in (one.name for one in fields(Step) if row.get(one.name) is not None):
        given[name] = tuple(row[name]) if isinstance(row[name], list) else row[name]
    return Step(**given)


@dataclass(frozen=True, slots=True)
class Happened:
    """What a run does to an item, as the journal needs to know it; ``after`` is its new row, None where it goes."""

    item: str
    source: str
    action: str
    why: Why | None
    change: Change
    before: Row | None = None
    after: Row | None = None
    bad_before: Sequence[Row] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class RunOf:
    """The run that keeps the journal."""

    run: str
    sequence: int
    day: str


def entry_of(where: RunOf, number: int, what: Happened, document: Callable[[str], Document | None]) -> Entry:
    """Make the entry of one step; ``document`` gives a cited document that the step left as it was."""
    before, after = what.before or {}, what.after or {}
    key = f"{where.run}.{number:06d}"
    added, replaced = _written(what.change), _replaced_documents(what.change)
    new, formers = _compared(where, key, what, added, lambda one: replaced.get(one) or document(one))
    held = frozenset(before.get("documents") or ())
    step = Step(
        key, where.run, where.sequence, number, where.day, what.source, what.item, what.action,
        what.why.value if what.why else "new", undoes=what.undoes,
        fingerprint_before=before.get("fingerprint"), version_before=before.get("version"),
        documents_before=tuple(sorted(held)), claims_before=before.get("claims", 0),
        fingerprint=after.get("fingerprint"), version=after.get("version"),
        documents=tuple(after.get("documents") or ()), claims=after.get("claims", 0),
        added=tuple(claim.id for claim in added), withdrawn=len(formers),
        dated=_dated(formers, new, held, document) if what.why is Why.CORRECTED else (),
        before=as_json(before) if before else None,
        described=tuple(as_json(_row_of(one)) for _, one in sorted(replaced.items())),
        bad_before=tuple(as_json(row) for row in what.bad_before),
    )  # fmt: skip
    return Entry(step, formers)


def _compared(
    where: RunOf, key: str, what: Happened, added: list[Claim], document: Callable[[str], Document | None]
) -> tuple[list[Claim], tuple[Former, ...]]:
    """Give the claims that say something new, and those that ended; a corrected text still says most of what it said.

    What is only found at another place of it is neither new nor corrected.
    """
    withdrawn = _withdrawn(what.change)
    moved = {_saying(claim) for claim in added} & {_saying(claim) for claim in withdrawn}
    formers = tuple(
        Former(
            claim, _known(document, claim), what.source, where.day, key, where.run, where.sequence,
            Why.MOVED if what.why is Why.CORRECTED and _saying(claim) in moved else what.why or Why.READ_ANEW,
        )
        for claim in withdrawn
    )  # fmt: skip
    return [one for one in added if _saying(one) not in moved], formers


def _dated(
    formers: Iterable[Former], new: list[Claim], held: frozenset[str], document: Callable[[str], Document | None]
) -> tuple[str, ...]:
    """Tell which of the ``new`` claims are of the day of the correction.

    An article that was there before says from then on what is new in it. A table does so only where the source of a row
    said something else of the same thing before: a row more is known since the day of its own source.
    """
    replaced = {_subject(one.claim) for one in formers if one.why is Why.CORRECTED}
    articles = {key for key in held if (found := document(key)) and found.kind is DocumentKind.ARTICLE}
    return tuple(one.id for one in new if one.document in articles or _subject(one) in replaced)


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.document, claim.type, claim.about


def _saying(claim: Claim) -> tuple[object, ...]:
    """Give what a claim says, wherever it stands."""
    return (
        *_subject(claim), claim.roles, claim.value, claim.when, claim.modality, claim.said_by, claim.quote,
        claim.known_from,
    )  # fmt: skip


def _withdrawn(change: Change) -> list[Claim]:
    return [claim_from_properties(node.properties) for node in _left(change, "Claim")]


def _written(change: Change) -> list[Claim]:
    written = (one.after for one in change.written_nodes if one.after.family == "Claim")
    return [claim_from_properties(node.properties) for node in written]


def _replaced_documents(change: Change) -> dict[str, Document]:
    return {node.id: document_from_properties(node.properties) for node in _left(change, "Article")}


def _left(change: Change, family: str) -> list[Node]:
    """Give the nodes of a family that are deleted or overwritten, as they were."""
    overwritten = [one.before for one in change.written_nodes if one.before is not None]
    return [node for node in (*change.deleted_nodes, *overwritten) if node.family == family]


def _known(document: Callable[[str], Document | None], claim: Claim) -> Document:
    """A claim always cites something; where nothing describes it any more, its id does."""
    return document(claim.document) or Document(claim.document, DocumentKind.CURATOR)


def _row_of(document: Document) -> Row:
    return {one.name: getattr(document, one.name) for one in fields(Document) if getattr(document, one.name)}


def as_json(row: Row) -> str:
    """Write a row the one way."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def described_by(step: Step) -> list[Document]:
    """Give the documents as they were before a step that changed or took them away."""
    return [document_from_properties(json.loads(text)) for text in step.described]
