"""What a sentence names without saying it: a way without a way, and leave not given, which goes around nobody."""

from __future__ import annotations

import re

from loaders.extraction.propose import Draft, Reading

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
_WAY = ("via", "through", "from", "to", "avoiding")


def is_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether a draft says what its sentence does not."""
    if draft.type != "route":
        return False
    if "avoiding" in draft.roles and _LEAVE.search(reading.text):
        del draft.roles["avoiding"]
    return bool(_EFFECT.search(reading.text)) or not any(draft.roles.get(role) for role in _WAY)
