"""What the confidence of a claim means: how sure its construction is, and what else had to be inferred.

The frame states how sure its construction is (0.9 unless it says otherwise). Each thing inferred beyond it caps that:
what the claim is about came by a pronoun, a common noun or the topic of the text (less so for an event with a time);
the time stands in another sentence; an event has no time at all, so that it may be background or a turn of speech; the
statement is no plain fact; it stands in the headline; the sentence is very long; the thing is an unknown name; a name
mixes alphabets. Claims under 0.8 are therefore those to check by eye first.
"""

from __future__ import annotations

from graph.model.claim import Modality
from graph.model.identity import is_new
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC
from loaders.extraction.propose import Draft, Reading


def confidence(draft: Draft, reading: Reading, *, in_title: bool) -> float:
    """Give the confidence of a draft, 0 to 1."""
    caps = table("confidence")
    return min([draft.confidence, *(float(caps[reason]) for reason in _reasons(draft, reading, in_title))])


def _reasons(draft: Draft, reading: Reading, in_title: bool) -> list[str]:
    mentions = reading.scene.mentions
    named = {i for m in mentions if m.kind != GENERIC for i in m.ids}
    filled = {i for fillers in draft.roles.values() for i in fillers} | set(draft.about)
    event, unnamed = draft.type in table("confidence")["events"], not set(draft.about) <= named
    told = {
        "about_not_named": unnamed and not (event and draft.when is not None),
        "about_not_named_but_dated": unnamed and event and draft.when is not None,
        "event_without_time": event and draft.when is None,
        "when_of_other_sentence": draft.when is not None and draft.when.start < 0,
        "no_plain_fact": draft.modality is not Modality.FACT,
        "in_title": in_title,
        "long_sentence": len(reading.text) > int(table("confidence")["long"]),
        "unknown_name": any(is_new(i) for i in draft.about),
        "mixed_alphabets": any(m.mixed and filled & set(m.ids) for m in mentions),
    }
    return [reason for reason, holds in told.items() if holds]
