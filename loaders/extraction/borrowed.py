"""Times that a figure takes from elsewhere though its own words speak against it, and limits that are none."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.extraction.parts import is_of_compared
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.trees import Token

_COUNTED = frozenset({"volume", "production", "share", "loss"})
# A period of its own that no calendar places: "for the three quarters".
_OWN_PERIOD = re.compile(
    r"\b(?:for|in|over|during)\s+the\s+(?:\w+\s+)?(?:quarters|half|months)\b|\bза\s+(?:эти|все|\w+)\s+(?:кварталы|полугодие)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?<!\w)(?:since|с\s+момента|с\s+начала)\s", re.IGNORECASE)
_FROM_FIRST = re.compile(
    r"\bsince\s+(?:the\s+)?(?:start|beginning|launch)\s+of\s+(?:\w+\s+)?(?:production|operations?|deliveries|exports)|"
    r"(?<!\w)с\s+(?:момента\s+|самого\s+)?начала\s+(?:\w+\s+)?(?:добычи|эксплуатации|разработки|поставок)",
    re.IGNORECASE,
)
_TILL = re.compile(r"(?<!\w)(?:till|until|up\s+to|по|до)\s", re.IGNORECASE)
# "Will grow to 2.5 million", «увеличение до 2,5 млн»: the level, no limit.
_GROWN_TO = re.compile(
    r"(?:вырас\w+|выр[оа]с\w*|увелич\w+|нарас[тщ]\w+|повы[сш]\w+|возраст\w+|рост\w*|довести|довед\w+|сниз\w+|сокра[тщ]\w+|расшир\w+|"
    r"пада\w+|упа[лс]\w*|grow\w*|grew|increas\w+|ris\w+|rose|rais\w+|expan\w+|boost\w*|reduc\w+|cut|fell|fall\w*|drop\w*)"
    r"(?:\s+[^\s,;.]+){0,7}\s*$",
    re.IGNORECASE,
)


def give_back(draft: Draft, reading: Reading) -> None:
    """Take from a figure the time of another sentence, where its own sentence says that it has another."""
    when = draft.when
    if draft.type not in _COUNTED or draft.value is None or when is None:
        return
    if _FROM_FIRST.search(reading.text):
        kept = False  # a total of all years
    elif when.start < 0:
        borrowed = not _OWN_PERIOD.search(reading.text)
        kept = borrowed and not _is_held_against(draft, reading) and not _is_standing(draft, reading)
    else:  # "since 2006 till the end of March": a total of all the time between
        ends = _TILL.search(reading.text[max(0, when.start - 22) : when.start + 12])
        kept = not (ends and _SINCE.search(reading.text[: when.start]))
    draft.when = when if kept else None


def level(draft: Draft, reading: Reading) -> None:
    """Read what something grows to as its level: no "up to"."""
    if draft.value is None or draft.value.about != "up_to" or draft.measure is None:
        return
    if _GROWN_TO.search(reading.text[max(0, draft.measure - 90) : draft.measure]):
        draft.value = replace(draft.value, about=None)


def _is_held_against(draft: Draft, reading: Reading) -> bool:
    """Tell whether a figure is the older one of a comparison, whose time is not that of the text before."""
    if not reading.compared:
        return False
    return any(m.start == draft.measure and is_of_compared(reading, m) for m in reading.measures)


def _is_standing(draft: Draft, reading: Reading) -> bool:
    """Tell whether a rate is that of the present: "it is a large producer, pumping 4 million barrels a day"."""
    assert draft.value is not None
    tree = reading.scene.tree
    verb = tree[tree.clause(draft.trigger)]
    return draft.value.unit.endswith("/d") and _is_present(verb)


def _is_present(verb: Token) -> bool:
    return verb.feats.get("Tag") in {"VBZ", "VBP", "VBG"} or verb.feats.get("Tense") == "Pres"
