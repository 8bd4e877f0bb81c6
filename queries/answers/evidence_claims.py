"""Claims read for a reader: what each states, in which words, by whom, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.fuse.claims import ROLE_PREFIX
from graph.store.port import Store

TRUST_WORDS = ("unverified", "low", "medium", "high")

_STATEMENTS = """
MATCH (c:Claim)-[:STATED_IN]->(d:Article)
WHERE c.id IN $ids
RETURN properties(c) AS claim, properties(d) AS document
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim with its source; times are EDTF, ``known_on`` is the first day on which it can have been read."""

    id: str
    type: str
    about: tuple[str, ...]
    roles: dict[str, list[str]]
    amount: float | None
    amount_to: float | None
    unit: str | None
    canonical: float | None
    canonical_unit: str | None
    period: str | None
    modality: str
    said_by: tuple[str, ...]
    quote: str
    trust: int
    known_from: str | None
    known_on: str | None
    published: str | None
    source: str
    source_title: str
    outlet: str | None
    url: str | None
    extractor: str

    @property
    def trust_word(self) -> str:
        """The trust in a word."""
        return TRUST_WORDS[self.trust]

    @property
    def value(self) -> str:
        """The value as the source states it, empty where there is none."""
        if self.amount is None:
            return ""
        upper = "" if self.amount_to is None else f" to {self.amount_to:.10g}"
        return f"{self.amount:.10g}{upper} {self.unit}"


def statements_of(store: Store, ids: Sequence[str]) -> list[Statement]:
    """Read claims by id: by type and time, the best trusted and then the newest first."""
    rows = store.read(_STATEMENTS, {"ids": list(ids)}) if ids else []
    found = [statement_of(row["claim"], row["document"]) for row in rows]
    return sorted(found, key=_place)


def _place(one: Statement) -> tuple[str, str, int, str, str]:
    newest_first = "".join(chr(0x10FFFF - ord(letter)) for letter in one.known_on or "")
    return (one.type, one.period or "", -one.trust, newest_first or "\U0010ffff", one.id)


def statement_of(claim: Mapping[str, Any], document: Mapping[str, Any]) -> Statement:
    """Read a claim and its document from their properties."""
    roles = {key.removeprefix(ROLE_PREFIX): value for key, value in claim.items() if key.startswith(ROLE_PREFIX)}
    return Statement(
        id=claim["id"], type=claim["type"], about=tuple(claim["about"]), roles=dict(sorted(roles.items())),
        amount=claim.get("amount"), amount_to=claim.get("amount_to"), unit=claim.get("unit"),
        canonical=claim.get("crude_mt") or claim.get("amount_canonical"), canonical_unit=_canonical_unit(claim),
        period=claim.get("when"), modality=claim["modality"], said_by=tuple(claim.get("said_by") or ()),
        quote=claim["quote"], trust=int(claim["trust"]), known_from=claim.get("known_from"),
        known_on=claim.get("known_on"), published=document.get("published"), source=document["id"],
        source_title=document.get("title") or document["id"], outlet=document.get("outlet"), url=document.get("url"),
        extractor=f"{claim['extractor']} {claim['version']}",
    )  # fmt: skip


def _canonical_unit(claim: Mapping[str, Any]) -> str | None:
    """Crude of either dimension compares in tonnes."""
    unit = claim.get("unit_canonical")
    if claim.get("crude_mt") and unit:
        return "Mt/y" if str(unit).endswith(("/y", "/d")) else "Mt"
    return unit
