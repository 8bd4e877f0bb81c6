"""Lists told in step: "27, 17 and 8 million tonnes went through A, B and C respectively"."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model.claim import Modality
from loaders.extraction.attach import head_of
from loaders.extraction.measuring import measured
from loaders.extraction.mentions import PERSON, VESSEL, Mention
from loaders.extraction.modality import is_future, modality
from loaders.extraction.numbers import DIGITS_PATTERN, parse_number
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, kinds

_IN_STEP = re.compile(r"(?<!\w)(?:respectively|in that order|соответственно)(?!\w)", re.IGNORECASE)
_OF_IT = r"(?:%|\s+percent|\s*(?:тыс|млн|million|thousand)\.?)?"
_NUMBER = rf"(?<![\w.,])(?:{DIGITS_PATTERN}){_OF_IT}"
_BEFORE = re.compile(rf"((?:{_NUMBER}\s*,\s+)*{_NUMBER}\s*,?\s+(?:and|и)\s+)$")
_BETWEEN = re.compile(
    r"\W*(?:\s*(?:and|и|the|a|as well as|а также|via|through|по|через|в|pipelines?|нефтепровод\w*)\s*\W*)*",
    re.IGNORECASE,
)
_KINDS = {
    "volume": frozenset({"pipeline", "terminal", "port", "corridor"}),
    "capacity": frozenset({"pipeline", "terminal", "port", "corridor"}),
    "production": frozenset({"field"}),
}  # fmt: skip


class SeriesProposer:
    """One figure a thing, where a sentence lists both and says that they go in step."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give a draft for each pair, or none where the two lists differ in length."""
        if not _IN_STEP.search(reading.text):
            return []
        kind, word = measured(reading)
        figures, named = _figures(reading), _named(reading, _KINDS.get(kind, frozenset()))
        if kind == "production" and not named:  # "pumped 27, 17 and 8 million tonnes through A, B and C"
            kind, named = "volume", _named(reading, _KINDS["volume"])
        line = None
        if kind == "volume" and len(figures) != len(named) == 1:
            line, named = named[0], _named(reading, frozenset({"field"}))
        if not kind or len(figures) < 2 or len(figures) != len(named):
            return []
        tree = reading.scene.tree
        trigger = head_of(tree, word, word + 1) or 0
        held = modality(tree, trigger, ignores_can=kind == "capacity")
        if held is None or held is Modality.DENIED:
            return []
        when = reading.times[0] if len(reading.times) == 1 else None
        drafts = []
        for entity, figure in zip(named, figures, strict=True):
            roles: dict[str, tuple[str, ...]] = {"origin": (_site(entity),)} if line else {}
            drafts.append(
                Draft(kind, (line or entity,), roles, held, trigger, 0.92, value=figure.value, measure=figure.start,
                      required=True, when=when, future=is_future(tree, trigger), in_step=True)
            )  # fmt: skip
        return drafts


def without_last_of_list(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """Leave out what gives the last figure of a list in step to one thing alone: nothing says that it is its own."""
    figures = _figures(reading) if _IN_STEP.search(reading.text) else []
    if not figures or figures[0] in reading.measures:
        return drafts
    return [draft for draft in drafts if draft.in_step or draft.measure != figures[-1].start]


def _site(field: str) -> str:
    """Give the place of a field: what is shipped comes from there."""
    place = field.removesuffix("_field")
    return place if "site" in kinds().get(place, frozenset()) else field


def _figures(reading: Reading) -> list[Measure]:
    """Give the figures of the list: those with a unit, else the bare numbers before the last one's unit."""
    rows = [m for m in reading.measures if not m.change and m.dimension.startswith(("oil", "gas", "uranium"))]
    if len(rows) != 1:
        return rows
    last = rows[0]
    before = _BEFORE.search(reading.text[: last.start])
    if before is None:
        return rows
    bare = []
    for match in re.finditer(DIGITS_PATTERN, before[1]):
        amount = parse_number(match.group(), reading.scene.tree.lang)
        if amount is not None:
            start = before.start(1) + match.start()
            bare.append(Measure(replace(last.value, amount=amount, also=()), start, before.start(1) + match.end()))
    return [*bare, last]


def _named(reading: Reading, wanted: frozenset[str]) -> list[str]:
    """Give the longest run of things of the wanted kinds that only list words part."""
    rows: list[tuple[str, Mention]] = [
        (found, m) for m in reading.scene.mentions
        if m.kind not in {PERSON, VESSEL, DEMONYM, GOVERNMENT} and (found := m.pick(wanted))
    ]  # fmt: skip
    best: list[str] = []
    run: list[str] = []
    end = None
    for entity, mention in rows:
        joined = end is not None and _BETWEEN.fullmatch(reading.text[end : mention.start])
        run = [*run, entity] if joined else [entity]
        end = mention.end
        best = run if len(run) > len(best) else best
    return best
