"""The quantity of a frame's claim: which of a sentence's, with the time told beside it, and one claim a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.extraction.attach import measures_of, time_beside
from loaders.extraction.data import table

if TYPE_CHECKING:
    from loaders.extraction.frames import Frame
    from loaders.extraction.propose import Draft, Reading
    from loaders.extraction.quantities import Measure

# "Stopped three times in ten days": how long one looks, not how long it stood still.
_WITHIN = re.compile(r"(?:\btimes?\s+in|\bраз(?:а)?\s+за|через|\bafter)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LATER = re.compile(r"(?<!\w)через\s+$", re.IGNORECASE)  # "in six days" tells when, of whatever type
_AGO = re.compile(r"\s+(?:after|before|later|ago|earlier|спустя|назад|до|после)\b", re.IGNORECASE)


def with_value(frame: Frame, reading: Reading, index: int, draft: Draft) -> Iterator[Draft]:
    """Give a draft with each quantity that its frame may claim; none where it needs one and the sentence has none."""
    if not frame.dimensions:
        yield draft
        return
    usable = [
        m for m in reading.measures
        if not _AGO.match(reading.text, m.end)
        and not (m.value.unit in _SPANS and _LATER.search(reading.text[: m.start]))
        and not (frame.type in table("framing")["lasting"] and _WITHIN.search(reading.text[: m.start]))
        and (frame.type in _SIZED or not _CAPACITY.search(reading.text[: m.start]))
    ]  # fmt: skip
    found = measures_of(reading.scene.tree, index, usable, frame.dimensions, frame.change)
    if not found:
        if not frame.required:
            yield draft
        return
    chosen = [row for row in found if row[1].dimension == found[0][1].dimension] if frame.many else found[:1]
    chosen = [row for row in chosen if not (frame.many and _is_carried(reading, found[0][1], row[1]))]
    for steps, measure in chosen:
        if frame.type in _COUNTED and _is_of_part(reading, draft.about[0], measure):
            continue
        when = time_beside(reading.text, measure.start, measure.end, reading.times) or draft.when
        value = replace(measure.value, about=None) if _is_reached(frame, measure) else measure.value
        yield replace(draft, value=value, measure=measure.start, steps=steps, when=when)


_SPANS = frozenset({"day", "month"})


def _is_reached(frame: Frame, measure: Measure) -> bool:
    """Tell whether "to 16.88%" is no limit but what was reached."""
    return frame.type == "ownership" and measure.value.about == "up_to"


def _is_carried(reading: Reading, size: Measure, other: Measure) -> bool:
    """Tell whether a figure after a size is what went through: "with a capacity of 50 million it carried 28"."""
    rows = table("figures")[reading.scene.tree.lang]
    between = reading.text[size.end : other.start].lower()
    if re.search(rf"(?<!\w)(?:{rows['can']}|{rows['capacity']})", between):
        return False
    return re.search(rf"(?<!\w)(?:{rows['volume']})", between) is not None


_COUNTED = frozenset({"volume", "production"})
_PART_OF = re.compile(
    r"(?<!\w)(?:из (?:них|которых)|в том числе|причем|of (?:which|that|them)|including)(?!\w)", re.IGNORECASE
)


# "Supplies will rise to 1.2 million, and 1.5 million would be sent through B": B is of the second figure.
_NEXT_VERB = re.compile(
    r"(?:,|\band\b|\bи\b|\bа\b)\s+(?:\w+\s+){0,2}?(?:would|will|планиру\w+|будет|будут)\s", re.IGNORECASE
)


def _is_of_part(reading: Reading, about: str, measure: Measure) -> bool:
    """Tell whether a thing carries only a part of a quantity, or the next one: "58 million, 46 of them through CPC"."""
    places = [m.start for m in reading.scene.mentions if about in m.ids]
    text, later = reading.text, [m.start for m in reading.measures if m.start > measure.end]
    apart = [p for p in places if any(o < p and _NEXT_VERB.search(text[measure.end : o]) for o in later)]
    return bool(places) and all(
        p > measure.end and (p in apart or _PART_OF.search(text[measure.end : p])) for p in places
    )


# A figure right after the word is the capacity itself, whatever else the sentence tells.
_SIZED = frozenset({"capacity", "expansion", "agreement", "instruction", "restriction", "loss", "ownership"})
_CAPACITY = re.compile(
    r"(?:capacity|мощност\w+|способност\w+)(?:\s+of|(?:\s+[а-яё]+){0,2}\s+[—–-])?\s*[,(:—–-]?\s*(?:of\s+|в\s+)?$",
    re.IGNORECASE,
)


def _claim_on(draft: Draft) -> tuple[int, float]:
    """Rank how strong the claim of a draft on a quantity is: steps in the tree, less the pull of its type."""
    return draft.steps - int(table("rules")["pull"].get(draft.type, 0)), -draft.confidence


def one_measure_one_claim(drafts: list[Draft]) -> list[Draft]:
    """Leave each quantity to the trigger that stands nearest to it."""
    best: dict[int, tuple[int, float]] = {}
    for draft in drafts:
        if draft.measure is not None:
            rank = _claim_on(draft)
            best[draft.measure] = min(best.get(draft.measure, rank), rank)
    kept, seen = [], set()
    for draft in drafts:
        if draft.measure is not None:
            if _claim_on(draft) != best[draft.measure] or (draft.measure in seen):
                if draft.required:
                    continue
                draft.value = draft.measure = None
            else:
                seen.add(draft.measure)
        kept.append(draft)
    return kept
