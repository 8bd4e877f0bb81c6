"""Whose a figure is that stands beside a name: "CPC can take 83 million tonnes a year, BTC 50 million"."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model.claim import Modality
from loaders.extraction.listed import in_one_breath
from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, kinds

_OWN = {  # what is told of a thing alone, whatever else the sentence tells
    "capacity": frozenset({"pipeline", "terminal", "port", "refinery", "station"}),
    "length": frozenset({"pipeline"}),
    "volume": frozenset({"port", "terminal", "pipeline"}),
}
_SHARED = {  # what several things may have together
    "volume": frozenset({"port", "terminal", "pipeline"}),
    "production": frozenset({"field"}),
}
_NO_THING = frozenset({GENERIC, PERSON, VESSEL, DEMONYM, GOVERNMENT})
_ABOUT = r"(?:(?:about|some|around|up\s+to|almost|nearly|over|около|почти|до|порядка|свыше|более)\s+)*"
_BEFORE = re.compile(
    rf"[»”\"’]?(?:['’]s)?\s*(?:pipeline|line|terminal)?\s*(?:,?\s*[–—:(-]|is|are|has|of|на|в)?\s*(?:на\s+)?{_ABOUT}",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:-long)?\s+[«“\"]?", re.IGNORECASE)


def beside(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Give each capacity and length to the name beside it, and what is counted once to all that are named together."""
    for kind in ("capacity", "length"):
        drafts = _each_its_own(drafts, kind, reading)
    drafts = [*drafts, *_sizes(drafts, reading)]
    return [_of_all(_of_next(d, reading), reading) if d.type in _SHARED else _of_moorings(d, reading) for d in drafts]


def _of_moorings(draft: Draft, reading: Reading) -> Draft:
    """Give "SPM-1 and SPM-3 are back in service" to both."""
    if draft.type not in _TOGETHER or len(draft.about) > 1 or "mooring" not in kinds().get(draft.about[0], frozenset()):
        return draft
    return replace(draft, about=in_one_breath(reading, draft.about[0], _MOORING))


_TOGETHER = frozenset({"suspension", "resumption"})
_MOORING = frozenset({"mooring"})


def _each_its_own(drafts: list[Draft], kind: str, reading: Reading) -> list[Draft]:
    models = [d for d in drafts if d.type == kind and d.value is not None and not d.in_step]
    told = {m.start: m for m in reading.measures if models and not m.change and _is_like(m, models[0], reading)}
    owners = {start: owner for start, m in told.items() if (owner := _owner(m, kind, reading))}
    if len(told) < 2 or not owners:
        return drafts
    kept = [d for d in drafts if d not in models or (d.measure not in owners and d.about[0] not in owners.values())]
    own = {d.measure: d for d in models}
    return kept + [
        replace(own.get(start, models[0]), about=(owner,), value=told[start].value, measure=start)
        for start, owner in owners.items()
    ]


def _sizes(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Read "the 1-million-barrel-a-day BTC line"."""
    taken = {d.measure for d in drafts}
    rates = [m for m in reading.measures if m.dimension.endswith("_rate") and not m.change and m.start not in taken]
    found = []
    for rate in rates if _SIZED.search(reading.text) else ():
        owner = _named_after(rate, "capacity", reading)
        if owner is not None and _THE.search(reading.text[: rate.start]):
            found.append(
                Draft("capacity", (owner[1],), {}, Modality.FACT, owner[0].top, 0.85, value=rate.value,
                      measure=rate.start, required=True)
            )  # fmt: skip
    return found


_SIZED = re.compile(
    r"\d[^\s]*[\s-](?:\w+[\s-]){0,4}(?:a-day|per-day|a-year|per-year|/d|/y|bpd|mtpa|tpy)\b", re.IGNORECASE
)
_THE = re.compile(r"(?:\b(?:the|a|an|its|this|that)|['’]s)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _named_after(measure: Measure, kind: str, reading: Reading) -> tuple[Mention, str] | None:
    """Give the thing whose name stands right after a figure."""
    return next(
        ((m, i) for m, i in _things(kind, reading)
         if m.start >= measure.end and _AFTER.fullmatch(reading.text[measure.end : m.start])), None
    )  # fmt: skip


def _things(kind: str, reading: Reading) -> list[tuple[Mention, str]]:
    return [(m, i) for m in reading.scene.mentions if m.kind not in _NO_THING and (i := m.pick(_OWN[kind]))]


def _is_like(measure: Measure, model: Draft, reading: Reading) -> bool:
    """Tell whether a figure counts what a draft counts, "83 million tonnes a year" and "50 million tonnes"."""
    counted = next((m.dimension for m in reading.measures if m.start == model.measure), None)
    return counted is not None and measure.dimension.removesuffix("_rate") == counted.removesuffix("_rate")


def _owner(measure: Measure, kind: str, reading: Reading) -> str | None:
    """Give the thing whose name stands right before a figure, else right after it."""
    text = reading.text
    before = (
        i
        for m, i in _things(kind, reading)
        if m.end <= measure.start and _BEFORE.fullmatch(text[m.end : measure.start])
    )
    after = _named_after(measure, kind, reading)
    return next(before, None) or (after[1] if after else None)


def _of_next(draft: Draft, reading: Reading) -> Draft:
    """Give "Ust-Luga loaded 2.9 million tonnes in April and Primorsk 3.6 million" to Primorsk."""
    told = next((m for m in reading.measures if m.start == draft.measure), None)
    if told is None or draft.type != "volume" or draft.in_step:
        return draft
    named = [m for m in reading.scene.mentions if m.end <= told.start and m.kind not in _NO_THING]
    owner = named[-1].pick(_OWN["volume"]) if named else None
    if owner is None or owner in draft.about or not _GAPPED.search(reading.text[: named[-1].start]):
        return draft
    if not _BARE.fullmatch(reading.text[named[-1].end : told.start]) or any(
        owner in row for row in draft.roles.values()
    ):
        return draft
    return replace(draft, about=(owner,))


_GAPPED = re.compile(
    r"(?:,|;|\b(?:and|while)|(?<!\w)(?:и|а))\s+(?:the\s+)?(?:port\s+of\s+|порт\s+)?[«“\"]?$", re.IGNORECASE
)
_BARE = re.compile(rf"[»”\"]?\s*(?:[–—-]\s*)?{_ABOUT}", re.IGNORECASE)


def _of_all(draft: Draft, reading: Reading) -> Draft:
    """Give "the ports of A and B handled 5 million tonnes" to both."""
    amounts = [m for m in reading.measures if not m.change and m.dimension.startswith(("oil", "gas"))]
    if draft.value is None or draft.in_step or len(draft.about) > 1 or len(amounts) != 1:
        return draft
    about = in_one_breath(reading, draft.about[0], _SHARED[draft.type])
    used = {filler for fillers in draft.roles.values() for filler in fillers}
    return draft if used & set(about) else replace(draft, about=about)
