"""Holders without a share: "Chevron, a CPC shareholder", «"Транснефть" (один из акционеров КТК)»."""

from __future__ import annotations

import itertools
import re

from graph.model.claim import Modality
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import DEMONYM

_HELD = frozenset({"pipeline", "field", "consortium", "terminal", "port", "refinery", "company"})
_BEFORE = {  # between the holder and the thing held
    "en": re.compile(
        r"[»”\"]?\s*(?:,|\(|\s(?:is|was))\s*(?:which\s+is\s+)?(?:also\s+)?(?:an?\s+|one\s+of\s+(?:the\s+)?|the\s+)?(?:\w+\s+)?"
        r"(?:(?:shareholders?|stakeholders?|co-owners?|partners?)\s+(?:of|in)\s+)?(?:the\s+)?[«“\"]?", re.IGNORECASE,
    ),
    "ru": re.compile(
        r"[»”\"]?\s*(?:\(|,|\s[—–-])\s*(?:которая\s+|который\s+)?(?:также\s+)?(?:является\s+)?(?:один\s+из|одним\s+из|одного\s+из)?\s*(?:\w+\s+)?"
        r"(?:акционер\w*|совладел\w+|пайщик\w*)\s+[«“\"]?", re.IGNORECASE,
    ),
}  # fmt: skip
_AFTER = re.compile(r"(?:['’]s)?\s+(?:share|stake)holders?\b", re.IGNORECASE)


_LISTS = {  # around the thing held: its shareholders follow, one by one
    "en": (
        (re.compile(r"", re.IGNORECASE), re.compile(
            r"(?:['’]s?)?\s+(?:\w+\s+)?(?:share|stake)holders\s+(?:include|are|comprise)\s", re.IGNORECASE)),
        (re.compile(r"(?:share|stake)holders\s+(?:of|in)\s+(?:the\s+)?[«“\"]?$", re.IGNORECASE), re.compile(
            r"[»”\"]?\s+(?:\([^()]{1,20}\)\s+)?(?:include|are|comprise)\s", re.IGNORECASE)),
    ),
    "ru": (
        (re.compile(r"(?:акционерами|совладельцами)\s+[«“\"]?$", re.IGNORECASE), re.compile(
            r"[»”\"]?\s+(?:\([^()]{1,20}\)\s+)?(?:являются|выступают)\s", re.IGNORECASE)),
    ),
}  # fmt: skip


class ShareholderProposer:
    """Ownerships without a value, told by calling a company a shareholder."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership for each company that a sentence calls a shareholder of a named thing."""
        usable = [m for m in reading.scene.mentions if m.kind not in {PERSON, DEMONYM, GENERIC}]
        drafts = []
        for holder, held in itertools.pairwise(usable):
            owner, owned = holder.pick(frozenset({"company", "country"})), held.pick(_HELD)
            if owner and owned and owner != owned and _says_so(reading, holder, held):
                drafts.append(
                    Draft("ownership", (owned,), {"owner": (owner,)}, Modality.FACT, holder.top, 0.85, timeless=True)
                )
        return drafts or _listed(reading, usable)


def _listed(reading: Reading, usable: list[Mention]) -> list[Draft]:
    """Read "CPC's shareholders include A and B": an owner each, where the sentence gives no shares."""
    text = reading.text
    if any(m.dimension == "percent" for m in reading.measures):
        return []
    for held in usable:
        owned = held.pick(_HELD)
        rows = _LISTS[reading.scene.tree.lang]
        if owned and any(b.search(text[: held.start]) and a.match(text, held.end) for b, a in rows):
            owners = [(m, o) for m in usable if m.start > held.end and (o := m.pick(frozenset({"company"})))]
            return [
                Draft("ownership", (owned,), {"owner": (o,)}, Modality.FACT, m.top, 0.85, timeless=True)
                for m, o in owners if o != owned
            ]  # fmt: skip
    return []


def _says_so(reading: Reading, holder: Mention, held: Mention) -> bool:
    gap = reading.text[holder.end : held.start]
    match = _BEFORE[reading.scene.tree.lang].fullmatch(gap)
    if match is None:
        return False
    named = re.search(r"holder|owner|partner|акционер|совладел|пайщик", gap, re.IGNORECASE)
    return bool(named or _AFTER.match(reading.text[held.end :]))
