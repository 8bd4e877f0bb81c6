"""Parts of a list that open with a name: "through Primorsk 50 million tonnes, Novorossiysk – 30, to Turkey – 5"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extraction.mentions import PERSON, VESSEL, Mention
from loaders.extraction.parts import Part
from loaders.extraction.propose import Reading
from loaders.resolve.gazetteer import DEMONYM

_HEAD = re.compile(
    r"\W*(?:(?:а|и|and|while)\s+)?(?:(?P<prep>через|по|из|в|во|на|via|through|to|from)\s+)?(?:порт\w*\s+|the\s+port\s+of\s+)?"
    r"[«“\"]?(?P<name>[A-ZА-ЯЁ][^\d,;()]{1,40}?)[»”\"]?\s*(?:\([^()\d]{1,30}\)\s*)?[—–:-]\s*"
    r"(?:(?:около|почти|более|свыше|about|some|over|nearly)\s+)*$"
)
_TOWARDS = frozenset({"в", "во", "на", "to"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The name that opens a part; ``mention``: None where nobody knows it. ``towards``: the name says where it goes."""

    mention: Mention | None
    towards: bool
    bare: bool


def heading(reading: Reading, part: Part) -> Heading | None:
    """Give the name that opens a part right before its quantity."""
    match = _HEAD.match(reading.text[part.start : part.measure.start])
    if match is None:
        return None
    start, end = (part.start + i for i in match.span("name"))
    named = [m for m in part.mentions if m.kind not in {PERSON, VESSEL, DEMONYM} and m.start < end and start < m.end]
    return Heading(named[0] if named else None, match["prep"] in _TOWARDS, match["prep"] is None)
