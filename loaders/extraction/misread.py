"""What a sentence names without saying it: a way without a way, and leave not given, which goes around nobody."""

from __future__ import annotations

import re

from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import kinds

# "Without Baghdad's consent" goes around nobody.
_LEAVE = re.compile(
    r"\b(?:without|без)\b[^.;]{0,40}?\b(?:approval|consent|permission|knowledge|соглас\w+|разрешени\w+)", re.IGNORECASE
)
# "The impact of sanctions on transport through Russia" sends nothing that way.
_EFFECT = re.compile(
    r"(?:влияни|воздействи)\w+[,\s]\s*[^.;]{0,60}?(?<!\w)на\s+(?:\w+\s+)?(?:транспорт|экспорт|поставк|перевоз|отгруз)|"
    r"(?:impact|effect)s?[,\s]\s*[^.;]{0,60}?\bon\s+(?:the\s+)?(?:\w+\s+)?(?:transport|export|shipment|suppl|deliver)",
    re.IGNORECASE,
)
# "It was planned for January, but was put off".
_PUT_OFF = re.compile(
    r"(?:планировал\w+|намечал\w+|предполагал\w+|ожидал\w+|должн\w+\s+был\w+|\b(?:was|were|had\s+been)\s+(?:originally\s+|initially\s+|first\s+)?"
    r"(?:planned|scheduled|due|expected|supposed|meant))(?!\w).*?,?\s(?:но|однако|but|however)\s",
    re.IGNORECASE,
)


def _is_put_off(draft: Draft, reading: Reading) -> bool:
    """Tell whether a plan is one that its sentence takes back."""
    match = _PUT_OFF.search(reading.text)
    place = draft.measure if draft.measure is not None else reading.scene.tree[draft.trigger].start
    return match is not None and place < match.end()


def _is_loaded_elsewhere(draft: Draft, reading: Reading) -> bool:
    """Tell whether a cargo is laid to the line that brought its oil though the sentence names the port."""
    if draft.type != "shipment" or "pipeline" not in kinds().get(draft.about[0], ()):
        return False
    return any(m.pick(frozenset({"port", "terminal"})) for m in reading.scene.mentions)


_WAY = ("via", "through", "from", "to", "avoiding")


def is_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether a draft says what its sentence does not."""
    if _is_put_off(draft, reading) or _is_loaded_elsewhere(draft, reading):
        return True
    if draft.type != "route":
        return False
    if "avoiding" in draft.roles and _LEAVE.search(reading.text):
        del draft.roles["avoiding"]
    return bool(_EFFECT.search(reading.text)) or not any(draft.roles.get(role) for role in _WAY)
