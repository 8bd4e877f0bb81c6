"""Claims and documents as nodes, and back: a claim survives the way through any store unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.fuse.objects import Fragment, Node, Properties, Relation, properties_of
from graph.model.claim import Claim, Modality, Quantity, Trust, make_roles
from graph.model.document import Document, DocumentKind
from graph.model.identity import is_leg
from graph.model.time import parse_period
from graph.model.units import canonical_unit, crude_mt, to_canonical, unit
from graph.model.vocabulary import text_roles

ROLE_PREFIX = "role_"


def claim_fragment(claim: Claim) -> Fragment:
    """Give the claim's node and its relations to what it is about, whom it names, and where it stands."""
    about = [_relation("ABOUT", claim, one) for one in claim.about if not is_leg(one)]
    named = [
        Relation(
            "NAMES",
            f"{claim.id}|{role}|{one}",
            claim.id,
            one,
            {"id": f"{claim.id}|{role}|{one}", "role": role},
        )
        for role, one in named_entities(claim)
    ]
    stated = Relation("STATED_IN", claim.id, claim.id, claim.document, _place(claim))
    return Fragment((Node("Claim", claim.id, claim_properties(claim)),), (*about, *named, stated))


def named_entities(claim: Claim) -> list[tuple[str, str]]:
    """List whom a claim names besides what it is about: role and id, ``said_by`` among the roles."""
    texts = text_roles()
    roles = [(role, one) for role, fillers in claim.roles if role not in texts for one in fillers]
    return [(role, one) for role, one in roles if not is_leg(one)] + [("said_by", one) for one in claim.said_by]


def _relation(name: str, claim: Claim, end: str) -> Relation:
    key = f"{claim.id}|{end}"
    return Relation(name, key, claim.id, end, {"id": key})


def _place(claim: Claim) -> Properties:
    return properties_of(id=claim.id, quote=claim.quote, start=claim.start, end=claim.end)


def claim_properties(claim: Claim) -> Properties:
    """Flatten a claim into properties that both stores keep."""
    roles = {ROLE_PREFIX + name: list(fillers) for name, fillers in claim.roles}
    return properties_of(
        id=claim.id, type=claim.type, about=claim.about, item=claim.item, document=claim.document, quote=claim.quote,
        start=claim.start, end=claim.end, modality=claim.modality.value, said_by=claim.said_by, when=claim.when,
        known_from=claim.known_from, known_basis=claim.known_basis, known_on=known_on(claim.known_from),
        trust=int(claim.trust), confidence=claim.confidence, extractor=claim.extractor, version=claim.version,
        reprint_of=claim.reprint_of,
        **when_properties(claim.when), **_value_properties(claim.value), **roles,
    )  # fmt: skip


def known_on(known_from: str | None) -> str | None:
    """Give the day by which a statement was certainly known: of a month or year its last, so nothing is known early."""
    if known_from is None:
        return None
    period = parse_period(known_from)
    certain = period.end or period.start
    return certain.isoformat() if certain else None


def when_properties(when: str | None) -> dict[str, object]:
    """Give the bounds of a time for queries: ISO days, and the year where all of it lies in one."""
    if when is None:
        return {}
    period = parse_period(when)
    start, end = period.start, period.end
    year = start.year if start and end and start.year == end.year else None
    return {
        "valid_from": start.isoformat() if start else None,
        "valid_to": end.isoformat() if end else None,
        "year": year,
    }


def _value_properties(value: Quantity | None) -> dict[str, object]:
    if value is None:
        return {}
    upper = value.amount_to
    return {
        "amount": value.amount, "amount_to": upper, "unit": value.unit, "value_about": value.about,
        "also": [f"{one.amount!r} {one.unit}" for one in value.also],
        "amount_canonical": to_canonical(value.amount, value.unit),
        "amount_to_canonical": None if upper is None else to_canonical(upper, value.unit),
        "unit_canonical": canonical_unit(unit(value.unit).dimension),
        "crude_mt": crude_mt(value.amount, value.unit),
    }  # fmt: skip


def claim_from_properties(row: Mapping[str, Any]) -> Claim:
    """Rebuild a claim from its node."""
    return Claim(
        type=row["type"], about=tuple(row["about"]), item=row["item"], document=row["document"], quote=row["quote"],
        roles=make_roles({k.removeprefix(ROLE_PREFIX): v for k, v in row.items() if k.startswith(ROLE_PREFIX)}),
        value=_value_from(row), when=row.get("when"), modality=Modality(row["modality"]),
        said_by=tuple(row.get("said_by", ())), start=row["start"], end=row["end"], known_from=row.get("known_from"),
        known_basis=row["known_basis"], trust=Trust(row["trust"]), confidence=float(row["confidence"]),
        extractor=row["extractor"], version=row["version"], reprint_of=row.get("reprint_of"),
    )  # fmt: skip


def _value_from(row: Mapping[str, Any]) -> Quantity | None:
    if row.get("amount") is None:
        return None
    also = tuple(_also(text) for text in row.get("also", ()))
    upper = row.get("amount_to")
    return Quantity(
        float(row["amount"]),
        row["unit"],
        None if upper is None else float(upper),
        row.get("value_about"),
        also,
    )


def _also(text: str) -> Quantity:
    amount, _, name = text.partition(" ")
    return Quantity(float(amount), name)


def document_fragment(document: Document) -> Fragment:
    """Give the node of a cited source."""
    properties = properties_of(
        id=document.id, kind=document.kind.value, title=document.title or None, outlet=document.outlet,
        url=document.url, lang=document.lang, published=document.published, reprint_of=document.reprint_of,
    )  # fmt: skip
    return Fragment((Node("Article", document.id, properties),))


def document_from_properties(row: Mapping[str, Any]) -> Document:
    """Rebuild a document from its node."""
    return Document(
        id=row["id"], kind=DocumentKind(row["kind"]), title=row.get("title", ""), outlet=row.get("outlet"),
        url=row.get("url"), lang=row.get("lang"), published=row.get("published"), reprint_of=row.get("reprint_of"),
    )  # fmt: skip
