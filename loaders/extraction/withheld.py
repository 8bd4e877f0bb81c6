"""Stops and returns that a sentence only announces or decrees: what will be told later, what a court ordered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.extraction.data import table
from loaders.extraction.propose import Draft, Reading


def is_told_later(draft: Draft, reading: Reading) -> bool:
    """Tell whether a sentence only says that something will be told: «о запуске будет сообщено дополнительно»."""
    tree = reading.scene.tree
    place = tree[draft.trigger].start
    matches = re.finditer(table("modality")[tree.lang]["told_later"], reading.text, re.IGNORECASE)
    return any(m.start() <= place < m.end() for m in matches) or _is_ceased(draft, reading) or _is_deal(draft, reading)


_DEAL = re.compile(
    r"\bclos\w+\s+(?:of\s+)?(?:(?:the|its|a)\s+)?(?:\S+\s+){0,3}?(?:deal|sale|transaction|acquisition|purchase)\b|"
    r"(?:deal|sale|transaction|acquisition|purchase)\s+(?:(?:was|is|has\s+been|to\s+be)\s+)?clos\w+|"
    r"закры\w+\s+(?:\w+\s+)?сделк\w+|сделк\w+\s+(?:\S+\s+){0,3}?закры",
    re.IGNORECASE,
)


def _is_deal(draft: Draft, reading: Reading) -> bool:
    """Tell whether what closes is a deal: nothing stops then."""
    place = reading.scene.tree[draft.trigger].start
    matches = _DEAL.finditer(reading.text) if draft.type in {"suspension", "restriction"} else ()
    return any(m.start() <= place < m.end() for m in matches)


_CEASING = frozenset(
    {
        "stop",
        "cease",
        "halt",
        "suspend",
        "quit",
        "прекратить",
        "остановить",
        "перестать",
        "переставать",
        "приостановить",
    }
)


def _is_ceased(draft: Draft, reading: Reading) -> bool:
    """Tell whether a cargo is what no longer goes: "stopped loading tankers"."""
    verb = reading.scene.tree[draft.trigger]
    above = reading.scene.tree[verb.head]
    return draft.type == "shipment" and verb.role in {"xcomp", "ccomp"} and above.lemma in _CEASING


def is_decreed(draft: Draft, drafts: Iterable[Draft], reading: Reading) -> bool:
    """Tell whether a stop is no more than what a court ordered: a penalty "in the form of a suspension for 30 days"."""
    word = reading.scene.tree[draft.trigger]
    if draft.type != "suspension" or word.pos != "NOUN":
        return False
    appealed = reading.scene.tree[word.head].lemma in _APPEALS
    return appealed or any(d.roles.get("outcome") in _ORDERS for d in drafts)


_ORDERS = frozenset({("stop",), ("overturn",)})
# What is appealed against is an order to stop, and no stop.
_APPEALS = frozenset({"жалоба", "апелляция", "ходатайство", "appeal", "complaint", "petition"})
