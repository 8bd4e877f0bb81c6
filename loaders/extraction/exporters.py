"""The country that a quantity is counted for where nothing that carries is named: its exporter, or who lets it pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.extraction.data import table
from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.places import FROM, TOWARDS, country_of, preposition
from loaders.extraction.propose import Reading
from loaders.resolve.gazetteer import DEMONYM, Found

_EXPORTED = re.compile(
    r"export|ship|supplied|sent(?!\w)|let(?!\w)|mov(?:es|ed|ing)(?!\w)|sold\s+abroad|"
    r"экспорт|постав|вывез|отправ|отгру|пропус|за\s+рубеж",
    re.IGNORECASE,
)


def home_country(names: Sequence[Sequence[Found]]) -> str | None:
    """Give the producing country that an article names at least twice, and twice as often as any other."""
    producers = frozenset(table("exporters")["producers"]["countries"])
    counted = Counter(name.ids[0] for row in names for name in row if name.ids[0] in producers)
    ranked = counted.most_common(2)
    plain = ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    return ranked[0][0] if plain else None


def exporter(reading: Reading, mentions: tuple[Mention, ...], text: str) -> str | None:
    """Give the country whose exports a part counts, where nothing that carries is named."""
    if (_TRANSIT.search(text) or _TERRITORY.search(text)) and (crossed := _crossed(reading, mentions)):
        return crossed
    if _TRANSIT.search(text) and _is_between(reading, mentions):
        return reading.home
    if operated := _of_operator(reading, mentions):
        return operated
    if not _EXPORTED.search(text):
        return reading.home if _TRANSIT.search(text) and _goes_on_from(reading, mentions) else None
    return country_of(reading, mentions) or _whose(reading, mentions) or _at_home(reading, mentions, text)


_OF_STATE = {"kz_state": "KZ", "az_state": "AZ"}


def _of_operator(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the country that a state company lets another's oil through to a third: Kazakhstan for KazTransOil."""
    homes: dict[str, str] = table("ranks")["home"]
    owned = {_OF_STATE.get(homes.get(m.pick(frozenset({"company"})) or "", "")) for m in mentions if m.kind != PERSON}
    ids = {m.ids[0] for m in mentions if m.kind == DEMONYM}
    ends = {c for m in mentions if m.kind != DEMONYM and (c := m.pick(frozenset({"country"})))}
    found = {o for o in owned if o}
    crossed = found.pop() if len(found) == 1 else None
    return crossed if crossed and ids and ends and crossed not in ids | ends else None


def _is_between(reading: Reading, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a transit is told by both its ends: it crosses the country that the article is about."""
    named = [
        (c, preposition(reading, m)) for m in mentions if m.kind != DEMONYM and (c := m.pick(frozenset({"country"})))
    ]
    begins, ends = ({c for c, prep in named if prep in words} for words in (FROM, TOWARDS))
    return bool(begins and ends) and reading.home not in begins | ends


def _goes_on_from(reading: Reading, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a transit is told by its end alone: it crosses the country that the article is about."""
    ends = [m for m in mentions if m.kind not in {PERSON, DEMONYM} and m.pick(_OTHERS)]
    return len(ends) == 1 and ends[0].pick(frozenset({"country"})) not in {None, reading.home}


def _at_home(reading: Reading, mentions: tuple[Mention, ...], text: str) -> str | None:
    """Give the article's country for exports as a whole: "exports came to 57 million tonnes"."""
    named = any(m.pick(_OTHERS) not in {None, reading.home} for m in mentions if m.kind != PERSON)
    whole = re.search(table("exporters")[reading.scene.tree.lang]["whole"], text, re.IGNORECASE)
    return reading.home if whole and not named else None


def home_producer(reading: Reading, mentions: tuple[Mention, ...], text: str) -> str | None:
    """Give the article's country for an output that no field, company or other country is named for."""
    named = any(m.pick(_OTHERS) for m in (*mentions, *reading.scene.mentions) if m.kind != PERSON)
    fields = reading.context.most(frozenset({"field"})) if not re.search(_NATION, text, re.IGNORECASE) else None
    told = re.search(table("exporters")[reading.scene.tree.lang]["produced"], text, re.IGNORECASE)
    return reading.home if told and not named and fields is None else None


_NATION = r"стран|республик|годов|countr|nation|annual"
_OTHERS = frozenset({"country", "port", "pipeline", "terminal", "company", "corridor", "field"})
_TRANSIT = re.compile(r"(?<!\w)(?:transit|транзит)", re.IGNORECASE)
_TERRITORY = re.compile(r"(?:through|across|over|via)\s+(?:the\s+)?territor|(?:через|по)\s+территори", re.IGNORECASE)
_ACROSS = re.compile(
    r"(?:through|across|via|over)\s+(?:the\s+)?(?:territory\s+of\s+)?(?:the\s+)?(?:republic\s+of\s+)?$|"
    r"(?:через|по)\s+(?:территори\w+\s+)?(?:республик\w+\s+)?$",
    re.IGNORECASE,
)


def _crossed(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the country that a transit crosses: "transit through the territory of Kazakhstan"."""
    found = {
        c for m in mentions
        if m.kind not in {PERSON, DEMONYM} and (c := m.pick(frozenset({"country"}))) and c == m.ids[0]
        and _ACROSS.search(reading.text[: m.start])
    }  # fmt: skip
    listed = {m for m in mentions if m.pick(frozenset({"country"})) and _AND_ACROSS.search(reading.text[: m.start])}
    return found.pop() if len(found) == 1 and not listed else None


_AND_ACROSS = re.compile(
    r"(?:through|across|via|over|через|по)\s+(?:the\s+)?(?:territor\w+\s+(?:of\s+)?(?:the\s+)?|территори\w+\s+)?"
    r"[A-ZА-Я]\w+\s+(?:and|и)\s+$"
)
_OF_COUNTRY = re.compile(r"(?:экспорт\w*|поставк\w+|отгрузк\w+)\s+(?:(?:нефти|газа)\s+)?(?:из\s+)?$", re.IGNORECASE)
_COUNTRYS = re.compile(
    r"(?:['’]s?)?\s+(?:(?:total|overall|annual|monthly|seaborne)\s+)?(?:(?:crude|oil|crude oil|gas|natural gas)\s+)?"
    r"(?:exports?|shipments|supplies|deliveries)(?!\w)",
    re.IGNORECASE,
)


def _is_its_oil(text: str, mention: Mention) -> bool:
    """Tell whether an adjective says whose oil is exported: «экспорт российской нефти»."""
    before = _EXPORT_OF.search(text[: mention.start])
    return mention.kind == DEMONYM and bool(
        before and re.match(r"\s+(?:сырой\s+)?(?:нефти|газа)(?!\w)", text[mention.end :])
    )


_EXPORT_OF = re.compile(r"(?:экспорт|поставки|отгрузки)\s+$", re.IGNORECASE)


def _whose(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the country that a noun of export belongs to: «поставки Казахстана», "Kazakhstan's exports"."""
    rows = [
        (m, c) for m in mentions
        if (c := m.pick(frozenset({"country"}))) or (m.kind == DEMONYM and (c := m.ids[0]))
    ]  # fmt: skip
    text = reading.text
    found = {
        c for m, c in rows
        if (m.kind != DEMONYM and _OF_COUNTRY.search(text[: m.start]))
        or _is_its_oil(text, m) or _COUNTRYS.match(text[m.end : m.end + 60])
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None
