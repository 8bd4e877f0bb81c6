"""Sanctions told by an adjective: "the sanctioned Lukoil", «подсанкционные "Роснефть" и "Лукойл"»."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_SAYS = re.compile(
    r"(?:подсанкционн\w+|(?:попавш|находящ|оказавш)\w+\s+под\s+(?:\w+\s+)?санкци\w+|(?P<by>US|U\.S\.|EU|UK)?-?\s?sanctioned|blacklisted)"
    r"\s+(?:(?:российск|russian|oil|нефтян|state|companies|компани|majors?|firms?|producers?)\w*\s+){0,4}[«“\"]?$",
    re.IGNORECASE,
)
_AND = re.compile(r"[»”\"]?\s*(?:,|и|and|&)\s*[«“\"]?", re.IGNORECASE)
_BY = {"US": "US", "U.S.": "US", "EU": "eu", "UK": "uk"}


class SanctionedProposer:
    """A sanction for each company that an adjective calls sanctioned."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give one sanction about all the companies the adjective stands before."""
        named = [
            m for m in reading.scene.mentions
            if m.kind not in {PERSON, DEMONYM, GENERIC, GOVERNMENT} and m.pick(frozenset({"company"}))
        ]  # fmt: skip
        for place, first in enumerate(named):
            match = _SAYS.search(reading.text[: first.start])
            if match:
                group = _breath(reading.text, named[place:])
                about = tuple(dict.fromkeys(m.pick(frozenset({"company"})) or m.ids[0] for m in group))
                roles: dict[str, tuple[str, ...]] = {"by": (_BY[match["by"].upper()],)} if match["by"] else {}
                return [Draft("sanction", about, roles, Modality.FACT, first.top, 0.82)]
        return []


def _breath(text: str, named: list[Mention]) -> list[Mention]:
    group = named[:1]
    for mention in named[1:]:
        if not _AND.fullmatch(text[group[-1].end : mention.start]):
            break
        group.append(mention)
    return group
