"""The queue: unsure claims and unknown names of the graph that nobody has decided about, with suggestions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from graph.model.claim import FROM_TABLE, Claim
from graph.model.identity import is_new
from loaders.extraction.calibrated import sure
from loaders.resolve.gazetteer import gazetteer
from loaders.review.applying import subject_of
from loaders.review.decisions import Standing

NAMELESS_ROLES = frozenset({"vessel"})  # ships are many, and no table lists them
CLAIM, NAME = "claim", "name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to decide: ``subject`` is the id of a claim or the ``new:`` name; the claims that rest on it."""

    kind: str
    subject: str
    claims: tuple[Claim, ...]
    suggestions: tuple[str, ...] = ()


def candidates(claims: Iterable[Claim], decisions: Standing) -> list[Candidate]:
    """Give the names, those of most claims first, then the claims below the threshold, the surest first."""
    read = sorted((c for c in claims if c.extractor != FROM_TABLE), key=lambda c: c.id)
    named: dict[str, list[Claim]] = defaultdict(list)
    for claim in read:
        for name in _names(claim):
            named[name].append(claim)
    names = [
        Candidate(NAME, name, tuple(rows), suggestions(name))
        for name, rows in sorted(named.items(), key=lambda row: (-len(row[1]), row[0]))
        if decisions.of(name) is None
    ]
    unsure = sorted((c for c in read if c.confidence < sure()), key=lambda c: (-c.confidence, c.id))
    return [*names, *(Candidate(CLAIM, subject_of(c), (c,)) for c in unsure if decisions.of(subject_of(c)) is None)]


def _names(claim: Claim) -> list[str]:
    fillers = [f for role, row in claim.roles if role not in NAMELESS_ROLES for f in row]
    return list(dict.fromkeys(n for n in [*claim.about, *fillers] if is_new(n)))


def suggestions(name: str) -> tuple[str, ...]:
    """Give up to three known ids whose names look like a name, the nearest first."""
    forms = _forms()
    near = get_close_matches(name.removeprefix("new:").casefold(), list(forms), n=8, cutoff=0.6)
    return tuple(dict.fromkeys(i for form in near for i in forms[form] if not is_new(i)))[:3]


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {alias.form.casefold(): alias.ids for lang in ("en", "ru") for alias in gazetteer(lang).aliases()}
