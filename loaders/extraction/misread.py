"""What a sentence names without saying it: a way without a way, and leave not given, which goes around nobody."""

from __future__ import annotations

import re

from loaders.extraction.propose import Draft, Reading

# "Without Baghdad's consent" goes around nobody.
_LEAVE = re.compile(
    r"\b(?:without|без)\b[^.;]{0,40}?\b(?:approval|consent|permission|knowledge|соглас\w+|разрешени\w+)", re.IGNORECASE
)
_WAY = ("via", "through", "from", "to", "avoiding")


def is_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether a draft says what its sentence does not."""
    if draft.type != "route":
        return False
    if "avoiding" in draft.roles and _LEAVE.search(reading.text):
        del draft.roles["avoiding"]
    return not any(draft.roles.get(role) for role in _WAY)
