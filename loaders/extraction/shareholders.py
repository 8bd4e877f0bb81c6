"""Holders without a share: "Chevron, a CPC shareholder", «"Транснефть" (один из акционеров КТК)»."""

from __future__ import annotations

import itertools
import re

from graph.model.claim import Modality
from loaders.extraction.data import table
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
        return drafts or _listed(reading, [m for m in reading.scene.mentions if m.kind not in {PERSON, DEMONYM}])


def _listed(reading: Reading, usable: list[Mention]) -> list[Draft]:
    """Read "CPC's shareholders include A and B": an owner each, where the sentence gives no shares."""
    text = reading.text
    if any(m.dimension == "percent" for m in reading.measures):
        return []
    rows = [(held, owned) for held in usable if (owned := held.pick(_HELD))]
    for row, (held, owned) in itertools.product(table("shareholders")[reading.scene.tree.lang], rows):
        after = re.compile(row["after"], re.IGNORECASE).match(text, held.end)
        if after is None or not re.search(row["before"], text[: held.start], re.IGNORECASE):
            continue
        owners = _one_by_one(reading, usable, after.end())
        if owners and re.match(row.get("last", ""), text[owners[-1].end :], re.IGNORECASE):
            return [
                Draft("ownership", (owned,), {"owner": (o,)}, Modality.FACT, m.top, 0.85, timeless=True)
                for m in owners if (o := m.pick(_HOLDER)) and o != owned
            ]  # fmt: skip
    return []


_HOLDER = frozenset({"company"})
_NEXT = re.compile(
    r"[»”\"]?(?:\s*\([^()]{1,40}\))?(?:\s*,\s*|\s+)(?:(?:and|и|а также|as well as)\s+)?"
    r"(?:[^\W\d_]+(?:['’]s)?\s+){0,4}[«“\"]?"
)
_FIRST = re.compile(r"(?:(?:[^,;:.()]|U\.S\.){0,60}[\s«“\"])?")


def _one_by_one(reading: Reading, usable: list[Mention], start: int) -> list[Mention]:
    """Give the companies that a list names, from where it starts to where its commas end."""
    found: list[Mention] = []
    for mention in (m for m in usable if m.start >= start and m.pick(_HOLDER)):
        gap = reading.text[found[-1].end if found else start : mention.start]
        if not (_NEXT if found else _FIRST).fullmatch(gap):
            break
        found.append(mention)
    return found


def _says_so(reading: Reading, holder: Mention, held: Mention) -> bool:
    gap = reading.text[holder.end : held.start]
    match = _BEFORE[reading.scene.tree.lang].fullmatch(gap)
    if match is None:
        return False
    named = re.search(r"holder|owner|partner|акционер|совладел|пайщик", gap, re.IGNORECASE)
    return bool(named or _AFTER.match(reading.text[held.end :]))
