"""Whose company a company is, told beside its name: "A, a unit of B", «дочерняя компания B – A», "A, owned by B"."""

from __future__ import annotations

import itertools
import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_COMPANY = frozenset({"company"})


class SubsidiaryProposer:
    """Ownerships of companies by companies, without a share."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership for each two companies that stand side by side as child and parent."""
        rows = table("subsidiaries")[reading.scene.tree.lang]
        named = [m for m in reading.scene.mentions if m.kind not in {PERSON, DEMONYM, GENERIC, GOVERNMENT}]
        companies = [m for m in named if m.pick(_COMPANY)]
        drafts = []
        for first, second in itertools.pairwise(companies):
            before, gap = reading.text[: first.start], reading.text[first.end : second.start]
            if re.fullmatch(rows["child_first"], gap, re.IGNORECASE):
                drafts += _owned_by(first, second)
            elif re.fullmatch(rows["parent_first"], gap, re.IGNORECASE) or (
                re.search(rows["parent_announced"], before, re.IGNORECASE)
                and re.fullmatch(rows["announced_gap"], gap, re.IGNORECASE)
            ):
                drafts += _owned_by(second, first)
        return drafts


def _owned_by(child: Mention, parent: Mention) -> list[Draft]:
    owned, owner = child.pick(_COMPANY), parent.pick(_COMPANY)
    if owned is None or owner is None or owned == owner:
        return []
    return [Draft("ownership", (owned,), {"owner": (owner,)}, Modality.FACT, child.top, 0.85, timeless=True)]
