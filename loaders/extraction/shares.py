"""Shares of a country's exports: "more than 80% of Kazakhstan's oil exports", beside whatever else is counted."""

from __future__ import annotations

import re

from loaders.extraction.attach import head_of
from loaders.extraction.mentions import GENERIC, Mention
from loaders.extraction.modality import modality
from loaders.extraction.places import carrier_of
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import kinds

_COUNTRY = frozenset({"country"})
_CARRIES = frozenset({"pipeline", "terminal"})
_EXPORTS = re.compile(
    r"(?:['’]s?)?\s+(?:total\s+|overall\s+|entire\s+)?(?:(?:oil|crude|crude oil)\s+)?exports?(?!\w)|"
    r"\s+(?:нефтяного\s+)?экспорта(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|всего)?\s*(?:all\s+|the\s+)?", re.IGNORECASE)


class ExportShareProposer:
    """Shares whose words after the percentage say whose exports they are shares of."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give a share for each percentage of a country's exports, where one carrier is named."""
        percents = [m for m in reading.measures if m.dimension == "percent" and not m.change]
        return [d for m in percents if (d := _share(reading, m)) is not None]


def _share(reading: Reading, measure: Measure) -> Draft | None:
    country = next((m for m in reading.scene.mentions if _is_whole(reading.text, measure, m)), None)
    part_of = _told_before(reading, measure) if country is None else None
    country = country or part_of
    carrier = carrier_of(reading, tuple(m for m in reading.scene.mentions if m is not country), measure)
    trigger = head_of(reading.scene.tree, measure.start, measure.end)
    named = {i for m in reading.scene.mentions if m.kind != GENERIC and (i := m.pick(_CARRIES))}
    if country is None or carrier is None or trigger is None or len(named) > 1:
        return None
    held = modality(reading.scene.tree, trigger, ignores_can=True)
    whose = country.pick(_COUNTRY) or country.ids[0]
    if held is None or not kinds().get(carrier.entity, frozenset()) & _CARRIES:
        return None
    return Draft(
        "share", (carrier.entity,), {"of": (whose,)}, held, trigger, 0.88, value=measure.value,
        measure=measure.start, required=True, when=reading.times[0] if part_of and len(reading.times) == 1 else None,
    )  # fmt: skip


# "Exports came to 70 million, 80% of which left via": a share of what was told just before.
_OF_WHICH = re.compile(r"\s+of\s+(?:which|them|that|it)(?!\w)", re.IGNORECASE)
_FROM_WHICH = re.compile(
    r"(?:из\s+(?:них|которых|которого|этого\s+объ[её]ма)|причем|причём)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_BEFORE = re.compile(r"экспорт\w*\s+(?:нефти\s+)?(?:из\s+)?$", re.IGNORECASE)


def _told_before(reading: Reading, measure: Measure) -> Mention | None:
    """Give the country whose exports the sentence has counted before it tells what part of them goes a way."""
    text = reading.text
    if not (_OF_WHICH.match(text, measure.end) or _FROM_WHICH.search(text[: measure.start])):
        return None
    before = [m for m in reading.scene.mentions if m.end <= measure.start]
    named = [m for m in before if m.pick(_COUNTRY) or "country" in kinds().get(m.ids[0], frozenset())]
    whole = [m for m in named if _EXPORTS.match(text[m.end :]) or _BEFORE.search(text[: m.start])]
    return whole[0] if len(whole) == len(named) == 1 else None


def _is_whole(text: str, measure: Measure, mention: Mention) -> bool:
    """Tell whether a country right after a percentage is the one whose exports are meant."""
    gap = text[measure.end : mention.start] if mention.start >= measure.end else "."
    said = bool(mention.pick(_COUNTRY)) or "country" in kinds().get(mention.ids[0], frozenset())
    return said and bool(_OF.fullmatch(gap)) and bool(_EXPORTS.match(text[mention.end :]))
