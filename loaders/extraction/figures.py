"""Figures in a row: a sentence is cut into one part a quantity; what a part leaves out comes from the part before.

"Through the line went 52 million tonnes, another 8 million took the northern system, of which 3 million from Kashagan."
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from graph.model.claim import Modality, Quantity
from loaders.extraction.attach import head_of
from loaders.extraction.comparisons import held_against
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, Mention
from loaders.extraction.modality import is_future, modality
from loaders.extraction.moments import TimeMention
from loaders.extraction.pairs import whole
from loaders.extraction.places import TOWARDS, Places, carrier_of, country_of, places_of, preposition, producer_of
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure, carried_figures
from loaders.resolve.gazetteer import DEMONYM, kinds

_FLOW = frozenset(
    {"oil_mass", "oil_mass_rate", "oil_volume", "oil_volume_rate", "gas_volume", "gas_rate", "uranium", "uranium_rate"}
)
_ANY = frozenset({"pipeline", "terminal", "port", "corridor", "field"})
_CARRIES = frozenset({"pipeline", "terminal", "port"})
_PER_YEAR = {"t": ("kt/y", 1e-3), "kt": ("kt/y", 1.0), "Mt": ("Mt/y", 1.0), "bcm": ("bcm/y", 1.0), "tU": ("tU/y", 1.0)}


@dataclass(frozen=True, slots=True)
class Part:
    """One quantity and the stretch of the sentence that speaks of it."""

    measure: Measure
    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    times: tuple[TimeMention, ...]
    compared: tuple[TimeMention, ...] = ()


class FigureProposer:
    """Volumes and capacities whose part of the sentence, or the part before, names what carries them."""

    def __init__(self) -> None:
        self.last: Draft | None = None
        self.topic: str | None = None

    def propose(self, reading: Reading) -> list[Draft]:
        """Give a draft for each quantity that its part of the sentence explains."""
        drafts: list[Draft] = []
        before = self._before(reading)
        for part in parts(reading, self.last.value.unit if self.last and self.last.value else None):
            draft = _explicit(reading, part, self.topic) or (_elliptic(reading, part, before) if before else None)
            before = draft
            if draft is not None:
                drafts.append(draft)
        self.last = drafts[-1] if drafts else None
        self.topic = _topic(reading, drafts) or self.topic
        return drafts

    def _before(self, reading: Reading) -> Draft | None:
        """Give the last figure of the sentence before, if this one goes on with it: its first number has no unit."""
        named = any(m.pick(_CARRIES) for m in reading.scene.mentions if m.kind != GENERIC)
        own = any(m.dimension in _FLOW for m in reading.measures)
        rest = re.match(_words(reading.scene.tree.lang, "rest"), reading.text.lower())
        return self.last if rest or not (named or own) else None


def parts(reading: Reading, unit: str | None) -> list[Part]:
    """Cut a sentence into one part a quantity."""
    lang = reading.scene.tree.lang
    rows = [m for m in reading.measures if m.dimension in _FLOW and not m.change]
    rows = sorted([*rows, *carried_figures(reading.text, reading.measures, lang, unit)], key=lambda m: m.start)
    bounds = [0]
    for one, other in itertools.pairwise(rows):
        bounds.append(_cut(reading, one.end, other.start))
    last = rows[-1].end if rows else 0
    bounds.append(_tail(reading, last))
    return [_part(reading, m, bounds[i], bounds[i + 1]) for i, m in enumerate(rows)]


def _part(reading: Reading, measure: Measure, start: int, end: int) -> Part:
    text = reading.text[start:end].lower().replace("ё", "е")
    return Part(
        measure, start, end, _SINCE.sub(lambda match: " " * len(match.group()), text),
        tuple(m for m in reading.scene.mentions if start <= m.start < end),
        tuple(t for t in reading.times if start <= t.start < end),
        tuple(t for t in reading.compared if start <= t.start < end),
    )  # fmt: skip


# A deal that only dates or frames a flow says nothing about the figure.
_SINCE = re.compile(
    r"с\s+момента\s+(?:\w+\s+){0,2}(?:соглашени|договор|контракт|меморандум)\w*|"
    r"since\s+(?:the\s+)?(?:signing\s+of\s+)?(?:the\s+)?(?:agreement|contract|deal|memorandum)"
)


def _cut(reading: Reading, start: int, end: int) -> int:
    """Choose where the part of one quantity ends: a semicolon, else the first comma, else the first "and"."""
    found = [
        m for m in re.finditer(_words(reading.scene.tree.lang, "part"), reading.text[start:end], re.IGNORECASE)
        if not any(n.start <= start + m.start() < n.end for n in reading.scene.mentions)
    ]  # fmt: skip
    strength = {"": 0, ";": 0, ",": 1}
    best = min(found, key=lambda m: (strength.get(m.group().strip()[:1], 2), m.start()), default=None)
    if best is not None:
        return start + best.start()
    word = re.search(r"\s(?:from|с|со)\s*$", reading.text[start:end])  # "1.1 million in January from 1.5 million"
    return start + word.start() if word else start


def _tail(reading: Reading, start: int) -> int:
    found = re.search(_words(reading.scene.tree.lang, "tail"), reading.text[start:], re.IGNORECASE)
    return start + found.start() if found else len(reading.text)


@cache
def _words(lang: str, name: str) -> str:
    return str(table("figures")[lang][name])


def _says(part: Part, lang: str, name: str) -> re.Match[str] | None:
    """Find the word of a group that stands nearest to the quantity of a part."""
    place = part.measure.start - part.start
    found = re.finditer(rf"(?<!\w)(?:{_words(lang, name)})", part.text)
    return min(found, key=lambda m: abs(m.start() - place), default=None)


def _kind(part: Part, lang: str) -> tuple[str, re.Match[str]] | None:
    """Tell what a part measures, and by which word; None where it says nothing or something else as well."""
    if _says(part, lang, "other"):
        return None
    for name in ("capacity", "can"):
        if word := _says(part, lang, name):
            return "capacity", word
    made, word = _says(part, lang, "production"), _says(part, lang, "volume")
    if made:
        return None if word else ("production", made)
    return ("volume", word) if word else None


def measured(reading: Reading) -> tuple[str, int]:
    """Tell what the figures of a whole sentence measure and where the word for it stands; an empty name if unclear."""
    text = reading.text.lower().replace("ё", "е")
    rows = [m for m in reading.measures if m.dimension in _FLOW]
    if not rows:
        return "", 0
    kind = _kind(Part(rows[0], 0, len(text), text, reading.scene.mentions, reading.times), reading.scene.tree.lang)
    return (kind[0], kind[1].start()) if kind else ("", 0)


def _explicit(reading: Reading, part: Part, topic: str | None) -> Draft | None:
    """Read a part that has a word of flow or capacity and names what carries."""
    lang = reading.scene.tree.lang
    kind = _kind(part, lang)
    if kind is None or part.measure.old:
        return None
    if kind[0] == "production":
        return _produced(reading, part, kind[1])
    carrier = carrier_of(reading, part.mentions, part.measure)
    trigger = head_of(reading.scene.tree, part.start + kind[1].start(), part.start + kind[1].end())
    exporter = None if carrier else _exporter(reading, part, kind[0])
    about = carrier.entity if carrier else exporter or _running(reading, part, topic)
    if about is None or trigger is None:
        return None
    held = modality(reading.scene.tree, trigger, ignores_can=kind[0] == "capacity")
    if held is None or held is Modality.DENIED:
        return None
    if kind[0] == "capacity" and not _FUTURE.search(part.text):
        held = Modality.FACT  # "is able to take": that is what a capacity is
    if held is not Modality.POSSIBLE and _OUTSIDER.search(reading.text) and is_future(reading.scene.tree, trigger):
        held = Modality.POSSIBLE
    found = places_of(reading, part.mentions, part.measure, carrier)
    return _draft(kind[0], reading, part, about, found, held, trigger, 0.86 if carrier or exporter else 0.8)


def _produced(reading: Reading, part: Part, word: re.Match[str]) -> Draft | None:
    """Read what a field or country produced."""
    about = producer_of(reading, part.mentions, part.measure) or _same_producer(reading, part)
    trigger = head_of(reading.scene.tree, part.start + word.start(), part.start + word.end())
    held = modality(reading.scene.tree, trigger) if trigger is not None else None
    if about is None or trigger is None or held is None or held is Modality.DENIED:
        return None
    return _draft("production", reading, part, about, Places(), held, trigger, 0.8)


_ALL = re.compile(
    r"overall|total|nation|country|in all|общ\w+ (?:объем|добыч)|всего|по стране|республик|в целом|годовой",
    re.IGNORECASE,
)


def _same_producer(reading: Reading, part: Part) -> str | None:
    """Give the field that the sentence, or the one before it, speaks of, where a part only says what was produced."""
    named = {i for m in reading.scene.mentions if (i := m.pick(frozenset({"field"})))}
    others = {i for m in part.mentions if (i := m.pick(frozenset({"country", "company"})))}
    if named or others or _ALL.search(reading.text):
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
_EXPORTED = re.compile(
    r"export|ship|supplied|sent(?!\w)|let(?!\w)|экспорт|постав|вывез|отправ|отгру|пропус", re.IGNORECASE
)


def _exporter(reading: Reading, part: Part, kind: str) -> str | None:
    """Give the country whose exports a part counts, where nothing that carries is named."""
    if kind != "volume" or not _EXPORTED.search(part.text):
        return None
    return country_of(reading, part.mentions) or _whose(reading, part)


_OF_COUNTRY = re.compile(r"(?:экспорт\w*|поставк\w+|отгрузк\w+)\s+(?:нефти\s+)?(?:из\s+)?$", re.IGNORECASE)
_COUNTRYS = re.compile(
    r"(?:['’]s?)?\s+(?:(?:total|overall|monthly|seaborne)\s+)?(?:(?:crude|oil|crude oil)\s+)?"
    r"(?:exports?|shipments|supplies|deliveries)(?!\w)",
    re.IGNORECASE,
)


def _whose(reading: Reading, part: Part) -> str | None:
    """Give the country that a noun of export belongs to: «поставки Казахстана», "Kazakhstan's exports"."""
    rows = [
        (m, c) for m in part.mentions
        if (c := m.pick(frozenset({"country"}))) or (m.kind == DEMONYM and (c := m.ids[0]))
    ]  # fmt: skip
    text = reading.text
    found = {
        c for m, c in rows
        if (m.kind != DEMONYM and _OF_COUNTRY.search(text[: m.start])) or _COUNTRYS.match(text[m.end : m.end + 60])
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None


def _running(reading: Reading, part: Part, topic: str | None) -> str | None:
    """Give what a pronoun or a bare "throughput" stands for: the only carrier of the sentence, else that before it."""
    named = {
        whole(i) for m in reading.scene.mentions
        if m.kind != GENERIC and (i := m.pick(_ANY)) and preposition(reading, m) not in TOWARDS
    }  # fmt: skip
    if (
        len(named) > 1
        or any("port" in kinds().get(i, ()) for i in named)
        or not re.search(_words(reading.scene.tree.lang, "goes_on"), part.text)
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


def _elliptic(reading: Reading, part: Part, before: Draft) -> Draft | None:
    """Read a part without a word of its own as going on with the part before it."""
    lang = reading.scene.tree.lang
    kind = _kind(part, lang)
    if _says(part, lang, "other") or (kind and kind[0] != before.type and not _says(part, lang, "part_of")):
        return None
    if before.type == "production":
        return _also_produced(reading, part, before)
    carrier = carrier_of(reading, part.mentions, part.measure)
    about = carrier.entity if carrier else before.about[0]
    found = places_of(reading, part.mentions, part.measure, carrier)
    when = held_against(part.compared or part.times, before.when) if part.measure.old else None
    linked = part.times or found.roles or _says(part, lang, "part_of") or part.measure.old
    if carrier is None and not linked and not re.match(_words(lang, "gapped"), part.text):
        return None
    otherwise = carrier is None and _says(part, lang, "otherwise")
    if otherwise or (part.measure.old and when is None and before.type != "capacity") or _RESTATED.match(part.text):
        return None
    elsewhere = "destination" in found.roles and "destination" not in before.roles and not _says(part, lang, "part_of")
    if carrier is None and elsewhere and not kinds().get(about, frozenset()) & {"port", "country"}:
        return None
    planned = bool(_says(part, lang, "plan"))
    held = Modality.PLAN if planned else before.modality
    trigger = head_of(reading.scene.tree, part.measure.start, part.measure.end) or 0
    draft = _draft(before.type, reading, part, about, found, held, trigger, 0.8)
    if when is not None:
        draft = replace(draft, when=when, modality=Modality.FACT, future=False)
    kept = {k: v for k, v in before.roles.items() if k not in draft.roles and (carrier is None or k == "origin")}
    future = draft.future if draft.when else before.future  # a plan of a month that is past looks back
    return replace(draft, roles={**kept, **draft.roles}, when=draft.when or before.when, future=future)


def _also_produced(reading: Reading, part: Part, before: Draft) -> Draft | None:
    """Read "Kashagan gave 18 million", "89.9 million a year before" after a production."""
    about = producer_of(reading, part.mentions, part.measure)
    when = held_against(part.compared or part.times, before.when) if part.measure.old else None
    if (about is None and not part.times and when is None) or (part.measure.old and when is None):
        return None
    if carrier_of(reading, part.mentions, part.measure):
        return None
    trigger = head_of(reading.scene.tree, part.measure.start, part.measure.end) or 0
    planned = bool(_says(part, reading.scene.tree.lang, "plan"))
    held = Modality.PLAN if planned else before.modality
    draft = _draft("production", reading, part, about or before.about[0], Places(), held, trigger, 0.8)
    if when is not None:
        return replace(draft, when=when, modality=Modality.FACT, future=False)
    return replace(draft, when=draft.when or before.when)


def _draft(  # noqa: PLR0913, PLR0917 - a draft has that many sides
    kind: str, reading: Reading, part: Part, about: str, found: Places, held: Modality, trigger: int, sure: float
) -> Draft:  # fmt: skip
    value = _yearly(part.measure.value) if kind == "capacity" else part.measure.value
    roles = found.roles if kind == "volume" else {}
    return Draft(
        kind, (about,), roles, held, trigger, sure, value=value, measure=part.measure.start, required=True,
        when=_time(reading, part), future=is_future(reading.scene.tree, trigger) or held is not Modality.FACT,
    )  # fmt: skip


def _yearly(value: Quantity) -> Quantity:
    """Read a capacity in tonnes as tonnes a year: that is how capacities are told when no period is."""
    unit, factor = _PER_YEAR.get(value.unit, (value.unit, 1.0))
    top = value.amount_to * factor if value.amount_to is not None else None
    return replace(value, amount=value.amount * factor, amount_to=top, unit=unit)


def _time(reading: Reading, part: Part) -> TimeMention | None:
    """Give the time named in a part, else the one that opens the sentence before any quantity."""
    if part.times:
        return min(part.times, key=lambda t: min(abs(t.start - part.measure.end), abs(part.measure.start - t.end)))
    first = min((m.start for m in reading.measures if m.dimension in _FLOW), default=0)
    opening = [t for t in reading.times if t.end <= first]
    return (
        opening[0] if len(opening) == 1 and not re.search(r"[;:]", reading.text[opening[0].end : part.start]) else None
    )
