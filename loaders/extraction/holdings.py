"""Shares told by what they are held in, and who runs a thing: "25 % in A and 30 % in B", "B, operated by C"."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_HELD = frozenset({"pipeline", "field", "terminal", "port", "refinery", "consortium", "venture"})
_RUN = frozenset({"pipeline", "field", "terminal", "port", "refinery"})
_RUNNER = frozenset({"company", "consortium"})
_STEP = re.compile(r"\s*%?\s*(?:,|and|и)\s*")


class HoldingProposer:
    """Ownerships of one owner in several things, each with its share."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership for each share that is followed by what it is held in, if there are two or more."""
        lang = reading.scene.tree.lang
        selling = {t.lemma for t in reading.scene.tree.tokens} & word_class("@selling", lang)
        shares = [m for m in reading.measures if m.dimension == "percent" and not m.change]
        if selling or len(shares) < 2 or not re.search(table("holdings")[lang]["verb"], reading.text, re.IGNORECASE):
            return []
        pairs = _respectively(reading, shares) or _each_in(reading, shares)
        owner = _owner(reading, shares[0])
        if owner is None or len(pairs) < 2:
            return []
        return [
            Draft("ownership", (thing,), {"owner": (owner[0],)}, Modality.FACT, owner[1].top, 0.85, share.value,
                  share.start, timeless=True)
            for thing, share in pairs if thing != owner[0]
        ]  # fmt: skip


class OperatorProposer:
    """Operations told beside the name of the thing, without a verb of their own."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an operation for each thing that is said to be run by a company named next to it."""
        rows = table("holdings")[reading.scene.tree.lang]
        named = [m for m in reading.scene.mentions if m.kind not in {DEMONYM, GOVERNMENT, PERSON}]
        drafts = []
        for place, first in enumerate(named):
            for last in named[place + 1 : place + 3]:
                gap = reading.text[first.end : last.start]
                if re.fullmatch(rows["run_by"], gap):
                    drafts += _operation(first, last)
                elif re.fullmatch(rows["runner_first"], gap) and not re.search(rows["in_runner"], gap):
                    drafts += _operation(last, first)
        return drafts


def _operation(thing: Mention, runner: Mention) -> list[Draft]:
    what, who = thing.pick(_RUN), runner.pick(_RUNNER)
    if what is None or who is None or what == who:
        return []
    return [Draft("operation", (what,), {"operator": (who,)}, Modality.FACT, runner.top, 0.85, timeless=True)]


def _owner(reading: Reading, first: Measure) -> tuple[str, Mention] | None:
    before = [
        (owner, m)
        for m in reading.scene.mentions
        if m.end <= first.start and m.kind not in {DEMONYM, PERSON} and (owner := m.pick(frozenset({"company"})))
    ]
    return before[0] if len({owner for owner, _ in before}) == 1 else None


def _each_in(reading: Reading, shares: list[Measure]) -> list[tuple[str, Measure]]:
    """Read "25 % in A, 30 % in B"."""
    pattern = table("holdings")[reading.scene.tree.lang]["held"]
    things = [(m, i) for m in reading.scene.mentions if m.kind != DEMONYM and (i := m.pick(_HELD))]
    found = []
    for share in shares:
        thing = next((i for m, i in things if m.start >= share.end and _joins(pattern, reading, share.end, m)), None)
        if thing:
            found.append((thing, share))
    return found


def _joins(pattern: str, reading: Reading, end: int, mention: Mention) -> bool:
    return re.fullmatch(pattern, reading.text[end : mention.start], re.IGNORECASE) is not None


def _respectively(reading: Reading, shares: list[Measure]) -> list[tuple[str, Measure]]:
    """Read "a % and b % in A and B, respectively": as many things as shares, in one order."""
    text = reading.text
    run = [shares[0]]
    for share in shares[1:]:
        if not _STEP.fullmatch(text[run[-1].end : share.start]):
            break
        run.append(share)
    things = [(m, i) for m in reading.scene.mentions if m.start > run[-1].end and (i := m.pick(_HELD))][: len(run)]
    ordered = re.search(r"respectively|соответственно", text[things[-1][0].end :] if things else "", re.IGNORECASE)
    if len(run) < 2 or len(things) < len(run) or not ordered:
        return []
    pattern = table("holdings")[reading.scene.tree.lang]["held"]
    if not _joins(pattern, reading, run[-1].end, things[0][0]):
        return []
    return [(thing, share) for (_, thing), share in zip(things, run, strict=True)]
