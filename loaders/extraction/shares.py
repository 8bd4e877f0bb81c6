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
    carrier = carrier_of(reading, reading.scene.mentions, measure)
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
        measure=measure.start, required=True,
    )  # fmt: skip


def _is_whole(text: str, measure: Measure, mention: Mention) -> bool:
    """Tell whether a country right after a percentage is the one whose exports are meant."""
    gap = text[measure.end : mention.start] if mention.start >= measure.end else "."
    said = bool(mention.pick(_COUNTRY)) or "country" in kinds().get(mention.ids[0], frozenset())
    return said and bool(_OF.fullmatch(gap)) and bool(_EXPORTS.match(text[mention.end :]))
