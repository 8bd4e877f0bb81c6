"""Things named in one breath: what is counted for "the ports of A, B and C" is counted for all of them."""

from __future__ import annotations

import re

from loaders.extraction.mentions import GENERIC, PERSON, VESSEL
from loaders.extraction.propose import Reading
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, kinds

_AND = re.compile(
    r"[»”\"]?(?:\s*,\s*(?:(?:and|и)\s+)?|\s+(?:and|и|&|as\s+well\s+as|а\s+также)\s+)(?:the\s+)?[«“\"]?", re.IGNORECASE
)
_EACH = re.compile(r"respectively|соответственно|(?<!\w)each(?!\w)|apiece|(?<!\w)кажд", re.IGNORECASE)
_NO_THING = frozenset({GENERIC, PERSON, VESSEL, DEMONYM, GOVERNMENT})


def in_one_breath(reading: Reading, entity: str, wanted: frozenset[str]) -> tuple[str, ...]:
    """Give a thing with those of its kind that it is listed with; the thing alone where each has its own figure."""
    text = reading.text
    rows = [(m, m.pick(wanted)) for m in reading.scene.mentions if m.kind not in _NO_THING]
    place = next((i for i, (_, found) in enumerate(rows) if found == entity), None)
    if place is None or _EACH.search(text) or entity not in kinds():
        return (entity,)
    first = last = place
    while first > 0 and rows[first - 1][1] and _AND.fullmatch(text[rows[first - 1][0].end : rows[first][0].start]):
        first -= 1
    while (
        last + 1 < len(rows) and rows[last + 1][1] and _AND.fullmatch(text[rows[last][0].end : rows[last + 1][0].start])
    ):
        last += 1
    alike = [
        i for _, i in rows[first : last + 1] if i and kinds().get(i, frozenset()) & kinds().get(entity, frozenset())
    ]
    return tuple(dict.fromkeys(alike))
