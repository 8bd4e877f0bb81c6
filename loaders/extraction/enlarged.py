"""Enlargements that are told by the capacity they lead to: "A can be raised to 30, the capacity of B to 20"."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.propose import Draft, Reading

_UP_TO = re.compile(r"(?:\bto|\bдо)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
# "Is to lift its capacity to 72 million": an enlargement, and one to come.
_LIFTS = re.compile(
    r"(?:(?P<aim>\b(?:is|are|will|would|to|should|позволит|планиру\w+|предполага\w+|намерен\w*)\s+(?:to\s+)?)|\b)"
    r"(?:lift|rais|increas|boost|expand|увелич|дове[дс]|расшир|нараст|повыс)\w*\s+(?:\S+\s+){0,5}?"
    r"(?:capacity|throughput|мощност\w*|способност\w*)\s+(?:\S+\s+){0,4}?(?:to|до)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)


def raised_too(draft: Draft, kept: list[Draft], reading: Reading) -> None:
    """Read "A can be raised to 30, the capacity of B to 20" as two enlargements."""
    if draft.type != "capacity" or draft.measure is None or not _UP_TO.search(reading.text[: draft.measure]):
        return
    lifted = _LIFTS.search(reading.text[: draft.measure])
    raised = next((d for d in kept if d.type == "expansion" and (lifted or d.value is not None)), None)
    if raised is None and lifted:
        draft.type = "expansion"
        draft.modality = Modality.PLAN if lifted["aim"] and draft.modality is Modality.FACT else draft.modality
    elif raised is not None:
        draft.type, draft.modality, draft.future = "expansion", raised.modality, raised.future
