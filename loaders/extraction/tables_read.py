"""The tables of an article as claims, checked and weighed as those of its sentences are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from graph.model.claim import Claim, Modality
from graph.model.vocabulary import claim_type
from loaders.extraction.assembly import Origin, claim_of
from loaders.extraction.columns import said
from loaders.extraction.fill import Scene
from loaders.extraction.grid import Row, Table
from loaders.extraction.mentions import Mention
from loaders.extraction.moments import Partial, TimeMention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.resolve_time import resolve
from loaders.extraction.sentences import Sentence
from loaders.extraction.tabulated import Finding, findings
from loaders.extraction.trees import Tree

Weigh = Callable[[Draft, Reading], float]
_EVIDENCE = 700  # characters from the caption or heading to the row that are quoted together; else the row alone
_SURE = 0.9


class Texts(Protocol):
    """What is needed of an article."""

    @property
    def title(self) -> str:
        """Its headline."""
        ...

    @property
    def body(self) -> str:
        """Its whole text, in whose characters places count."""
        ...


def claims_of_tables(
    tables: Sequence[Table], texts: Texts, lang: str, origin: Origin, weigh: Weigh
) -> list[Claim]:  # fmt: skip
    """Give the claims of the tables of an article; ``weigh`` gives a draft its confidence."""
    claims = []
    for table in tables:
        for found in findings(table, texts.title, lang, origin.written):
            draft = _draft(found)
            draft.confidence = weigh(draft, _reading(found, texts.body, lang))
            claim = claim_of(draft, _evidence(table, found, texts.body), origin)
            claims.extend([claim] if claim is not None else [])
    return claims


def dated_by_row(claims: Sequence[Claim], tables: Sequence[Table], lang: str, written: str | None) -> list[Claim]:
    """Give what a long cell tells the day that opens its row, as in a chronicle of events."""
    days = {(row.start, row.end): day for table in tables for row in table.rows if (day := _day(row, lang, written))}
    if not days:
        return list(claims)
    return [replace(c, when=day) if (day := _day_of(c, days)) else c for c in claims]


def _day_of(claim: Claim, days: Mapping[tuple[int, int], str]) -> str | None:
    if claim.when is not None or claim.modality is not Modality.FACT or not claim_type(claim.type).is_event:
        return None
    return next((day for (start, end), day in days.items() if start <= claim.start and claim.end <= end), None)


def _day(row: Row, lang: str, written: str | None) -> str | None:
    """Give the one time that the first cell of a row consists of."""
    name = said(row.cells[0], lang)
    if len(name.times) != 1 or not name.known or name.things or name.times[0].link != "in":
        return None
    return resolve(name.times[0], written)


def _draft(found: Finding) -> Draft:
    return Draft(
        found.kind, (found.subject.about,), dict(found.subject.roles), found.modality, 0, _SURE, value=found.value,
        when=_settled(found.when) if found.when else None, timeless=found.when is None,
    )  # fmt: skip


def _settled(when: str) -> TimeMention:
    return TimeMention(Partial(), None, "in", 0, 0, placed=when)


def _reading(found: Finding, body: str, lang: str) -> Reading:
    """Give the row as a sentence without words: what it is about is named."""
    text = body[found.row.start : found.row.end]
    named = Mention((found.subject.about,), "name", 0, 0)
    return Reading(Scene(Tree([], lang, text), (named,)), text, (), ())


def _evidence(table: Table, found: Finding, body: str) -> Sentence:
    """Give the row with its heading and caption, in one stretch of the text, where that is short."""
    start = table.start if found.row.end - table.start <= _EVIDENCE else found.row.start
    return Sentence(body[start : found.row.end], start, found.row.end, table.paragraph)
