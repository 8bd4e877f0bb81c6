"""Shares told by what they are held in, and who runs a thing: "25 % in A and 30 % in B", "B, operated by C"."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.pairs import owned_id
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.extraction.sales import sells
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, kinds

_RUN = frozenset({"pipeline", "field", "terminal", "port", "refinery"})
_RUNNER = frozenset({"company", "consortium"})
_STEP = re.compile(r"\s*%?\s*(?:,|and|и)\s*")


class HoldingProposer:
    """Ownerships of one owner in several things, each with its share."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership for each share that is followed by what it is held in, if there are two or more."""
        lang = reading.scene.tree.lang
        shares = [m for m in reading.measures if m.dimension == "percent" and not m.change]
        theirs = _possessed(reading, shares)
        if theirs:
            return theirs
        if (
            sells(reading)
            or len(shares) < 2
            or not re.search(table("holdings")[lang]["verb"], reading.text, re.IGNORECASE)
        ):
            return []
        pairs = _respectively(reading, shares) or _each_in(reading, shares)
        owner = _owner(reading, shares[0])
        if owner is None or len(pairs) < 2:
            return []
        return [_held(thing, share, owner[1], owner[0]) for thing, share in pairs if thing != owner[0]]


def _held(thing: str, share: Measure, beside: Mention, owner: str | None) -> Draft:
    roles: dict[str, tuple[str, ...]] = {"owner": (owner,)} if owner else {}
    return Draft("ownership", (thing,), roles, Modality.FACT, beside.top, 0.85, share.value, share.start, timeless=True)


def _possessed(reading: Reading, shares: list[Measure]) -> list[Draft]:
    """Read "its 30 % of A and 20 % of B": who has them has them, whatever is done with them."""
    rows = table("holdings")[reading.scene.tree.lang]
    things = [(m, i) for m in reading.scene.mentions if m.kind != DEMONYM and (i := owned_id(m))]
    drafts: list[Draft] = []
    owner, end = None, 0
    for share in shares:
        thing = next(
            (t for t in things if t[0].start >= share.end and _joins(rows["held"], reading, share.end, t[0])), None
        )
        before = reading.text[: share.start]
        goes_on = bool(drafts) and re.fullmatch(rows["listed"], reading.text[end : share.start], re.IGNORECASE)
        if thing and (goes_on or re.search(rows["possessed"], before, re.IGNORECASE)):
            owner = owner if goes_on else _whose(reading, share, before)
            end = thing[0].end
            drafts.append(_held(thing[1], share, thing[0], owner if owner != thing[1] else None))
    return drafts


_GENITIVE = re.compile(r"['’]s\s+(?:\w+\s+)?$")


def _whose(reading: Reading, share: Measure, before: str) -> str | None:
    """Give whose a share is: the name in the possessive, else the one company before, else the one spoken of."""
    company = frozenset({"company"})
    genitive = _GENITIVE.search(before)
    if genitive is not None:
        near = (m for m in reading.scene.mentions if m.end in {genitive.start(), genitive.start() + 2})
        return next((i for m in near if (i := m.pick(company))), None)
    owner = _owner(reading, share)
    return owner[0] if owner else reading.context.most(company)


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
        return drafts or _bare_operation(reading, named)


def _bare_operation(reading: Reading, named: list[Mention]) -> list[Draft]:
    """Read "the operator is A", "A (the operator)": of the one thing named, else of what is spoken of."""
    rows, text = table("holdings")[reading.scene.tree.lang], reading.text
    told = [
        m for m in named
        if m.pick(_RUNNER) and m.pick(_RUN) is None and (
            re.search(rows["operator_is"], text[: m.start], re.IGNORECASE)
            or re.match(rows["is_operator"], text[m.end :])
        )
    ]  # fmt: skip
    run = list(dict.fromkeys(i for m in named if (i := m.pick(_RUN))))
    run = run or [i for i in reading.topic[:1] if kinds().get(i, frozenset()) & _RUN]
    if len(told) != 1 or len(run) != 1:
        return []
    who = told[0].pick(_RUNNER)
    return (
        [Draft("operation", (run[0],), {"operator": (who,)}, Modality.FACT, told[0].top, 0.8, timeless=True)]
        if who
        else []
    )


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
    things = [(m, i) for m in reading.scene.mentions if m.kind != DEMONYM and (i := owned_id(m))]
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
    things = [(m, i) for m in reading.scene.mentions if m.start > run[-1].end and (i := owned_id(m))][: len(run)]
    ordered = re.search(r"respectively|соответственно", text[things[-1][0].end :] if things else "", re.IGNORECASE)
    if len(run) < 2 or len(things) < len(run) or not ordered:
        return []
    pattern = table("holdings")[reading.scene.tree.lang]["held"]
    if not _joins(pattern, reading, run[-1].end, things[0][0]):
        return []
    return [(thing, share) for (_, thing), share in zip(things, run, strict=True)]
