"""A sentence cut into one part a quantity: the words, names and times that speak of it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.extraction.data import table
from loaders.extraction.mentions import Mention
from loaders.extraction.moments import TimeMention
from loaders.extraction.propose import Reading
from loaders.extraction.quantities import Measure
from loaders.extraction.unitless import carried_figures

FLOW = frozenset(
    {"oil_mass", "oil_mass_rate", "oil_volume", "oil_volume_rate", "gas_volume", "gas_rate", "uranium", "uranium_rate"}
)


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

    @property
    def place(self) -> int:
        """Where in the text of the part its quantity begins."""
        return self.measure.start - self.start


def parts(reading: Reading, unit: str | None) -> list[Part]:
    """Cut a sentence into one part a quantity."""
    lang = reading.scene.tree.lang
    rows = [
        replace(m, old=True) if is_of_compared(reading, m) else m
        for m in reading.measures if m.dimension in FLOW and not m.change
    ]  # fmt: skip
    rows = sorted([*rows, *carried_figures(reading.text, reading.measures, lang, unit)], key=lambda m: m.start)
    rows = [m for m, after in itertools.zip_longest(rows, rows[1:]) if not _is_begun_from(reading.text, m, after)]
    bounds = [0]
    for one, other in itertools.pairwise(rows):
        bounds.append(_cut(reading, one.end, other.start))
    last = rows[-1].end if rows else 0
    bounds.append(_tail(reading, last))
    return [_part(reading, m, bounds[i], bounds[i + 1]) for i, m in enumerate(rows)]


_FROM = re.compile(r"(?:^|\s)(?:с|со|from)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+[^\s,;]+){0,4}?\s+(?:до|to)\s+(?:\w+\s+){0,2}", re.IGNORECASE)


def _is_begun_from(text: str, measure: Measure, after: Measure | None) -> bool:
    """Tell whether a quantity only says where a growth began: "will grow from 32 to 65 million"."""
    if after is None or not measure.old:
        return False
    return bool(_FROM.search(text[: measure.start]) and _TO.fullmatch(text[measure.end : after.start]))


_WHEN = re.compile(r"\W*(?:когда|when)\s+(?:[^\W\d]+\s+){0,4}|\s*\(\s*", re.IGNORECASE)


def is_of_compared(reading: Reading, measure: Measure) -> bool:
    """Tell whether a figure is that of the time held against: "20% more than in May 2022, when it was 2.4 million"."""
    return any(
        t.end <= measure.start and _WHEN.fullmatch(reading.text[t.end : measure.start]) for t in reading.compared
    )


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
        m for m in re.finditer(words(reading.scene.tree.lang, "part"), reading.text[start:end], re.IGNORECASE)
        if not any(n.start <= start + m.start() < n.end for n in reading.scene.mentions)
    ]  # fmt: skip
    strength = {"": 0, ";": 0, ",": 1}
    best = min(found, key=lambda m: (strength.get(m.group().strip()[:1], 2), m.start()), default=None)
    if best is not None:
        return start + best.start()
    word = re.search(
        r"\s(?:from|с|со)(?:\s+(?:about|around|some|nearly|almost|over|just|около|примерно|почти|порядка|более))*\s*$",
        reading.text[start:end],
    )  # "1.1 million in January from 1.5 million"
    return start + word.start() if word else start


def _tail(reading: Reading, start: int) -> int:
    found = re.search(words(reading.scene.tree.lang, "tail"), reading.text[start:], re.IGNORECASE)
    return start + found.start() if found else len(reading.text)


@cache
def words(lang: str, name: str) -> str:
    """Give the pattern of a group of words."""
    return str(table("figures")[lang][name])


def says(part: Part, lang: str, name: str) -> re.Match[str] | None:
    """Find the word of a group that stands nearest to the quantity of a part."""
    place = part.measure.start - part.start
    found = re.finditer(rf"(?<!\w)(?:{words(lang, name)})", part.text)
    return min(found, key=lambda m: abs(m.start() - place), default=None)
