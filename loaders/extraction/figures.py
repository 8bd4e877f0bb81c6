"""Figures in a row: a sentence is cut into one part a quantity; what a part leaves out comes from the part before.

"Through the line went 52 million tonnes, another 8 million took the northern system, of which 3 million from Kashagan."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.model.claim import Modality
from graph.model.units import unit
from loaders.extraction.attach import head_of
from loaders.extraction.comparisons import held_against
from loaders.extraction.exporters import exporter, home_producer
from loaders.extraction.headed import Heading, heading
from loaders.extraction.listed import in_one_breath
from loaders.extraction.measuring import figure_draft, grows, kind_of
from loaders.extraction.mentions import GENERIC
from loaders.extraction.modality import is_future, modality
from loaders.extraction.pairs import whole
from loaders.extraction.parts import FLOW, Part, parts, says, words
from loaders.extraction.places import (
    FROM,
    TOWARDS,
    Carrier,
    Places,
    carrier_of,
    country_of,
    places_of,
    preposition,
    producer_of,
)
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.same_way import OTHER_WAYS, same_way
from loaders.resolve.gazetteer import DEMONYM, kinds

_SUPPLIES = re.compile(r"suppl(?:y|ies)|deliver|постав")
_ANY = frozenset({"pipeline", "terminal", "port", "corridor", "field"})
_END_ONLY = frozenset({"country"})
_CARRIES = frozenset({"pipeline", "terminal", "port"})


class FigureProposer:
    """Volumes and capacities whose part of the sentence, or the part before, names what carries them."""

    def __init__(self) -> None:
        self.last: Draft | None = None
        self.topic: str | None = None
        self.unit: str | None = None

    def propose(self, reading: Reading) -> list[Draft]:
        """Give a draft for each quantity that its part of the sentence explains."""
        drafts: list[Draft] = []
        before = self._before(reading)
        for part in parts(reading, self.last.value.unit if self.last and self.last.value else self.unit):
            of_it = before is not None and _is_of_total(reading, before)
            plain = None if of_it else _of_all(reading, part, _explicit(reading, part, self.topic))
            if plain is not None and plain.about == (reading.home,) and not part.mentions and _is_carried(self.last):
                plain = same_way(reading, part, self.last, self.topic) or plain
            draft = (
                plain
                or (_elliptic(reading, part, before) if before else None)
                or same_way(reading, part, self.last, self.topic)
            )
            before = draft or (before if heading(reading, part) else None)  # an unknown place ends no list
            if draft is not None:
                drafts.append(draft)
        if drafts or _counts_or_names(reading):
            self.last = drafts[-1] if drafts else None
        self.topic = _topic(reading, drafts) or self.topic
        self.unit = next((m.value.unit for m in reversed(reading.measures) if m.dimension in FLOW), self.unit)
        return drafts

    def pass_over(self, named: Sequence[str]) -> None:
        """Note what a sentence names that is not parsed: later ones no longer speak of the carrier before it."""
        carriers = {whole(i) for i in named if kinds().get(i, frozenset()) & _CARRIES}
        if carriers:
            line = next(iter(carriers)) if len(carriers) == 1 else ""
            self.topic = line if "pipeline" in kinds().get(line, ()) else None
            self.last = None

    def _before(self, reading: Reading) -> Draft | None:
        """Give the last figure of the sentence before, if this one goes on with it: its first number has no unit."""
        named = any(m.pick(_CARRIES) for m in reading.scene.mentions if m.kind != GENERIC)
        own = any(m.dimension in FLOW for m in reading.measures)
        rest = re.match(words(reading.scene.tree.lang, "rest"), reading.text.lower())
        return self.last if rest or not (named or own) else None


def _explicit(reading: Reading, part: Part, topic: str | None) -> Draft | None:
    """Read a part that has a word of flow or capacity and names what carries."""
    lang = reading.scene.tree.lang
    kind = kind_of(part, lang)
    if kind is None or part.measure.old or _BASE.search(part.text[: part.place]):
        return None
    if kind[0] == "production":
        return _produced(reading, part, kind[1])
    carrier = carrier_of(reading, part.mentions, part.measure)
    trigger = head_of(reading.scene.tree, part.start + kind[1].start(), part.start + kind[1].end())
    sender = exporter(reading, part.mentions, part.text) if kind[0] == "volume" and not carrier else None
    about = carrier.entity if carrier else sender or _running(reading, part, topic)
    if about is None or trigger is None:
        return None
    held = modality(reading.scene.tree, trigger, ignores_can=kind[0] == "capacity")
    if held is Modality.DENIED and (verb := _COMES_TO.search(part.text[: part.place])):
        held = Modality.PLAN if verb["ahead"] else Modality.FACT  # "does not leave the plan and will be 1.5 million"
    if held is None or held is Modality.DENIED:
        return None
    if kind[0] == "expansion" and carrier and "corridor" in kinds().get(about, ()):
        return None
    if kind[0] == "capacity" and not _FUTURE.search(part.text):
        held = Modality.FACT  # "is able to take": that is what a capacity is
    if held is Modality.FACT and _SET.search(part.text[: part.place]):
        held = Modality.PLAN
    if held is not Modality.POSSIBLE and _OUTSIDER.search(reading.text) and is_future(reading.scene.tree, trigger):
        held = Modality.POSSIBLE
    found = places_of(reading, part.mentions, part.measure, carrier)
    return (
        None
        if _is_end_fed(kind[0], part, found)
        else figure_draft(kind[0], reading, part, about, found, held, trigger, 0.86 if carrier or sender else 0.8)
    )


def _of_all(reading: Reading, part: Part, draft: Draft | None) -> Draft | None:
    """Give a figure to all things that its part names in one breath: "the ports of A, B and C"."""
    if draft is None or draft.type not in {"volume", "production"}:
        return draft
    wanted = _CARRIES if draft.type == "volume" else frozenset({"field"})
    here = {i for m in part.mentions for i in m.ids}
    about = in_one_breath(reading, draft.about[0], wanted)
    roles = {i for ids in draft.roles.values() for i in ids}
    return replace(draft, about=about) if set(about) <= here and not set(about) & roles else draft


# "Loadings were set at 14 million barrels for February": a plan.
_SET = re.compile(r"(?<!\w)(?:is|are|was|were|been)\s+(?:set|pegged|planned|scheduled)\s+at\s")


_COMES_TO = re.compile(
    r"(?:^|\s)(?:и|and)\s+(?:(?P<ahead>составит|достигнет|will\s+(?:be|reach|amount\s+to|total))|составил\w*|достиг\w*|amounted\s+to|"
    r"reached)\s+(?:\w+\s+){0,2}$"
)


def _is_carried(last: Draft | None) -> bool:
    """Tell whether the figure before is what a thing carried: a bare "exports" after it is no country's whole."""
    return last is not None and last.type == "volume" and "country" not in kinds().get(last.about[0], ())


# "76 percent of the 29.8 million tonnes": the whole that a share is taken of.
_BASE = re.compile(r"(?:%|percent|per cent|процент\w*)\s+(?:of\s+(?:the\s+)?|от\s+)(?:\w+\s+)?$")
_OF_IT = re.compile(r"\W*(?:of (?:that|this|which|these)|из (?:них|этого|указанного))(?!\w)", re.IGNORECASE)


def _is_end_fed(kind: str, part: Part, found: Places) -> bool:
    """Tell whether a capacity is only the part that goes one way: "designed to supply 8 billion to Italy"."""
    return kind == "capacity" and "destination" in found.roles and bool(_SUPPLIES.search(part.text))


def _is_of_total(reading: Reading, before: Draft) -> bool:
    """Tell whether a sentence divides the flow through a thing told just before: "of that amount, X will supply 10"."""
    line = before.type == "volume" and "country" not in kinds().get(before.about[0], ())
    return line and bool(_OF_IT.match(reading.text))


def _counts_or_names(reading: Reading) -> bool:
    """Tell whether a sentence counts a flow or names what carries one, so that an older figure no longer runs on."""
    named = any(m.pick(_CARRIES) for m in reading.scene.mentions if m.kind != GENERIC)
    return named or any(m.dimension in FLOW for m in reading.measures)


_ABLE = re.compile(r"production\s+capacity|мощност\w+\s+по\s+добыч|добычн\w+\s+мощност")


def _produced(reading: Reading, part: Part, word: re.Match[str]) -> Draft | None:
    """Read what a field or country produced; what it could produce is no production."""
    if _ABLE.search(reading.text, part.start, part.measure.end + 45):
        return None
    about = (
        producer_of(reading, part.mentions, part.measure)
        or _same_producer(reading, part)
        or home_producer(reading, part.mentions, part.text)
    )
    trigger = head_of(reading.scene.tree, part.start + word.start(), part.start + word.end())
    held = modality(reading.scene.tree, trigger) if trigger is not None else None
    if about is None or trigger is None or held is None or held is Modality.DENIED:
        return None
    if held is Modality.FACT and _AIM.search(part.text[: part.place]):
        held = Modality.PLAN
    return figure_draft("production", reading, part, about, Places(), held, trigger, _sure_of(part, about))


def _sure_of(part: Part, field: str) -> float:
    """Tell how sure a producer is: most a field named before its quantity, with no country between the two."""
    before = [m for m in part.mentions if m.end <= part.measure.start and m.pick(_PRODUCERS)]
    return 0.87 if before and field in before[-1].ids and "field" in kinds().get(field, ()) else 0.8


_PRODUCERS = frozenset({"field", "country"})
# "The plan for the year is 90 million": an aim, unless something is held against it.
_AIM = re.compile(
    r"^(?!.*(?:выше|сверх|превы|против|above|beyond|exceed|ahead)).*(?<!\w)(?:план(?!ов)|goal|target)\w*\s[^,;]*$"
)
_ALL = re.compile(
    r"overall|total|nation|country|in all|общ\w+ (?:объем|добыч)|всего|по стране|республик|в целом|годовой",
    re.IGNORECASE,
)


def _same_producer(reading: Reading, part: Part) -> str | None:
    """Give the field that the sentence, or the one before it, speaks of, where a part only says what was produced."""
    named = {
        i for m in reading.scene.mentions if m.start < part.measure.start and (i := m.pick(frozenset({"field"})))
    }  # fmt: skip
    others = {i for m in part.mentions if (i := m.pick(frozenset({"country", "company"})))}
    if named or others or _ALL.search(part.text[: part.place]):
        return named.pop() if len(named) == 1 and not others else None
    topic = reading.topic[:1]
    return topic[0] if topic and "field" in kinds().get(topic[0], ()) else None


_RESTATED = re.compile(r"\W*(?:or|или|то есть|that is|equal|equivalent|что соответствует)(?!\w)")
_FUTURE = re.compile(
    r"(?<!\w)(?:will|would|plan|expect|may(?!\w)|to be raised|будет|будут|планир|намер|должн)", re.IGNORECASE
)
_OUTSIDER = re.compile(
    r"(?:по|according to)\s+(?:расчетам|расчётам|оценк\w+|прогноз\w+)\s+(?:трейдер|аналитик|эксперт|агентств|источник)|"
    r"(?:traders|analysts|experts)(?:'|’)?\s+(?:estimate|expect|calculat|forecast|predict)",
    re.IGNORECASE,
)


def _running(reading: Reading, part: Part, topic: str | None) -> str | None:
    """Give what a pronoun or a bare "throughput" stands for: the only carrier of the sentence, else that before it."""
    named = {
        whole(i) for m in reading.scene.mentions
        if m.kind != GENERIC and (i := m.pick(_ANY)) and preposition(reading, m) not in TOWARDS
    }  # fmt: skip
    comes = bool(OTHER_WAYS.search(part.text)) or any(
        m.pick(_END_ONLY) and preposition(reading, m) in FROM for m in part.mentions if m.kind != DEMONYM
    )
    if (
        len(named) > 1
        or comes
        or any("port" in kinds().get(i, ()) for i in named)
        or not re.search(words(reading.scene.tree.lang, "goes_on"), part.text)
    ):
        return None
    only = next(iter(named), topic)
    return only if only and kinds().get(only, frozenset()) & _CARRIES else None


def _topic(reading: Reading, drafts: list[Draft]) -> str | None:
    """Give the carrier that a sentence speaks of: that of its figures, its subject, or the only one it names."""
    if drafts:
        found = whole(drafts[-1].about[0])
        return found if kinds().get(found, frozenset()) & _CARRIES else None
    named = [(m, i) for m in reading.scene.mentions if (i := m.pick(_CARRIES))]
    subjects = [i for m, i in named if reading.scene.tree[m.top].role in {"subj", "psubj"}]
    if subjects:
        return whole(subjects[0])
    lines = {whole(i) for m, i in named if m.kind != GENERIC and "pipeline" in kinds().get(whole(i), ())}
    return lines.pop() if len(lines) == 1 else None


def _elliptic(  # noqa: PLR0911 - a ladder
    reading: Reading, part: Part, before: Draft
) -> Draft | None:
    """Read a part without a word of its own as going on with the part before it."""
    lang = reading.scene.tree.lang
    kind = kind_of(part, lang)
    grown = grows(part, lang) if before.type in {"capacity", "expansion"} else None
    if grown or (before.type == "expansion" and re.match(_AND_THEN, part.text)):
        return _enlarged(reading, part, before, grown)
    if (
        _SHORT_OF.search(part.text[: part.place])
        or says(part, lang, "other")
        or (kind and kind[0] != before.type and not says(part, lang, "part_of"))
    ):
        return None
    if before.type == "capacity" and says(part, lang, "part_of"):
        return None  # "of which six billion will go to Turkey": a part of what moves is no capacity
    if before.type == "production":
        return _also_produced(reading, part, before)
    head = heading(reading, part)
    if head is not None and head.mention is None and not head.towards:
        return None  # a place that nobody knows has its own figure: it is not that of the one before
    carrier = carrier_of(reading, part.mentions, part.measure) or _headed_by(head, before)
    about = carrier.entity if carrier else before.about[0]
    found = places_of(reading, part.mentions, part.measure, carrier)
    if head is not None and head.mention is not None and head.bare and "destination" in before.roles:
        end = head.mention.pick(_END_ONLY)
        found = Places({**found.roles, "destination": (end,)}) if end and carrier is None else found
    giver = country_of(reading, part.mentions) if _is_of_total(reading, before) else None
    found = Places({**found.roles, "origin": (giver,)}) if giver and giver != about else found
    when = held_against(part.compared or part.times, before.when) if part.measure.old else None
    linked = part.times or found.roles or says(part, lang, "part_of") or part.measure.old
    if carrier is None and not linked and not re.match(words(lang, "gapped"), part.text):
        return None
    otherwise = carrier is None and says(part, lang, "otherwise")
    if otherwise or (part.measure.old and when is None and before.type != "capacity") or _RESTATED.match(part.text):
        return None
    elsewhere = "destination" in found.roles and "destination" not in before.roles and not says(part, lang, "part_of")
    if carrier is None and elsewhere and not kinds().get(about, frozenset()) & {"port", "country"}:
        return None
    planned = bool(says(part, lang, "plan"))
    held = Modality.PLAN if planned else before.modality
    trigger = head_of(reading.scene.tree, part.measure.start, part.measure.end) or 0
    draft = figure_draft(before.type, reading, part, about, found, held, trigger, 0.8)
    if carrier is None:
        draft = replace(draft, about=before.about)
    if when is not None:
        draft = replace(draft, when=when, modality=Modality.FACT, future=False)
    lost = {"destination"} if head is not None and head.towards and head.mention is None else set()
    kept = {
        k: v for k, v in before.roles.items()
        if k not in draft.roles and k not in lost and (carrier is None or k == "origin")
    }  # fmt: skip
    if draft.value and before.value and before.value.unit == f"{draft.value.unit}/y" and not part.times:
        draft = replace(draft, value=replace(draft.value, unit=before.value.unit))  # "annually 8 to A and 1 to B"
    future = draft.future if draft.when else before.future  # a plan of a month that is past looks back
    return replace(draft, roles={**kept, **draft.roles}, when=draft.when or before.when, future=future)


# "Still short of the 900,000 reached before": a mark held against, no figure of its own.
_SHORT_OF = re.compile(r"(?:short of|far from|недотягива\w+ до|далек\w* (?:от|до))\s+(?:the\s+)?(?:[^\W\d]+\s+){0,2}$")


def _headed_by(head: Heading | None, before: Draft) -> Carrier | None:
    """Give the carrier that opens a part of a list whose part before told of one like it."""
    found = head.mention.pick(_CARRIES) if head is not None and head.mention is not None and not head.towards else None
    alike = kinds().get(found or "", frozenset()) & kinds().get(before.about[0], frozenset()) & _CARRIES
    return Carrier(found, head.mention) if head and head.mention and found and alike else None


_AND_THEN = re.compile(r"\W*(?:and|и|а)?\W*(?:then|later|eventually|потом|затем|позже|впоследствии|далее)(?!\w)")


def _enlarged(reading: Reading, part: Part, before: Draft, grown: re.Match[str] | None) -> Draft | None:
    """Read "with plans to expand it to 20 million" after a capacity, "and then to 31 million" after an enlargement."""
    start, end = (part.start + i for i in (grown.span() if grown else (part.place, part.place + 1)))
    trigger = head_of(reading.scene.tree, start, end) or 0
    held = modality(reading.scene.tree, trigger) if grown else before.modality
    if held is None or held is Modality.DENIED:
        return None
    draft = figure_draft("expansion", reading, part, before.about[0], Places(), held, trigger, 0.8)
    return replace(draft, future=draft.future or (not grown and before.future))


_AND = re.compile(
    r"\W*(?:and|и|as\s+well\s+as|а\s+также)\s"
)  # "14 billion of gas and 15 million barrels of condensate"


def _also_produced(reading: Reading, part: Part, before: Draft) -> Draft | None:
    """Read "Kashagan gave 18 million", "89.9 million a year before" after a production."""
    about = producer_of(reading, part.mentions, part.measure)
    when = held_against(part.compared or part.times, before.when) if part.measure.old else None
    beside = _AND.match(part.text) and before.value and unit(before.value.unit).dimension != part.measure.dimension
    if (about is None and not part.times and when is None and not beside) or (part.measure.old and when is None):
        return None
    if carrier_of(reading, part.mentions, part.measure):
        return None
    trigger = head_of(reading.scene.tree, part.measure.start, part.measure.end) or 0
    planned = bool(says(part, reading.scene.tree.lang, "plan"))
    held = Modality.PLAN if planned else before.modality
    draft = figure_draft("production", reading, part, about or before.about[0], Places(), held, trigger, 0.8)
    if when is not None:
        return replace(draft, when=when, modality=Modality.FACT, future=False)
    return replace(draft, when=draft.when or before.when)
