"""Times named in a sentence, as they are written: partial, relative, ranges. Nothing is invented here."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from loaders.extraction.moments import RU_MONTH, YEAR, Partial, TimeMention, month_number
from loaders.extraction.numbers import parse_number
from loaders.extraction.spans import spans
from loaders.extraction.spells import spells
from loaders.extraction.timewords import may_name_a_time

_EN = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)(?![a-z])"
)
_RU_YEAR = rf"(?P<year>{YEAR})(?:\s*(?:года|году|год|годом|гг?\.?(?!\w)))?"
_RU_DAY = r"(?P<day>\d{1,2})(?:-?(?:го|е|ого))?"
_RU_WORDED = (
    r"(?P<worded>(?:двадцать|тридцать)\s+(?:перв|втор|четверт|пят|шест|седьм|восьм|девят)ого|(?:двадцать\s+)?третьего|"
    r"(?:перв|втор|четверт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|"
    r"шестнадцат|семнадцат|восемнадцат|девятнадцат|двадцат|тридцат)ого)"
)


Reader = Callable[[re.Match[str], str], TimeMention | None]


def times(text: str, lang: str) -> list[TimeMention]:
    """Find the times that a sentence names, from left to right, but for those a figure is only held against."""
    return [m for m in all_times(text, lang) if not m.compared]


@lru_cache(maxsize=64)  # each sentence is asked twice
def all_times(text: str, lang: str) -> tuple[TimeMention, ...]:
    """Find the times of a sentence, those of a comparison marked as such."""
    return _all_times(text, lang) if may_name_a_time(text, lang) else ()


def _all_times(text: str, lang: str) -> tuple[TimeMention, ...]:
    lower = text.replace("ё", "е").replace("\u00a0", " ")
    found = spans(lower, lang)
    found += [t for t in spells(lower, lang) if not any(m.start < t.end and t.start < m.end for m in found)]
    for pattern, reader in _PATTERNS[lang]:
        for match in pattern.finditer(lower):
            mention = reader(match, lang)
            if mention is None or any(m.start < mention.end and mention.start < m.end for m in found):
                continue
            found.append(mention)
    marked = (_held_against(m, lower[max(0, m.start - 60) : m.start]) for m in found)
    return tuple(sorted((linked(m, lower, lang) for m in marked), key=lambda m: m.start))


def _held_against(mention: TimeMention, before: str) -> TimeMention:
    if _COMPARED.search(before):
        return replace(mention, compared=True, same=bool(_SAME_PERIOD.search(before)))
    return replace(mention, state=True) if _STATE.search(before) else mention


_STATE = re.compile(
    r"(?:as\s+(?:of|at)(?:\s+the)?(?:\s+end\s+of)?|(?:at|by)\s+the\s+end\s+of|по состоянию на(?: конец)?|на конец|к концу)\s*$",
    re.IGNORECASE,
)


_SAME_PERIOD = re.compile(
    r"(?:аналогичн|соответствующ|такой же|тот же|same)\w*\s+(?:отчетн\w+\s+)?(?:период|period|months|time)\w*(?:\s+(?:of|in|the|за|в)){0,2}\s*$",
    re.IGNORECASE,
)


_COMPARED = re.compile(
    r"(?:по сравнению с|к уровню|относительно|чем (?:в|за)|как и (?:в|за)|\b(?:as|like|same as) (?:in|it did in)|(?:выше|ниже) (?:уровн\w+|показател\w+)|than (?:in|the)|compared (?:with|to)|than\s+a|versus|минимум\w* с|максимум\w* с|"
    r"(?:lowest|highest|minimum|maximum|most|least) since|from (?:about |around )?[\d.,]+ (?:\w+ ){0,5}?in|аналогичн\w+ период\w*|"
    r"down from|up from|year-on-year from|(?:increase|decrease|rise|growth|gain|drop|decline|fall)\s+(?:over|on|from|against)|\b(?:half|twice|double|above|below|than|of)\s+(?:its\s+|their\s+|the\s+)?levels?\s+(?:in|of|seen in)|(?:fell|dropped|rose|fallen|declined) by? ?[\d.]+\s?(?:%|percent) (?:\w+ ){0,3}from)"
    r"(?:\s+[^\s,;.]+){0,5}\s*$|than the (?:figure|level|volume|amount|number|result)s?(?:\s+[^\s,;.]+){0,6}\s*$|"
    r"(?:\d\s?%|\bpercent|\bper cent|\bпроцент\w*)\s+(?:since|from|against|on|over|с)\s*$|"
    r"(?:declin\w+|fell|fall\w*|drop\w*|rose|rise\w*|grew|increas\w+|slip\w*|decreas\w+|jump\w*|climb\w*)\s+(?:[^\s,;]+\s+){0,6}from\s+$|"
    r"(?:higher|lower|more|less|greater|fewer|larger|smaller)\s+than\s+(?:in\s+|the\s+|that\s+(?:of|in)\s+)?$|"
    r"(?:против|against|versus|vs\.?|по сравнению с|compared (?:with|to))\s+(?:(?:about|around|some|nearly|almost|over|only|just|more than|less than|около|почти|более|менее|чуть|порядка|свыше|примерно|только|лишь|планов\w+|запланированн\w+)\s+)*"
    r"(?:\d[\d.,\s]*|\w+(?=\s+(?:млн|миллион|тыс|млрд|million|thousand)))(?:\s+[^\s;,]+){0,5}\s*$",
    re.IGNORECASE,
)


def _year_of(match: re.Match[str], name: str = "year") -> int | None:
    return int(match[name]) if name in match.re.groupindex and match[name] else None


def _day_range(match: re.Match[str], lang: str) -> TimeMention | None:
    year2 = _year_of(match)
    year1 = _year_of(match, "year1") or year2
    month2 = month_number(match["month"], lang)
    month1 = month_number(match["month1"], lang) if match["month1"] else month2
    begin, finish = Partial(year1, month1, int(match["day1"])), Partial(year2, month2, int(match["day"]))
    return _checked(TimeMention(begin, finish, "range", match.start(), match.end()))


def _month_range(match: re.Match[str], lang: str) -> TimeMention | None:
    year2 = _year_of(match)
    begin = Partial(_year_of(match, "year1") or year2, month_number(match["month1"], lang))
    return TimeMention(begin, Partial(year2, month_number(match["month"], lang)), "range", match.start(), match.end())


def _year_range(match: re.Match[str], lang: str) -> TimeMention | None:
    first, second = int(match["year1"]), match["year"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return TimeMention(Partial(first), Partial(last), "range", match.start(), match.end()) if last > first else None


def _day(match: re.Match[str], lang: str) -> TimeMention | None:
    mention = TimeMention(
        Partial(_year_of(match), month_number(match["month"], lang), int(match["day"])),
        None,
        "in",
        match.start(),
        match.end(),
    )
    return _checked(mention)


_TENS = (("двадцат", 20), ("тридцат", 30))
_UNITS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат",
          "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат")  # fmt: skip


def worded_day(words: str) -> int | None:
    """Give the day of the month that is told in words: «двадцать шестого»."""
    *before, last = words.lower().split()
    stem = re.sub(r"(?:ого|ьего)$", "", last)
    whole = next((number for name, number in _TENS if stem == name), None)
    if whole is None and stem not in _UNITS:
        return None
    tens = next((number for name, number in _TENS for word in before if word.startswith(name)), 0)
    return whole or tens + _UNITS.index(stem) + 1


def _day_in_words(match: re.Match[str], lang: str) -> TimeMention | None:
    month, day = month_number(match["month"], lang), worded_day(match["worded"])
    return _checked(TimeMention(Partial(_year_of(match), month, day), None, "in", match.start(), match.end()))


def _digits(match: re.Match[str], lang: str) -> TimeMention | None:
    month = int(match["m"])
    if not 1 <= month <= 12:
        return None
    return _checked(
        TimeMention(Partial(int(match["year"]), month, int(match["day"])), None, "in", match.start(), match.end())
    )


def _checked(mention: TimeMention) -> TimeMention | None:
    ends = [p for p in (mention.begin, mention.finish) if p]
    return mention if all(p.day is None or 1 <= p.day <= 31 for p in ends) else None


def _month_only(match: re.Match[str], lang: str) -> TimeMention | None:
    if lang == "en" and match["month"].lower().startswith("may") and not match["month"][0].isupper():
        return None
    shift = _shift_word(match) if "shift" in match.re.groupindex else None
    return TimeMention(
        Partial(_year_of(match), month_number(match["month"], lang), shift=shift),
        None,
        "in",
        match.start(),
        match.end(),
    )


def _shift_word(match: re.Match[str]) -> str | None:
    word = (match["shift"] or "").lower()
    if re.match(r"прошл|last", word):
        return "past"
    return "future" if re.match(r"следующ|next", word) else None


_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четв": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3,
             "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}  # fmt: skip


def _ordinal(word: str) -> int | None:
    word = word.lower().rstrip("-йеогм")
    return _ORDINALS.get(word) or next(
        (n for stem, n in _ORDINALS.items() if len(stem) > 3 and word.startswith(stem)), None
    )


def _part_of_year(months: int) -> Reader:
    def read(match: re.Match[str], lang: str) -> TimeMention | None:
        number = _ordinal(match["nth"])
        if number is None:
            return None
        shift = "this" if "this" in match.re.groupindex and match["this"] else None
        begin = Partial(_year_of(match), (number - 1) * months + 1, span=months, shift=shift)
        return TimeMention(begin, None, "in", match.start(), match.end())

    return read


def _first_months(match: re.Match[str], lang: str) -> TimeMention | None:
    count = parse_number(match["count"], lang)
    if not count or not 1 < count < 12:
        return None
    if not _year_of(match) and not re.search(
        r"перв|first|января|текущ|этого|this|месяц\w+\s+года", match.group(), re.IGNORECASE
    ):
        return None
    return TimeMention(Partial(_year_of(match), 1, span=int(count)), None, "in", match.start(), match.end())


def _year(match: re.Match[str], lang: str) -> TimeMention | None:
    return TimeMention(Partial(int(match["year"])), None, "in", match.start(), match.end())


def _relative(match: re.Match[str], lang: str) -> TimeMention | None:
    word = match.group().lower()
    shift = next((name for name, pattern in _RELATIVE if re.search(pattern, word)), None)
    return TimeMention(Partial(shift=shift), None, "in", match.start(), match.end()) if shift else None


def _weekday(match: re.Match[str], lang: str) -> TimeMention | None:
    stems = (
        ("понед", "вторн", "сред", "четв", "пятн", "субб", "воскр")
        if lang == "ru"
        else ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )
    number = next(i for i, stem in enumerate(stems) if match["weekday"].lower().startswith(stem))
    return TimeMention(Partial(shift=f"weekday{number}"), None, "in", match.start(), match.end())


_RELATIVE = (
    ("day0", r"сегодня|\btoday|this morning|tonight|(?:минувш|прошл|эт)\w+ ночь|\blast night"),
    ("day-2", r"позавчера|(?:the\s+)?day before yesterday"),
    ("day+2", r"послезавтра|(?:the\s+)?day after tomorrow"),
    ("eve", r"накануне"),
    ("night", r"overnight"),
    ("day-1", r"вчера|yesterday"),
    ("day+1", r"завтра|tomorrow"),
    ("year-1", r"прошл\w+ год|минувш\w+ год|last year|previous year|past year"),
    ("year0", r"(?:эт|текущ|нынешн|уходящ)\w+ год|в течение года(?!\s+после)|this year|current year"),
    ("year+1", r"(?:следующ|будущ)\w+ год|next year|coming year"),
    ("month-1", r"прошл\w+ месяц|last month"),
    (
        "month0",
        r"(?:эт|текущ)\w+ месяц|(?:конц\w|исход\w) месяца|this month|the end of the month|before the month is out",
    ),
    ("month+1", r"следующ\w+ месяц|next month"),
)
# "On the eve of the summit" tells no day; "overnight on Friday" tells another.
_RELATIVE_WORDS = (
    "|".join(pattern for _, pattern in _RELATIVE)
    .replace(
        "накануне",
        r"накануне(?!\s+(?:саммит|визит|встреч|переговор|заседани|выбор|праздник|нов\w+\s+год|зим|отопит|атак|удар|шторм|войн|введени|"
        r"вступлени|голосовани|конференц|форум|решени|начал|запуск|открыти|суд))",
    )
    .replace("overnight", r"(?<!\w)overnight(?!\s+(?:on|to|into|from|between|in)\b)")
)
_I = re.IGNORECASE
_DASH = r"\s*[-–—]\s*"
_QUARTER_RU = r"(?P<nth>перв\w+|втор\w+|трет\w+|четв[её]рт\w+|IV|III|II|I|[1-4](?:-?[мйгое]{1,3})?)"

_PATTERNS: dict[str, list[tuple[re.Pattern[str], Reader]]] = {
    "ru": [
        (re.compile(rf"\bс\s+(?P<day1>\d{{1,2}})(?:\s+(?P<month1>{RU_MONTH})(?:\s+(?P<year1>{YEAR})(?:\s*(?:года|г\.))?)?)?\s+(?:по|до)\s+{_RU_DAY}\s+(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _day_range),
        (re.compile(rf"\b(?P<day1>\d{{1,2}})(?:\s+(?P<month1>{RU_MONTH}))?{_DASH}{_RU_DAY}\s+(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _day_range),
        (re.compile(rf"\b{_RU_DAY}\s+(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _day),
        (re.compile(rf"\b{_RU_WORDED}\s+(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _day_in_words),
        (re.compile(rf"\b(?P<day>\d{{1,2}})\.(?P<m>\d{{2}})\.(?P<year>{YEAR})"), _digits),
        (re.compile(rf"\b(?P<month1>{RU_MONTH})(?:{_DASH}|\s+по\s+)(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _month_range),
        (re.compile(rf"\b(?:(?P<shift>прошл\w+|следующ\w+|эт\w+)\s+)?(?P<month>{RU_MONTH})(?:\s+{_RU_YEAR})?", _I), _month_only),
        (re.compile(rf"\b{_QUARTER_RU}\s+(?:квартал\w*|кв\.)(?:\s+{_RU_YEAR})?(?:\s+(?P<this>(?:этого|текущего) года))?"), _part_of_year(3)),
        (re.compile(rf"\b(?P<nth>перв\w+|втор\w+|I{{1,2}}|[12](?:-?[мйгое]{{1,3}})?)\s+(?:полугоди\w+|половин\w+\s+года|половин\w+(?=\s+(?:19|20)\d\d))(?:\s+{_RU_YEAR})?(?:\s+(?P<this>(?:этого|текущего) года))?"), _part_of_year(6)),
        (re.compile(rf"\b(?P<count>\d{{1,2}}|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать)\s+(?:первых\s+)?месяц\w+(?:\s+(?:{_RU_YEAR}|(?:(?:этого|текущего|прошлого)\s+)?года))", _I), _first_months),
        (re.compile(rf"\bперв\w+\s+(?P<count>\d{{1,2}}|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать)\s+месяц\w+(?:\s+{_RU_YEAR})?", _I), _first_months),
        (re.compile(rf"\b(?P<year1>{YEAR}){_DASH}(?P<year>{YEAR}|\d\d)(?!\d)(?:\s*(?:годы|годах|годов|гг\.?))?"), _year_range),
        (re.compile(rf"(?<![\d.,№/-])\b(?P<year>{YEAR})(?:-?(?:го|й|м|му|ом))?\s*(?:года|году|годом|год|г\.|гг\.)", _I), _year),
        (re.compile(rf"\b(?:в|к|с|до|на|за|после|по)\s+(?P<year>{YEAR})(?![\d\w]|[.,]\d|\s*(?:млн|тыс|тонн|км|баррел))", _I), _year),
        (re.compile(rf"(?:{_RELATIVE_WORDS})\w*", _I), _relative),
        (re.compile(r"\b(?:(?:в|во)\s+(?:(?:минувш|прошедш|прошл|эт)\w+\s+|ночь\s+на\s+)?|(?:утром|вечером|дн[её]м)\s+(?:в\s+|во\s+)?|с\s+)(?P<weekday>понедельник|вторник|сред[уы]|четверг|пятниц[уы]|суббот[уы]|воскресень[ея])", _I), _weekday),
    ],
    "en": [
        (re.compile(rf"\b(?:from|between)\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<month1>{_EN}))?(?:,?\s+(?P<year1>{YEAR}))?\s+(?:to|until|till|through|and)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_EN})(?:,?\s+(?P<year>{YEAR}))?", _I), _day_range),
        (re.compile(rf"\bfrom\s+(?P<month1>{_EN})\s+(?P<day1>\d{{1,2}})(?:,?\s+(?P<year1>{YEAR}))?\s+(?:to|until|through|till)\s+(?P<month>{_EN})\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>{YEAR}))?", _I), _day_range),
        (re.compile(rf"\b(?P<month1>{_EN})\s+(?P<day1>\d{{1,2}})(?:{_DASH}|\s+to\s+|\s+and\s+)(?P<month>{_EN})\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>{YEAR}))?", _I), _day_range),
        (re.compile(rf"\b(?P<month>{_EN})\s+(?P<day1>\d{{1,2}})(?P<month1>)(?:{_DASH}|\s+to\s+)(?P<day>\d{{1,2}})(?!\d)(?:,?\s+(?P<year>{YEAR}))?", _I), _day_range),
        (re.compile(rf"\b(?P<month>{_EN})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|[.,]\d|\s*(?:percent|million|billion|bcm|mln|,\d{{3}}))(?:,?\s+(?P<year>{YEAR}))?", _I), _day),
        (re.compile(rf"\b(?P<day1>\d{{1,2}})(?P<month1>){_DASH}(?P<day>\d{{1,2}})\s+(?P<month>{_EN})(?:,?\s+(?P<year>{YEAR}))?", _I), _day_range),
        (re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_EN})(?:,?\s+(?P<year>{YEAR}))?", _I), _day),
        (re.compile(rf"\b(?P<year>{YEAR})-(?P<m>\d{{2}})-(?P<day>\d{{2}})\b"), _digits),
        (re.compile(rf"\b(?P<month1>{_EN})(?:{_DASH}|\s+(?:to|through)\s+)(?P<month>{_EN})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?", _I), _month_range),
        (re.compile(rf"\b(?:(?P<shift>last|next|this)\s+)?(?P<month>{_EN})(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?", _I), _month_only),
        (re.compile(rf"\b(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+quarter(?:\s+(?:of\s+)?(?:the\s+)?(?P<year>{YEAR}))?(?P<this>\s+of\s+this\s+year)?", _I), _part_of_year(3)),
        (re.compile(rf"\bQ(?P<nth>[1-4])(?:\s+(?:of\s+)?(?P<year>{YEAR}))?", _I), _part_of_year(3)),
        (re.compile(rf"\b(?P<nth>first|second)\s+half(?!\s+of\s+(?:\w+\s+)?(?:{_EN}))(?:\s+(?:of\s+)?(?:the\s+year\s+)?(?P<year>{YEAR}))?(?P<this>\s+of\s+this\s+year)?", _I), _part_of_year(6)),
        (re.compile(rf"\bH(?P<nth>[12])(?:\s+(?:of\s+)?(?P<year>{YEAR}))?"), _part_of_year(6)),
        (re.compile(rf"\bfirst\s+(?P<count>\d{{1,2}}|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months(?:\s+(?:of\s+)?(?:the\s+year|this\s+year|(?P<year>{YEAR})))?", _I), _first_months),
        (re.compile(rf"\b(?P<count>\d{{1,2}}|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months\s+(?:of\s+)(?P<year>{YEAR})", _I), _first_months),
        (re.compile(rf"\b(?P<year1>{YEAR})[-–—](?P<year>{YEAR}|\d\d)(?!\d)"), _year_range),
        (re.compile(rf"(?<![\d.,$№/-])\b(?P<year>{YEAR})\b(?![\d,.]\d|\s*(?:million|mln|tons|tonnes|km|barrels|kilomet|kb|bpd))", _I), _year),
        (re.compile(rf"(?:{_RELATIVE_WORDS})\b", _I), _relative),
        (re.compile(r"\b(?:on\s+|late\s+|early\s+|since\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"), _weekday),
    ],
}  # fmt: skip

_LINKS = {
    "ru": (("since", r"(?:начиная\s+)?\bсо?(?:\s+(?:конца|начала|середины|утра|вечера|полуночи|весны|лета|осени|зимы))?"), ("until", r"\bдо(?:\s+(?:конца|начала|середины))?"), ("by", r"\bк(?:\s+(?:концу|началу|середине))?")),
    "en": (("since", r"\b(?:since(?:\s+the)?|starting(?:\s+(?:from|in|on))?|from|beginning(?:\s+(?:in|on))?|effective)(?:\s+(?:late|early|mid|the\s+(?:end|start|beginning|middle)(?:\s+of)?|(?:the\s+)?(?:spring|summer|autumn|fall|winter)(?:\s+of)?))?"),
           ("until", r"\b(?:until|till|through)(?:\s+(?:late|early|mid|the\s+end\s+of))?"), ("by", r"\bby(?:\s+(?:late|early|mid|the\s+end\s+of))?")),
}  # fmt: skip

_LINKED = {
    lang: tuple((link, re.compile(rf"{pattern}\s*[-]?$"), re.compile(rf"{pattern}\s")) for link, pattern in rows)
    for lang, rows in _LINKS.items()
}


# "Since it became operational in 1999", «с момента ввода в эксплуатацию в 1999 году».
_SINCE_IT = re.compile(
    r"\bsince\s+(?:it|they|its|the|being)\s+(?:[a-z]+\s+){0,4}(?:in|on)\s+$|"
    r"\b(?:since|following|after)\s+(?:the|its)\s+(?:commencement|start|launch|beginning|start-?up)\s+(?:[\w-]+\s+){0,7}(?:in|on)\s+$|"
    r"\bс\s+(?:момента|начала)\s+(?:[а-я]+\s+){1,4}(?:в\s+)?$"
)


def linked(mention: TimeMention, text: str, lang: str) -> TimeMention:
    """Read from the words before a time whether it holds in, since, until or by it."""
    before = text[max(0, mention.start - 24) : mention.start].lower()
    head = text[mention.start : mention.end].lower()
    if (
        mention.begin.month is None
        and mention.begin.year
        and re.search(r"(?:начала|start of|beginning of)\s+$", before)
    ):
        return mention
    if mention.link == "in" and _SINCE_IT.search(text[max(0, mention.start - 70) : mention.start].lower()):
        return replace(mention, link="since")
    for link, before_it, opening in _LINKED[lang]:
        if mention.link == "in" and (before_it.search(before) or opening.match(head)):
            return replace(mention, link=link)
    return mention
