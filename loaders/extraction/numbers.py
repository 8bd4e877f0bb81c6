"""Numbers in digits and words, both languages."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Iterable

# Russian forms: nominative first, then the oblique ones.
_RU_FORMS: dict[float, str] = {
    1: "один одна одно одну одного одной одним одном", 2: "два две двух двум двумя двое оба обе обоих", 3: "три трех трем тремя трое",
    4: "четыре четырех четырем четырьмя четверо", 5: "пять пяти пятью", 6: "шесть шести шестью", 7: "семь семи семью",
    8: "восемь восьми восемью", 9: "девять девяти девятью", 10: "десять десяти десятью", 11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати", 13: "тринадцать тринадцати", 14: "четырнадцать четырнадцати", 15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати", 17: "семнадцать семнадцати", 18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати", 20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока",
    50: "пятьдесят пятидесяти", 60: "шестьдесят шестидесяти", 70: "семьдесят семидесяти", 80: "восемьдесят восьмидесяти",
    90: "девяносто", 100: "сто ста", 200: "двести двухсот", 300: "триста трехсот", 400: "четыреста четырехсот",
    500: "пятьсот пятисот", 600: "шестьсот шестисот", 700: "семьсот семисот", 800: "восемьсот восьмисот",
    900: "девятьсот девятисот", 1.5: "полтора полторы полутора", 0.5: "полмиллиона",
}  # fmt: skip
_ENGLISH: dict[str, float] = {
    "one": 1, "a": 1, "an": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "half a": 0.5,
}  # fmt: skip
_VAGUE = {"пару": 2.0, "несколько": 0.0}
_WORDS: dict[str, float] = {
    **{form: number for number, forms in _RU_FORMS.items() for form in forms.split()}, **_ENGLISH, **_VAGUE,
}  # fmt: skip
_HALF = r"(?:\s+с\s+половиной|\s+and\s+a\s+half)"
FRACTIONS: dict[str, float] = {
    "половина": 50, "половину": 50, "половины": 50, "треть": 33.3, "трети": 33.3, "четверть": 25, "четверти": 25,
    "две трети": 66.7, "двух третей": 66.7, "три четверти": 75, "трех четвертей": 75, "half": 50, "a third": 33.3,
    "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7, "a quarter": 25, "one quarter": 25,
    "three quarters": 75, "three-quarters": 75, "a fifth": 20, "one-fifth": 20, "one fifth": 20, "четыре пятых": 80,
    "пятая часть": 20, "пятую часть": 20, "a sixth": 16.7, "двумя третями": 66.7,
    "половиной": 50, "половине": 50, "четвертью": 25, "третью": 33.3, "пятой частью": 20, "одной пятой": 20,
    "one half": 50, "a half": 50, "one-half": 50, "три пятых": 60, "two fifths": 40, "three fifths": 60, "four fifths": 80,
    "шестая часть": 16.7, "десятая часть": 10, "десятую часть": 10, "a tenth": 10, "one tenth": 10, "one-tenth": 10,
    "halved": 50, "halve": 50, "halving": 50, "вдвое": 50, "наполовину": 50,
}  # fmt: skip
MULTIPLIERS: dict[str, float] = {
    "тыс": 1e3, "тыс.": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тысячу": 1e3, "тысячам": 1e3, "тысячами": 1e3, "тысячах": 1e3, "млн": 1e6, "млн.": 1e6, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "миллиону": 1e6, "миллионами": 1e6, "миллионам": 1e6, "млрд": 1e9, "млрд.": 1e9,
    "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "трлн": 1e12, "thousand": 1e3, "million": 1e6, "mln": 1e6, "mln.": 1e6, "mn": 1e6,
    "m": 1e6, "mm": 1e6, "billion": 1e9, "bln": 1e9, "bln.": 1e9, "bn.": 1e9, "bn": 1e9, "trillion": 1e12, "k": 1e3, "hundred": 1e2,
}  # fmt: skip
_ENGLISH_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_DOTTED_GROUPS = r"\d{1,3}(?:\.\d{3}){2,}"
_ROUND_THOUSANDS = re.compile(r"\d{1,3}[.,]000")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SINGLE = [w for w in _WORDS if w not in {"a", "an", *_VAGUE}]
_TENS = _any_of(w for w in _SINGLE if 20 <= _WORDS[w] < 1000)
_UNITS = _any_of(w for w in _SINGLE if 1 <= _WORDS[w] < 100)
WORD_PATTERN = rf"(?:(?:{_TENS})[\s-](?:(?:{_TENS})[\s-])?(?:{_UNITS})|{_any_of(_SINGLE)}){_HALF}?"  # "fifty-one", "two and a half"
FRACTION_PATTERN = "|".join(sorted(map(re.escape, FRACTIONS), key=len, reverse=True))
MULTIPLIER_PATTERN = "|".join(sorted(map(re.escape, MULTIPLIERS), key=len, reverse=True))
DIGITS_PATTERN = (
    rf"{_DOTTED_GROUPS}|" r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
)

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = {word for told in (*_WORDS, *FRACTIONS, *MULTIPLIERS) for word in _WORD.findall(told)} - {"a", "an"}


def may_name_a_number(lower: str) -> bool:
    """Tell whether a text in small letters has a digit or a word that numbers are told with."""
    return _DIGIT.search(lower) is not None or not _NUMERAL.isdisjoint(_WORD.findall(lower))


def parse_number(text: str, lang: str) -> float | None:
    """Read a number in digits or words; None for what is no number (or no definite one)."""
    text = text.strip().lower().replace("ё", "е")
    if not text:
        return 1.0  # «миллион тонн»
    if text[:1].isalpha():
        return _in_words(text)
    if not text[:1].isdigit():
        return None
    if re.fullmatch(_DOTTED_GROUPS, text):
        return float(text.replace(".", ""))
    if _ENGLISH_GROUPED.match(text) and (lang == "en" or text.count(",") > 1):
        return float(text.replace(",", ""))
    return float(re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", "."))


def is_round_thousands(text: str) -> bool:
    """Tell whether digits without a word of size group by a sign that elsewhere begins decimals: "390.000 tonnes"."""
    return bool(_ROUND_THOUSANDS.fullmatch(text.strip()))


def _in_words(text: str) -> float | None:
    """Read "fifty-one", "двенадцать с половиной"."""
    if text in _WORDS:
        return _WORDS[text] or None
    plain = re.sub(rf"{_HALF}$", "", text)
    parts = [_WORDS.get(part) for part in re.split(r"[\s-]+", plain)]
    if None in parts:
        return None
    return sum(part for part in parts if part) + (0.5 if plain != text else 0)
