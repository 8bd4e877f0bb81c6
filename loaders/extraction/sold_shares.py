"""Shares in several things that one deal is about: "talks on buying 5 % of A and 13.5 % of B"."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.extraction.data import table
from loaders.extraction.mentions import Mention
from loaders.extraction.pairs import owned_id
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import DEMONYM

_AND = re.compile(r"[»”\"]?\s*(?:,|,?\s*(?:и|а также|and|as well as))\s+(?:an?\s+)?", re.IGNORECASE)


def each_sold(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Give every share of a list that is bought or sold a change of hands of its own."""
    sales = [d for d in drafts if d.type == "ownership_change"]
    shares = [m for m in reading.measures if m.dimension == "percent" and not m.change]
    if len(sales) != 1 or len(shares) < 2:
        return drafts
    listed = _listed(reading, shares)
    if len(listed) < 2 or sales[0].measure not in {None, *(share.start for _, share in listed)}:
        return drafts
    told = [
        replace(sales[0], about=(thing,), roles=dict(sales[0].roles), value=share.value, measure=share.start)
        for thing, share in listed
    ]
    return [*(d for d in drafts if d is not sales[0]), *told]


def _listed(reading: Reading, shares: list[Measure]) -> list[tuple[str, Measure]]:
    """Give the shares that follow each other, each with what it is held in."""
    held = table("holdings")[reading.scene.tree.lang]["held"]
    things = [(m, i) for m in reading.scene.mentions if m.kind != DEMONYM and (i := owned_id(m))]
    found: list[tuple[str, Measure]] = []
    last: Mention | None = None
    for share in shares:
        joined = ((m, i) for m, i in things if m.start >= share.end
                  and re.fullmatch(held, reading.text[share.end : m.start], re.IGNORECASE))  # fmt: skip
        thing = next(joined, None)
        if thing is None or (last is not None and not _AND.fullmatch(reading.text[last.end : share.start])):
            continue
        found.append((thing[1], share))
        last = thing[0]
    return found
