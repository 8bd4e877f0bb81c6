"""How long a stop is ordered or lasts where no number tells it: "for a month", «на месяц»."""

from __future__ import annotations

import re

from graph.model.claim import Quantity
from loaders.extraction.propose import Draft, Reading

_ONE = re.compile(
    r"\bfor\s+(?:a|one)\s+(?P<en>day|week|month)\b(?!\s+of)|"
    r"(?<!\w)на\s+(?P<ru>сутки|неделю|месяц)(?!\w)(?!\s+(?:раньше|позже|впер[её]д|больше))",
    re.IGNORECASE,
)
_SPANS = {"day": (1, "day"), "week": (7, "day"), "month": (1, "month"),
          "сутки": (1, "day"), "неделю": (7, "day"), "месяц": (1, "month")}  # fmt: skip
_FAR = 60  # characters: farther off it is said of something else


def for_one(draft: Draft, reading: Reading) -> None:
    """Give a stop, or the order of one, the single unit of time it is told to last."""
    stops = draft.type == "suspension" or (draft.type == "ruling" and draft.roles.get("outcome") == ("stop",))
    if not stops or draft.value is not None:
        return
    place = reading.scene.tree[draft.trigger].start
    found = next((m for m in _ONE.finditer(reading.text) if abs(m.start() - place) <= _FAR), None)
    if found is not None:
        amount, unit = _SPANS[(found["en"] or found["ru"]).lower()]
        draft.value, draft.measure = Quantity(amount, unit), found.start()
