"""The country that a quantity is counted for where nothing that carries is named: its exporter, or who lets it pass."""

from __future__ import annotations

import re

from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.places import country_of
from loaders.extraction.propose import Reading
from loaders.resolve.gazetteer import DEMONYM

_EXPORTED = re.compile(
    r"export|ship|supplied|sent(?!\w)|let(?!\w)|mov(?:es|ed|ing)(?!\w)|"
    r"экспорт|постав|вывез|отправ|отгру|пропус",
    re.IGNORECASE,
)


def exporter(reading: Reading, mentions: tuple[Mention, ...], text: str) -> str | None:
    """Give the country whose exports a part counts, where nothing that carries is named."""
    if _TRANSIT.search(text) and (crossed := _crossed(reading, mentions)):
        return crossed
    if not _EXPORTED.search(text):
        return None
    return country_of(reading, mentions) or _whose(reading, mentions)


_TRANSIT = re.compile(r"(?<!\w)(?:transit|транзит)", re.IGNORECASE)
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
    return found.pop() if len(found) == 1 else None


_OF_COUNTRY = re.compile(r"(?:экспорт\w*|поставк\w+|отгрузк\w+)\s+(?:нефти\s+)?(?:из\s+)?$", re.IGNORECASE)
_COUNTRYS = re.compile(
    r"(?:['’]s?)?\s+(?:(?:total|overall|monthly|seaborne)\s+)?(?:(?:crude|oil|crude oil)\s+)?"
    r"(?:exports?|shipments|supplies|deliveries)(?!\w)",
    re.IGNORECASE,
)


def _whose(reading: Reading, mentions: tuple[Mention, ...]) -> str | None:
    """Give the country that a noun of export belongs to: «поставки Казахстана», "Kazakhstan's exports"."""
    rows = [
        (m, c) for m in mentions
        if (c := m.pick(frozenset({"country"}))) or (m.kind == DEMONYM and (c := m.ids[0]))
    ]  # fmt: skip
    text = reading.text
    found = {
        c for m, c in rows
        if (m.kind != DEMONYM and _OF_COUNTRY.search(text[: m.start])) or _COUNTRYS.match(text[m.end : m.end + 60])
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None
