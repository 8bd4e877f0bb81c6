"""Times that lean on a time named before: "a year later", "the 27th of that month", «за тот же период»."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from loaders.extraction.calendar import linked, worded_day
from loaders.extraction.moments import Partial, TimeMention
from loaders.extraction.numbers import parse_number
from loaders.extraction.timewords import may_name_a_time

_I = re.IGNORECASE
_COUNT_EN = r"(?P<count>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_COUNT_RU = r"(?:(?P<count>\d{1,2}|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\s+)?"
_UNIT_RU = r"(?P<unit>год\w*|лет|недел\w+|сут\w+|дн\w+|день|дней|месяц\w*)"
# Each pattern with the shift it means; groups "count", "unit", "day" fill it in.
_PATTERNS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ru": (
        (re.compile(r"\bс\s+тех\s+пор|\bс\s+(?:того|этого)\s+(?:же\s+)?(?:времени|момента|дня)", _I), "same day"),
        (re.compile(r"\b(?:годом|годом же)\s+(?:ранее|раньше|прежде)|\bза\s+год\s+до\s+(?:того|этого)", _I), "echo year-1"),
        (re.compile(r"\bгодом\s+(?:позже|позднее)|\b(?:через\s+год|год\s+спустя)(?!\s+после)", _I), "echo year+1"),
        (re.compile(rf"\b(?:через\s+{_COUNT_RU}{_UNIT_RU}|{_COUNT_RU.replace('count', 'count2')}{_UNIT_RU.replace('unit', 'unit2')}\s+спустя)(?!\s+после)", _I), "later"),
        (re.compile(r"\b(?:дн[ео]м\s+(?:ранее|раньше)|за\s+день\s+до\s+(?:того|этого)|в\s+предыдущий\s+день)", _I), "echo day-1"),
        (re.compile(r"\bдн[ео]м\s+(?:позже|позднее)", _I), "echo day+1"),
        (re.compile(r"\b(?P<count>двумя|тремя)\s+(?P<unit>днями|неделями|месяцами|годами)\s+(?:ранее|раньше)|\b(?P<unit2>неделей|месяцем)\s+(?:ранее|раньше)", _I), "earlier"),
        (re.compile(r"\b(?P<count>двумя|тремя)\s+(?P<unit>днями|неделями|месяцами|годами)\s+(?:позже|позднее)|\b(?P<unit2>неделей|месяцем)\s+(?:позже|позднее)", _I), "later"),
        (re.compile(r"\bна\s+(?:следующий|другой)\s+день|\bназавтра", _I), "echo day+1"),
        (re.compile(r"\b(?:в\s+)?т(?:ом|ого)\s+же\s+год\w", _I), "same year"),
        (re.compile(r"\b(?:в\s+)?т(?:ом|ого)\s+же\s+месяц\w", _I), "same month"),
        (re.compile(r"\b(?:в\s+)?тот\s+же\s+день|\bтой\s+же\s+ночью|\bв\s+ту\s+же\s+ночь|\bтогда\s+же|\bв\s+этот\s+же\s+день", _I), "same day"),
        (re.compile(r"\bза\s+(?:тот|этот)\s+же\s+период|\b(?:за|в)\s+(?:этот|отчетный|указанный|данный|рассматриваемый)\s+период|\bза\s+те\s+же\s+\w+\s+месяц\w+", _I), "same period"),
        (re.compile(r"\b(?P<worded>(?:двадцать\s+|тридцать\s+)?(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|\w{2,8}надцат|двадцат|тридцат)(?:ого|ьего))\s+числа\b", _I), "worded day of month"),
        (re.compile(r"\b(?P<day>\d{1,2})(?:-?(?:го|е|ого))?\s+числ[оау]\b|\b(?P<day2>\d{1,2})-(?:го|е)\b(?!\s+(?:год|век|пакет|санкц))", _I), "day of month"),
    ),
    "en": (
        (re.compile(r"\bsince\s+then\b", _I), "same time"),
        (re.compile(r"\b(?:a|one)\s+year\s+(?:earlier|before)(?!\s+(?:the|a|its)\b)", _I), "echo year-1"),
        (re.compile(r"\b(?:a|one)\s+year\s+(?:later|after)(?!\s+(?:the|a|its)\b)", _I), "echo year+1"),
        (re.compile(rf"\b{_COUNT_EN}\s+(?P<unit>day|week|month|year)s?\s+later\b", _I), "later"),
        (re.compile(rf"(?<!from\s)(?<!than\s)\b{_COUNT_EN}\s+(?P<unit>day|week|month)s?\s+(?:earlier|before)\b(?!\s+(?:than|the|a|its|their|it)\b)", _I), "earlier"),
        (re.compile(r"\bthe\s+(?:day\s+before|previous\s+day)\b(?!\s+(?:the|a|its|their|it|yesterday)\b)", _I), "echo day-1"),
        (re.compile(r"\b(?:the\s+)?(?:next|following)\s+day\b", _I), "echo day+1"),
        (re.compile(r"\b(?:of|in|during|later)\s+(?:that|the\s+same)\s+year\b", _I), "same year"),
        (re.compile(r"\b(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\s+of\s+(?:that|the|the\s+same)\s+month\b", _I), "day of month"),
        (re.compile(r"\b(?:in|during|later)\s+(?:that|the\s+same)\s+month\b", _I), "same month"),
        (re.compile(r"\b(?:on\s+)?(?:that|the\s+same)\s+(?:day|night)\b", _I), "same day"),
        (re.compile(r"\b(?:in|over|during|for)\s+(?:the\s+same\s+(?:period|time|\w+\s+months)|(?:that|this|the\s+reporting|the\s+reported|the\s+said)\s+period|the\s+period\s+under\s+review|the\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months)\b", _I), "same period"),
        (re.compile(r"\b(?:on|by|until|since|from|till)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of\s+[A-Z]|anniversary|package|floor|century|round|\w+\s+package))"), "day of month"),
    ),
}  # fmt: skip
# "Than in the like period a year earlier": that time dates no figure but the one it is held against.
_ONLY_COMPARED = re.compile(
    r"(?:по сравнению|аналогичн\w+|таким же|тем же|соответствующ\w+|чем)\s+(?:\w+\s+){0,2}(?:период\w*|показател\w+|месяц\w+)\s+$|compared\s+(?:with|to)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    _I,
)
_UNITS = (("year", r"год|лет|year"), ("month", r"месяц|month"), ("week", r"недел|week"), ("day", r"сут|дн|ден|day"))


def echoes(text: str, lang: str, taken: list[TimeMention]) -> list[TimeMention]:
    """Find the leaning times of a sentence, but for those inside a time already found."""
    return _echoes(text, lang, taken) if may_name_a_time(text, lang) else []


def _echoes(text: str, lang: str, taken: list[TimeMention]) -> list[TimeMention]:
    lower = text.replace("ё", "е").replace("\u00a0", " ")
    found: list[TimeMention] = []
    for pattern, meaning in _PATTERNS[lang]:
        for match in pattern.finditer(lower):
            shift = _shift(match, meaning, lang)
            if (
                shift is None
                or _ONLY_COMPARED.search(lower[: match.start()])
                or any(m.start < match.end() and match.start() < m.end for m in [*taken, *found])
            ):
                continue
            mention = TimeMention(Partial(shift=shift), None, "in", match.start(), match.end())
            found.append(linked(mention, lower, lang))
    return found


def _shift(match: re.Match[str], meaning: str, lang: str) -> str | None:
    given = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    if meaning == "worded day of month":
        number = worded_day(given["worded"])
        return f"echo dom{number}" if number else None
    if meaning == "day of month":
        return f"echo dom{int(given['day'])}" if 1 <= int(given["day"]) <= 31 else None
    if meaning not in {"later", "earlier"}:
        return meaning if meaning.startswith("echo") else f"echo {meaning}"
    unit = next((name for name, stem in _UNITS if re.match(stem, given["unit"], _I)), None)
    told = given.get("count", "a").lower()
    count = 1 if told == "a" else _WITH.get(told) or parse_number(told, lang)
    if unit is None or not count:
        return None
    sign = "-" if meaning == "earlier" else "+"
    return f"echo day{sign}{int(count) * 7}" if unit == "week" else f"echo {unit}{sign}{int(count)}"


_WITH = {"двумя": 2, "тремя": 3}


def answered(mention: TimeMention, ground: str | None) -> TimeMention:
    """Place a leaning time on the time it leans on (EDTF); without one it stays unplaced."""
    shift = mention.begin.shift or ""
    if not shift.startswith("echo"):
        return mention
    return replace(mention, placed=_placed(shift.removeprefix("echo "), ground) if ground else None)


def _placed(shift: str, ground: str) -> str | None:
    if shift == "unsure":
        return None
    if ".." in ground:
        ground = ground.split("/", 1)[0]
    if shift.startswith("same"):
        return _same(shift.removeprefix("same "), ground)
    if shift.startswith("dom"):
        month = ground.split("/")[-1][:7]
        return f"{month}-{int(shift[3:]):02d}" if len(month) == 7 else None
    unit, count = re.fullmatch(r"(year|month|day)([+-]\d+)", shift).groups()  # type: ignore[union-attr]
    return "/".join(_moved(end, unit, int(count)) or "" for end in ground.split("/")).strip("/") or None


def _same(unit: str, ground: str) -> str | None:
    if unit == "period":
        return ground
    if unit == "time":
        return f"{ground.split('/', maxsplit=1)[0]}/.."
    length = {"year": 4, "month": 7, "day": 10}[unit]
    found = ground.rsplit("/", maxsplit=1)[-1][:length]
    return found if len(found) == length else None


def _moved(end: str, unit: str, count: int) -> str | None:
    """Move one end of a time; only a known year moves, only a day moves by days."""
    if not end[:4].isdigit():
        return None
    if unit == "year":
        return f"{int(end[:4]) + count:04d}{end[4:]}"
    if unit == "month" and len(end) >= 7:
        months = int(end[:4]) * 12 + int(end[5:7]) - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "day" and len(end) == 10:
        try:
            return (date.fromisoformat(end) + timedelta(days=count)).isoformat()
        except ValueError:
            return None
    return None
