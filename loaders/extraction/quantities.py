"""Quantities of a sentence: amount, unit, range, qualifier, and the same amount in a second unit."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graph.model.claim import Quantity
from graph.model.units import unit as unit_of
from loaders.extraction.data import table
from loaders.extraction.numbers import (
    DIGITS_PATTERN,
    FRACTION_PATTERN,
    FRACTIONS,
    MULTIPLIER_PATTERN,
    MULTIPLIERS,
    WORD_PATTERN,
    is_round_thousands,
    may_name_a_number,
    parse_number,
)

_NUMBER = rf"(?:{DIGITS_PATTERN}|\b(?:{WORD_PATTERN})\b|\ba(?=\s+(?:million|billion)\b)|(?<![\d]\s)(?=(?:миллион|миллиард)\s))"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?P<lowm>{MULTIPLIER_PATTERN})?\s*(?:[-–—]|\bto\b|\band\b|\bдо\b|\bили\b)(?:х|ти|и)?\s*(?P<high>{_NUMBER}))?(?:-?(?:х|ти|и)\b)?"
_HEAD = r"(?P<head>\d{1,3}[\s\u00a0]*(?:трлн|млрд|млн|миллиард\w*|миллион\w*|billion|million)\.?[\s\u00a0]+(?:\d{1,3}[\s\u00a0]*(?:млн|миллион\w*|million|тыс|тысяч\w?|thousand)\.?[\s\u00a0]+)?|\d{1,3}[\s\u00a0]*(?:тыс|тысяч\w?)\.?[\s\u00a0]+(?=\d{1,3}[\s\u00a0]+(?:тонн|баррел|кубо)))?"
_MULT = rf"(?:[\s\u00a0-]*(?P<mult>{MULTIPLIER_PATTERN})(?![\w]))?"


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity and its place. ``change``: a difference or growth; ``old``: the state before a change."""

    value: Quantity
    start: int
    end: int
    change: bool = False
    old: bool = False

    @property
    def dimension(self) -> str:
        """The dimension of the unit, e.g. ``oil_mass``."""
        return unit_of(self.value.unit).dimension


def measures(text: str, lang: str, *, uranium: bool = False) -> list[Measure]:
    """Find the quantities of a sentence from left to right; ``uranium``: what the article counts in tonnes is that."""
    lower = text.lower().replace("ё", "е")
    found = sorted(_find(lower, lang), key=lambda m: (m.start, -m.end)) if may_name_a_number(lower) else []
    if not found:
        return []
    found = _same_change(text, _same_rate(_without_overlap(found)))
    return _of_uranium(text, _join(text, _bare(text, lang, found)), known=uranium)


_OR = re.compile(r"\s*,?\s*(?:or|или)\s+(?:by\s+|на\s+)?(?:(?:about|around|some|almost|почти|около|примерно)\s+)?")


def _same_change(text: str, found: list[Measure]) -> list[Measure]:
    """Read "by 15 percent or 1.8 billion" as one change told twice."""
    kept: list[Measure] = []
    for one in found:
        again = (
            kept
            and kept[-1].change
            and kept[-1].dimension == "percent"
            and _OR.fullmatch(text[kept[-1].end : one.start])
        )
        kept.append(replace(one, change=True) if again else one)
    return kept


def is_about_uranium(text: str) -> bool:
    """Tell whether an article counts uranium: it is named time and again, and oil or gas hardly."""
    named = len(_URANIUM.findall(text))
    return named >= 3 and named > 3 * len(_OIL.findall(text))


_URANIUM, _OIL = re.compile(r"уран|uranium|u3o8", re.IGNORECASE), re.compile(r"нефт|\boil|crude|\bгаз", re.IGNORECASE)
_TONNES = {"t": 1.0, "kt": 1e3, "Mt": 1e6}


def _of_uranium(text: str, found: list[Measure], *, known: bool) -> list[Measure]:
    """Read tonnes as tonnes of uranium where a sentence, or its article, speaks of that and it of no oil or gas."""
    if not (known or _URANIUM.search(text)) or _OIL.search(text):
        return found
    return [
        replace(m, value=replace(m.value, unit="tU", amount=m.value.amount * f,
                                 amount_to=m.value.amount_to * f if m.value.amount_to is not None else None))
        if (f := _TONNES.get(m.value.unit)) else m
        for m in found
    ]  # fmt: skip


def _same_rate(found: list[Measure]) -> list[Measure]:
    """Read "from 1.4 million barrels a day to 700,000 barrels" as two rates."""
    kept: list[Measure] = []
    for one in found:
        measure = one
        if kept and (kept[-1].old or kept[-1].change) and _is_rate_of(kept[-1], measure):
            barrels = measure.value.amount * unit_of(measure.value.unit).factor * 1e6
            measure = replace(
                measure, value=replace(measure.value, amount=rounded(barrels / 1e3), unit="kb/d", amount_to=None)
            )
        kept.append(measure)
    return kept


def _is_rate_of(first: Measure, second: Measure) -> bool:
    return first.dimension == "oil_volume_rate" and second.dimension == "oil_volume"


def _find(lower: str, lang: str) -> Iterator[Measure]:
    for unit, pattern, row in _patterns():
        if not unit.search(lower):
            continue
        for match in pattern.finditer(lower):
            measure = _read(match, row, lower, lang)
            if measure is not None:
                yield measure
    for match in _FRACTION.finditer(lower):
        if match["part"] in _ORDINALS and _COUNTS_ON.match(lower, match.end()):
            continue
        yield Measure(
            _fraction(match, lower),
            match.start(),
            match.end(),
            match["part"] in _CHANGES or is_change(lower, match.start(), match.end(), "percent"),
        )
    for match in [*_MOORINGS.finditer(lower), *_COUNTED.finditer(lower)]:
        amount = parse_number(match["part"], lang)
        if amount:
            yield Measure(Quantity(amount, "mooring"), match.start(), match.end())


_FRACTION = re.compile(
    rf"(?<![\w-])(?P<part>{FRACTION_PATTERN})(?![\w-])(?!\s+(?:of\s+)?(?:the\s+)?(?:year|года|квартал|месяц|19|20))(?!\s+\d)"
)
# "A third month", "a fifth tanker": the next one of several. A part is told of something, or before a verb or preposition.
_ORDINALS = frozenset({"a third", "a fifth", "a sixth", "a tenth"})
_COUNTS_ON = re.compile(
    r"\s+(?!(?:of|more|less|higher|lower|fewer|larger|smaller|was|were|is|are|has|have|goes?|went|comes?|came|to|in|by|from|and|or|"
    r"via|through|on|at|for|as|bound|each|than|since|between|over|into|under|below|above|against|while|but|which|that)\b)[a-z]"
)
_CHANGES = frozenset({"halved", "halve", "halving", "вдвое", "наполовину"})
_MOORINGS = re.compile(
    rf"(?<![\w-])(?P<part>{_NUMBER})\s+(?:из|(?:out\s+)?of)\s+(?:(?:its|the|their|cpc's|его|ее|имеющихся)\s+)?(?:{_NUMBER})\s+"
    r"(?:of\s+)?(?:the\s+|its\s+)?(?:[\w-]+\s+){0,3}?(?:впу|причал\w*|выносн\w+|mooring\w*|spms?|buoys?|berths?|single|tanker|loading|оперативн\w+)"
)


_COUNTED = re.compile(
    r"(?<![\w-])(?P<part>two|both|оба|обоих|два|двух)\s+(?:[\w-]+\s+){0,2}?(?:впу|причал\w*|mooring\w*|spms?|buoys?)\b"
)


def _fraction(match: re.Match[str], lower: str) -> Quantity:
    return Quantity(FRACTIONS[match["part"]], "percent", about=qualifier(lower, match.start()))


def _patterns() -> list[tuple[re.Pattern[str], re.Pattern[str], dict[str, Any]]]:
    if not _CACHE:
        for row in table("units")["unit"]:
            before = rf"(?:(?P<sign>{row['prefix']})\s*)" if "prefix" in row else ""
            after = "" if "prefix" in row else rf"[\s\u00a0-]*(?:{row['pattern']})"
            rate = (
                rf"(?P<filler>(?:\s*\((?:bcm|mcm|mt|bpd|mmt)\))?(?:\s+(?:of\s+)?[^\W\d][\w-]*){{0,6}}?\s*,?\s*(?P<rate>{_rates()}))?"
                if row.get("rates")
                else ""
            )
            whole = re.compile(rf"(?<![\w.,-]){before}{_HEAD}{_RANGE}{_MULT}{after}{rate}")
            _CACHE.append(
                (re.compile(row.get("prefix") or row["pattern"]), whole, row)
            )  # the unit alone is found faster
    return _CACHE


_CACHE: list[tuple[re.Pattern[str], re.Pattern[str], dict[str, Any]]] = []


def _rates() -> str:
    return "|".join(f"(?:{r['pattern']})" for r in table("units")["rate"])


def _read(match: re.Match[str], row: dict[str, Any], lower: str, lang: str) -> Measure | None:
    low = parse_number(match["low"], lang)
    high = parse_number(match["high"], lang) if match["high"] else None
    if low is None:
        return None
    factor = MULTIPLIERS.get((match["mult"] or "").strip(), 1.0)
    if _is_grouped(match, low):
        low, high = low * 1000, high * 1000 if high is not None else None
    if match["head"]:
        whole, step = _head(match["head"], lang)
        low, factor, high = (whole + low * factor) / step, step, None
    period = _period(match, lower) if row.get("rates") else None
    found = _scale(row, factor, period)
    if found is None:
        return None
    unit, scale = found
    if (
        high is not None
        and re.search(r"(?<!\w)(?:с|со|from)\s+(?:\w+\s+){0,2}$", lower[: match.start()])
        and re.search(r"до|to", match.group())
    ):
        return Measure(Quantity(rounded(high * scale), unit), match.start("high"), match.end(), unit == "percent")
    first = MULTIPLIERS.get(match["lowm"], factor) / factor if match["lowm"] else 1.0
    start, end = match.start(), match.end()
    if high is not None and (_is_list(match, lower) or _is_year(match, high)):
        low, high, first, start = high, None, 1.0, match.start("high")
    amount, top = rounded(low * first * scale), rounded(high * scale) if high is not None else None
    if top is not None and top <= amount:
        return None
    value = Quantity(amount, unit, top, qualifier(lower, start))
    return Measure(value, start, end, is_change(lower, start, end, unit), is_old(lower, start, end))


def _is_grouped(match: re.Match[str], low: float) -> bool:
    """Tell whether numbers group by a sign that begins decimals elsewhere: "390.000 tonnes" is not 390."""
    if match["mult"] or match["lowm"] or match["head"] or low >= 1000 or "%" in match.group():
        return False
    return all(is_round_thousands(one) for one in (match["low"], match["high"]) if one)


def _is_list(match: re.Match[str], lower: str) -> bool:
    """Tell whether two numbers stand side by side, "27 and 63 million tonnes": a range is told with "between"."""
    gap = lower[match.end("low") : match.start("high")]
    return " and " in gap and not re.search(r"between\s+(?:\w+\s+){0,2}$", lower[: match.start()])


def _is_year(match: re.Match[str], high: float) -> bool:
    """Tell whether the first of two numbers is a year: "fell in 2019 to 31 million tonnes"."""
    return not match["lowm"] and high < 1900 and bool(re.fullmatch(r"(?:19|20)\d\d", match["low"]))


def _head(text: str, lang: str) -> tuple[float, float]:
    """Read the greater part of a number told in steps, «2 млн 240 тыс …»: its amount and its greatest step."""
    steps = [
        (parse_number(m[1], lang) or 0.0, next(f for w, f in MULTIPLIERS.items() if m[2].rstrip(".") == w))
        for m in re.finditer(r"(\d+)[\s\u00a0]*([^\W\d]+)", text)
    ]
    return sum(amount * factor for amount, factor in steps), steps[0][1]


def _period(match: re.Match[str], lower: str) -> str | None:
    rates = table("units")["rate"]
    if match["rate"]:
        found = [r["per"] for r in rates if re.fullmatch(r["pattern"], match["rate"])]
    else:
        before = lower[max(0, match.start() - 90) : match.start()]
        found = [
            r["per"] for r in rates
            if re.search(rf"(?:{r['before']})\s*(?:\w+\s+){{0,2}}$", before[-34:])
            or ("averaged" in r and re.search(rf"(?:{r['averaged']})\s+(?:[^\s,;:.\d]+\s+){{1,8}}$", before))
        ]  # fmt: skip
    return str(found[0]) if found else None


def _scale(row: dict[str, Any], factor: float, period: str | None) -> tuple[str, float] | None:
    """Choose the unit whose size fits the source's own words, and the factor into it."""
    steps = row.get(f"per_{period}" if period else "plain")
    if steps is None:
        return None
    best = max((s for s in steps if s[0] <= factor), key=lambda s: s[0], default=steps[0])
    return best[1], factor / best[0] * (best[2] if len(best) > 2 else 1.0)


def rounded(number: float) -> float:
    """Drop the dust of multiplication."""
    return float(f"{number:.10g}")


def qualifier(lower: str, start: int) -> str | None:
    """Give the qualifier that the words before a number say: at least, about, up to."""
    before = lower[max(0, start - 40) : start]
    for name, pattern in table("units")["qualifier"].items():
        if re.search(rf"(?<!\w)(?:{pattern})\s*$", before):
            return str(name)
    return None


# «Рассчитан на 67 млн тонн», «заявка на 1,2 млн»: no difference, though «вырос на» is one.
_MEANT_FOR = re.compile(
    r"(?<!\w)(?:рассчитан\w*|контракт\w*|договор\w*|заявк\w+|квот\w+|соглашени\w+)\s+на\s+(?:\w+\s+)?$"
)


def is_change(lower: str, start: int, end: int, unit: str) -> bool:
    """Tell whether a quantity is a difference or growth."""
    words = table("units")["change"]
    before, after = lower[max(0, start - 44) : start], lower[end : end + 30]
    if unit in {"day", "month", "km", "rub", "usd"} or _MEANT_FOR.search(before):
        return False
    return bool(re.search(rf"(?<!\w)(?:{words['before']})\s*$", before) or re.match(rf"\s*(?:{words['after']})", after))


def is_old(lower: str, start: int, end: int) -> bool:
    """Tell whether a quantity is the state before a change."""
    words = table("units")["change"]
    after = lower[end : end + 40]
    about = "|".join(table("units")["qualifier"].values())
    if re.search(rf"(?<!\w)(?:{words['against']})(?:\s+(?:{about}))?\s*$", lower[max(0, start - 44) : start]):
        return True
    if _DOWN_TO.search(lower[max(0, start - 120) : start]):
        return True
    begins = re.search(rf"(?<!\w)(?:{words['old_before']})\s*$", lower[max(0, start - 40) : start])
    return bool(begins and re.match(r"[^.;]{0,30}?\b(?:до|to)\s+(?:\w+\s+){0,2}\d", after))


# "Fell to 14 million barrels in February from 17 million in January".
_DOWN_TO = re.compile(
    r"(?<!\w)(?:to|at)\s+(?:\w+\s+){0,2}\d[\d.,]*\s+(?:\D|\b(?:19|20)\d\d\b){3,60}?\sfrom\s+(?:(?:about|around|some|over|nearly)\s+)?$"
)


def _without_overlap(found: list[Measure]) -> list[Measure]:
    kept: list[Measure] = []
    for measure in found:
        if kept and measure.start < kept[-1].end:
            if measure.end - measure.start > kept[-1].end - kept[-1].start:
                kept[-1] = measure
            continue
        kept.append(measure)
    return kept


_BARE = re.compile(rf"(?<![\w.,-])(?P<low>{DIGITS_PATTERN})[\s\u00a0]*(?P<mult>{MULTIPLIER_PATTERN})(?![\w%])")


def _bare(text: str, lang: str, found: list[Measure]) -> list[Measure]:
    """Add "72,5 млн" without a unit where the sentence has a quantity of the same kind before it."""
    lower, extra = text.lower(), []
    for match in _BARE.finditer(lower):
        if any(m.start < match.end() and match.start() < m.end for m in found):
            continue
        model = next(
            (m for m in reversed(found) if m.end <= match.start() and m.dimension.startswith(("oil", "gas"))), None
        )
        amount = parse_number(match["low"], lang)
        if model is None or amount is None or re.match(r"\s*(?:долл|руб|usd|\$|евро|тенге)", lower[match.end() :]):
            continue
        size = {"M": 1e6, "k": 1e3, "m": 1e6, "b": 1e9}.get(model.value.unit[0], 1.0)
        value = Quantity(
            rounded(amount * MULTIPLIERS[match["mult"]] / size), model.value.unit, about=qualifier(lower, match.start())
        )
        extra.append(Measure(value, match.start(), match.end(), is_change(lower, match.start(), match.end(), model.value.unit),
                             is_old(lower, match.start(), match.end())))  # fmt: skip
    return sorted([*found, *extra], key=lambda m: m.start)


_SAME = re.compile(
    r"^(?:\s+(?:нефти|сырья|of\s+(?:crude\s+)?(?:oil|crude)|crude|oil))?\s*(?:\(|,?\s+or\s+|,?\s+или\s+|,\s+то есть\s+|\s*/\s*)(?:или |or |about |around |около |порядка |примерно |roughly |approximately |more than |более )?$"
)


def _join(text: str, found: list[Measure]) -> list[Measure]:
    """Fold the same quantity in a second unit into the first one."""
    kept: list[Measure] = []
    for measure in found:
        if kept and _restates(kept[-1], measure, text[kept[-1].end : measure.start].lower()):
            last = kept[-1]
            kept[-1] = replace(last, value=replace(last.value, also=(*last.value.also, measure.value)), end=measure.end)
            continue
        kept.append(measure)
    return kept


def _restates(first: Measure, second: Measure, gap: str) -> bool:
    oil = first.dimension.startswith("oil") and second.dimension.startswith("oil")
    return oil and first.dimension != second.dimension and bool(_SAME.match(gap))
