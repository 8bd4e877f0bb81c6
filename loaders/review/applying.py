"""What follows from decisions: names are linked, wrong claims left out, right ones trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.errors import InvalidClaim
from graph.model.claim import Claim
from graph.model.identity import is_new
from loaders.extraction.calibrated import UNKNOWN_NAME, without
from loaders.review.decisions import ACCEPT, LINK, REJECT, Standing

REVIEWED = 0.95  # a person has read the sentence; a person errs too


def subject_of(claim: Claim) -> str:
    """Name a claim for a decision: by what its article says, wherever the file of the article lies."""
    return replace(claim, item=claim.document).id


def applied(claims: Iterable[Claim], decisions: Standing) -> list[Claim]:
    """Give the claims as the decisions leave them, in their order; the same claim twice is one."""
    if not decisions.decisions:
        return list(claims)
    found = (one for claim in claims if (one := _applied(claim, decisions)) is not None)
    return list({one.id: one for one in found}.values())


def _applied(claim: Claim, decisions: Standing) -> Claim | None:
    linked = _linked(claim, decisions)
    if linked is None:
        return None
    word = decisions.of(subject_of(linked)) or decisions.of(subject_of(claim))
    if word is not None and word.kind == REJECT:
        return None
    if word is not None and word.kind == ACCEPT:
        return replace(linked, confidence=REVIEWED)
    return _named_by_a_person(linked, decisions)


def _named_by_a_person(claim: Claim, decisions: Standing) -> Claim:
    """Take the doubt about unknown names away where a person has accepted each of them as a thing of its own."""
    words = [decisions.of(name) for name in claim.about if is_new(name)]
    if not words or any(word is None or word.kind != ACCEPT for word in words):
        return claim
    return replace(claim, confidence=without(claim.confidence, UNKNOWN_NAME))


def _linked(claim: Claim, decisions: Standing) -> Claim | None:
    """Put known ids in place of linked names; nothing is left of a claim about a rejected name."""
    about = _renamed(claim.about, decisions)
    roles = ((name, _renamed(fillers, decisions)) for name, fillers in claim.roles)
    said_by = tuple(_renamed(claim.said_by, decisions))
    try:
        return replace(claim, about=about, roles=tuple((n, f) for n, f in roles if f), said_by=said_by)
    except InvalidClaim:
        return None


def _renamed(names: tuple[str, ...], decisions: Standing) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for name in names:
        word = decisions.of(name) if is_new(name) else None
        if word is None or word.kind == ACCEPT:
            kept[name] = None
        elif word.kind == LINK:
            kept[word.target] = None
    return tuple(kept)
