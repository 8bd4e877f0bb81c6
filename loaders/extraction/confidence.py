"""What the confidence of a claim means: how likely it is right, by what was seen on annotated articles.

A reading is described by its type, by how sure the construction is (its frame says so) and by cues, each of them
something that had to be inferred: what the claim is about came by a pronoun, a common noun or the topic of the text;
the time stands in another sentence; an event has no time at all, so that it may be background or a turn of speech; the
statement is no plain fact; it stands in the headline; the sentence is very long; the thing is an unknown name; a name
mixes alphabets. Each adds to or takes from the log-odds (``calibration.toml``); the sum is a probability.
"""

from __future__ import annotations

from graph.model.claim import Modality
from graph.model.identity import is_new
from loaders.extraction.calibrated import UNKNOWN_NAME, Cues, probability
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC
from loaders.extraction.propose import Draft, Reading

_PLAIN_FRAME = 0.9  # what a frame says of itself unless it says otherwise


def confidence(draft: Draft, reading: Reading, *, in_title: bool) -> float:
    """Give the probability that a draft is right."""
    return probability(cues_of(draft, reading, in_title=in_title), table("calibration")["weights"])


def cues_of(draft: Draft, reading: Reading, *, in_title: bool) -> Cues:
    """Describe a reading."""
    parts = [(f"type {draft.type}", 1.0), *((cue, 1.0) for cue in _inferred(draft, reading, in_title))]
    doubt = round((_PLAIN_FRAME - draft.confidence) * 10, 3)
    return Cues((*parts, ("frame unsure, a tenth", doubt)) if doubt else tuple(parts))


def _inferred(draft: Draft, reading: Reading, in_title: bool) -> list[str]:
    mentions = reading.scene.mentions
    named = {i for m in mentions if m.kind != GENERIC for i in m.ids}
    filled = {i for fillers in draft.roles.values() for i in fillers} | set(draft.about)
    event, unnamed = draft.type in table("confidence")["events"], not set(draft.about) <= named
    told = {
        "about_not_named": unnamed and not (event and draft.when is not None),
        "about_not_named_but_dated": unnamed and event and draft.when is not None,
        "event_without_time": event and draft.when is None,
        "when_of_other_sentence": draft.when is not None and draft.when.start < 0,
        f"modality {draft.modality.value}": draft.modality is not Modality.FACT,
        "in_title": in_title,
        "long_sentence": len(reading.text) > int(table("confidence")["long"]),
        "without_value": draft.value is None,
        "said_by_somebody": bool(draft.said_by),
        "russian": reading.scene.tree.lang == "ru",
        UNKNOWN_NAME: any(is_new(i) for i in draft.about),
        "proposed_by_another": bool(draft.proposer),
        "mixed_alphabets": any(m.mixed and filled & set(m.ids) for m in mentions),
    }
    return [cue for cue, holds in told.items() if holds]
