"""Lists of shares: "Chevron (15%), KazMunayGas – 19%" gives one ownership a name, whatever the verb."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_OWNER = frozenset({"company", "country"})
_OWNED = frozenset({"pipeline", "field", "terminal", "port", "refinery", "consortium", "venture"})
_VENTURES = frozenset({"tco", "ncoc", "kpo", "btc_co", "tap", "tanap", "cpc", "inkai_mine", "bot", "pck"})


class PairProposer:
    """Owners and their shares, where a word of ownership frames the list."""

    def __init__(self) -> None:
        self.about: str | None = None
        self.listing = False

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership a share; the thing owned is named in the sentence, or by the list's own heading."""
        tree = reading.scene.tree
        lemmas = {t.lemma for t in tree.tokens}
        framed = bool(lemmas & word_class("@owning", tree.lang))
        carried = self.listing and self.about
        sale = bool(lemmas & word_class("@selling", tree.lang))
        self.listing = (framed or bool(carried)) and (reading.text.rstrip().endswith((":", ";", ",")) or bool(carried))
        if not (framed or carried) or sale:
            return []
        owned = self._owned(reading, framed)
        if owned is None:
            return []
        self.about = owned
        percents = [m for m in reading.measures if m.dimension == "percent" and not m.change]
        used: set[str] = set()
        drafts = []
        for percent in percents:
            owner = _owner(reading, percent, owned, used)
            if owner is not None:
                used.add(owner[0])
                drafts.append(_draft(owned, owner, percent))
        return drafts

    def _owned(self, reading: Reading, framed: bool) -> str | None:
        things = [m for m in reading.scene.mentions if m.kind not in {DEMONYM, GOVERNMENT} and _owned_id(m)]
        tree = reading.scene.tree
        anchors = [t for t in tree.tokens if t.lemma in word_class("@owning", tree.lang)]
        fields = [m for m in things if not _has_percent(reading, m)]
        near = sorted(fields, key=lambda m: min((_gap(m, a.start, a.end) for a in anchors), default=999))
        if near:
            return _owned_id(near[0])
        if framed and reading.topic:
            return reading.topic[0]
        return self.about


def _owned_id(mention: Mention) -> str | None:
    found = mention.pick(_OWNED)
    return found or next((i for i in mention.ids if i in _VENTURES), None)


def _has_percent(reading: Reading, mention: Mention) -> bool:
    after = reading.text[mention.end : mention.end + 12]
    return bool(re.match(r"[»”\"]?\s*(?:\(|[—–-]\s)\s*\d", after))


def _gap(mention: Mention, start: int, end: int) -> int:
    return max(mention.start - end, start - mention.end, 0)


def _owner(reading: Reading, percent: Measure, owned: str, used: set[str]) -> tuple[str, Mention] | None:
    text = reading.text
    rows = []
    for mention in reading.scene.mentions:
        entity = None if mention.kind in {DEMONYM} else mention.pick(_OWNER)
        if entity is None or entity == owned or entity in used:
            continue
        rank = _pairing(text, mention, percent, reading.scene.tree.lang)
        if rank is not None:
            rows.append((rank, entity, mention))
    if not rows:
        return None
    best = min(rows, key=lambda row: row[0])
    return best[1], best[2]


def _pairing(text: str, mention: Mention, percent: Measure, lang: str) -> int | None:
    """Rank how plainly a name and a share stand together; None where they do not."""
    patterns = table("pairs")[lang]
    if mention.end <= percent.start:
        gap = text[mention.end : percent.start]
        return next((r for r, p in enumerate(patterns["name_first"]) if re.fullmatch(p, gap, re.IGNORECASE)), None)
    gap = text[percent.end : mention.start]
    return next((r + 1 for r, p in enumerate(patterns["share_first"]) if re.fullmatch(p, gap, re.IGNORECASE)), None)


def _draft(owned: str, owner: tuple[str, Mention], percent: Measure) -> Draft:
    return Draft(
        "ownership", (owned,), {"owner": (owner[0],)}, Modality.FACT, owner[1].top, 0.9, value=percent.value,
        measure=percent.start, timeless=True,
    )  # fmt: skip
