"""The tables of an article as claims, checked and weighed as those of its sentences are."""

from __future__ import annotations

from collections.abc import Callable

from graph.model.claim import Claim
from loaders.extraction.assembly import Origin, claim_of
from loaders.extraction.fill import Scene
from loaders.extraction.grid import Table, tables_of
from loaders.extraction.mentions import Mention
from loaders.extraction.moments import Partial, TimeMention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.sentences import Sentence
from loaders.extraction.tabulated import Finding, findings
from loaders.extraction.trees import Tree

_EVIDENCE = 700  # characters from the caption or heading to the row that are quoted together; else the row alone
_SURE = 0.9


def claims_of_tables(
    title: str, body: str, lang: str, origin: Origin, weigh: Callable[[Draft, Reading], float]
) -> list[Claim]:  # fmt: skip
    """Give the claims of the tables of a text; ``weigh`` gives a draft its confidence."""
    claims = []
    for table in tables_of(body):
        for found in findings(table, title, lang, origin.written):
            draft = _draft(found)
            draft.confidence = weigh(draft, _reading(found, body, lang))
            claim = claim_of(draft, _evidence(table, found, body), origin)
            claims.extend([claim] if claim is not None else [])
    return claims


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
