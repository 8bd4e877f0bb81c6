"""What a text of a table says: a heading, the name of a row, a caption (``tables/columns.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.model.claim import Quantity
from graph.model.units import unit as unit_of
from loaders.extraction.calendar import times
from loaders.extraction.data import table
from loaders.extraction.moments import TimeMention
from loaders.extraction.parts import FLOW
from loaders.extraction.quantities import measures
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, Found, gazetteer, kinds

TYPES = ("share", "capacity", "length", "production", "volume")
MARKS = (
    "change", "other", "total", "parts", "plan", "done", "forecast", "stake", "owners", "owned", "destination",
    "origin", "shipper", "fluid", "per_unit", "commissioned", "operator", "by_end",
)  # fmt: skip
_COUNTED = FLOW | {"percent", "length"}
_UNITS = re.compile(
    r"%|процент|тонн|баррел|барр|б/с|кубо|куб|м3|м³|percent|tonnes?|tons?|barrels?|bbl|b/d|bpd|bcm|cubic|mtpa|\bкм|килом|\bkm|kilom|\btu\b|т(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,;:()\[\]]+")
_WORD = re.compile(r"\S+")
_FLUID_LAST = re.compile(r"\s+(?:of\s+)?(?:нефти|сырья|газа|oil|crude(?:\s+oil)?|gas)\s*$", re.IGNORECASE)
_SCALES = re.compile(r"(?:[.'’]|\d\S*|(?<!\w)(?!(?:in|of|to|в|на|по|из)\s)\w{1,3})\s$")
_CUT_YEAR = re.compile(r"[^\W\d_]{3}[.'’ -]{0,2}\d\d(?!\d)")  # "Jan-25" may be a day or a year
_BRACKETS = re.compile(r"\([^()]*\)")
_REST = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """``kind``: the one type that it says is measured; ``unit``: of the figures under it; ``marks``: see the table.

    ``text`` has its abbreviations written out; ``known``: every word of it is understood; ``things``: the names in it.
    """

    text: str
    kind: str
    unit: Quantity | None
    times: tuple[TimeMention, ...]
    things: tuple[Found, ...]
    marks: frozenset[str]
    known: bool

    def pick(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Give the things of some kinds, those that only say whose something is left out."""
        named = (f for f in self.things if f.kind not in {DEMONYM, GOVERNMENT})
        found = (next((i for i in f.ids if kinds().get(i, frozenset()) & wanted), None) for f in named)
        return tuple(dict.fromkeys(i for i in found if i))

    def whose(self) -> tuple[str, ...]:
        """Give the countries whose oil it speaks of: «казахстанская нефть»."""
        return tuple(dict.fromkeys(f.ids[0] for f in self.things if f.kind == DEMONYM))


@lru_cache(maxsize=4096)
def said(text: str, lang: str) -> Said:
    """Read one text of a table."""
    plain = _written_out(text, lang)
    lower = plain.lower().replace("ё", "е")
    rows = _patterns(lang)
    unit, span = _unit(plain, lang)
    spans = [span] if span else []
    found = tuple(f for f in gazetteer(lang).find(plain) if not rows["no_name"].match(lower, f.start))
    things = _without_other_names(plain, found)
    found_times = () if _CUT_YEAR.fullmatch(text.strip()) else tuple(times(plain, lang))
    spans += [(f.start, f.end) for f in found] + [(t.start, t.end) for t in found_times]
    told = [(kind, match) for kind in TYPES if (match := _outside(rows[kind], lower, things))]
    marks = frozenset(mark for mark in MARKS if _outside(rows[mark], lower, things))
    if things and (sums := rows["total"].search(lower)) and sums.start() > things[0].start:
        marks -= {"total"}  # "BTC, total throughput" is that of one thing
    spans += [match.span() for _, match in told]
    spans += [
        m.span()
        for mark in ("plan", "done", "stake", "commissioned", "operator", "by_end")
        for m in rows[mark].finditer(lower)
    ]
    names = [kind for kind, _ in told]
    if "share" in names:
        names = ["share"]
    if "capacity" in names and "production" in names:
        names.remove("production")  # «производственная мощность»
    kind = names[0] if len(names) == 1 else ""
    known = (
        len(names) < 2
        and not (marks & {"change", "other", "total", "parts"})
        and _all_known(lower, spans, rows["beside"])
    )
    return Said(plain, kind, unit, found_times, things, marks, known)


def _without_other_names(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Leave out who stands in brackets after a name: "Tengiz (TCO)". A country there may be that of a section."""
    inside = [m.span() for m in _BRACKETS.finditer(text)]
    outer = tuple(f for f in found if not any(start < f.start < end for start, end in inside))
    country = any("country" in kinds().get(f.ids[0], frozenset()) for f in found if f not in outer)
    return outer if outer and not country else found


def _outside(pattern: re.Pattern[str], lower: str, things: tuple[Found, ...]) -> re.Match[str] | None:
    """Find a word that is no part of a name: "Caspian Pipeline Consortium" says nothing of what is measured."""
    inside = [(f.start, f.end) for f in things]
    found = pattern.finditer(lower)
    return next((m for m in found if not any(start < m.end() and m.start() < end for start, end in inside)), None)


def _all_known(lower: str, spans: list[tuple[int, int]], beside: re.Pattern[str]) -> bool:
    rest = (m for m in _REST.finditer(lower) if not any(a <= m.start() < b for a, b in spans))
    return all((len(m.group()) == 1 and not m.group().isdigit()) or beside.match(m.group()) for m in rest)


def _written_out(text: str, lang: str) -> str:
    for pattern, to in _rewritings(lang):
        text = pattern.sub(to, text)
    return re.sub(r"\s{2,}", " ", text).strip()


def _unit(plain: str, lang: str) -> tuple[Quantity | None, tuple[int, int] | None]:
    """Find the unit that stands at the end of a part of a text: «Прокачка, млн тонн», "Capacity (bcm/y)"."""
    if not _UNITS.search(plain):
        return None, None
    for part in _PART.finditer(plain):
        if not _UNITS.search(part.group()):
            continue
        cut = _FLUID_LAST.sub("", part.group()).rstrip()
        for word in _WORD.finditer(cut):
            unit = unit_in(cut[word.start() :], lang)
            if unit is not None and _SCALES.search(cut[: word.start()]):
                return None, None  # a multiplier that nobody knows: "E3 tonnes"
            if unit is not None:
                return unit, (part.start() + word.start(), part.end())
    return None, None


@lru_cache(maxsize=1024)
def unit_in(text: str, lang: str) -> Quantity | None:
    """Give the quantity that one of a unit is, where a text is a unit and nothing else."""
    written = f"1 {text}"
    found = measures(written, lang)
    if len(found) != 1 or found[0].start != 0 or found[0].end < len(written) - 1:
        return None
    return found[0].value if unit_of(found[0].value.unit).dimension in _COUNTED else None


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    rows: dict[str, str] = table("columns")[lang]
    return {name: re.compile(rf"(?<!\w)(?:{row})") for name, row in rows.items()} | {
        "beside": re.compile(rf"(?:{rows['beside']}|{rows['fluid']})")
    }


@cache
def _rewritings(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[dict[str, Any]] = [row for row in table("columns")["write_out"] if row["lang"] == lang]
    return tuple((re.compile(row["from"], re.IGNORECASE), row["to"]) for row in [*table("columns")["unit"], *rows])
