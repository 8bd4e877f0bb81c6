"""Numbers in digits and words, both languages."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re

_WORDS: dict[str, float] = {
    "один": 1, "одна": 1, "одно": 1, "одного": 1, "одной": 1, "одним": 1, "одну": 1, "два": 2, "две": 2, "двух": 2, "двумя": 2,
    "оба": 2, "обоих": 2, "три": 3, "трех": 3, "тремя": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6,
    "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "одиннадцать": 11, "двенадцать": 12, "двенадцати": 12, "пятнадцать": 15, "двадцать": 20, "двадцати": 20, "тридцать": 30,
    "тридцати": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90,
    "сто": 100, "двести": 200, "триста": 300, "полтора": 1.5, "полутора": 1.5, "полмиллиона": 0.5, "пару": 2, "несколько": 0,
    "one": 1, "a": 1, "an": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "half a": 0.5,
}  # fmt: skip
FRACTIONS: dict[str, float] = {
    "половина": 50, "половину": 50, "половины": 50, "треть": 33.3, "трети": 33.3, "четверть": 25, "четверти": 25,
    "две трети": 66.7, "двух третей": 66.7, "три четверти": 75, "трех четвертей": 75, "half": 50, "a third": 33.3,
    "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7, "a quarter": 25, "one quarter": 25,
    "three quarters": 75, "three-quarters": 75, "a fifth": 20, "one-fifth": 20, "one fifth": 20, "четыре пятых": 80,
    "пятая часть": 20, "пятую часть": 20, "a sixth": 16.7, "двумя третями": 66.7,
}  # fmt: skip
MULTIPLIERS: dict[str, float] = {
    "тыс": 1e3, "тыс.": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тысячу": 1e3, "млн": 1e6, "млн.": 1e6, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "миллиону": 1e6, "миллионами": 1e6, "миллионам": 1e6, "млрд": 1e9, "млрд.": 1e9,
    "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9, "трлн": 1e12, "thousand": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6,
    "m": 1e6, "mm": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12, "k": 1e3, "hundred": 1e2,
}  # fmt: skip
_GROUPED = re.compile(r"^\d{1,3}(?:[\s\u00a0\u202f]\d{3})+$")
_ENGLISH_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")

WORD_PATTERN = "|".join(
    sorted(map(re.escape, (w for w in _WORDS if w not in {"a", "an", "пару", "несколько"})), key=len, reverse=True)
)
FRACTION_PATTERN = "|".join(sorted(map(re.escape, FRACTIONS), key=len, reverse=True))
MULTIPLIER_PATTERN = "|".join(sorted(map(re.escape, MULTIPLIERS), key=len, reverse=True))
DIGITS_PATTERN = r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"


def parse_number(text: str, lang: str) -> float | None:
    """Read a number in digits or words; None for what is no number (or no definite one)."""
    text = text.strip().lower().replace("ё", "е")
    if text in _WORDS:
        return _WORDS[text] or None
    if not text[:1].isdigit():
        return None
    if lang == "en" and _ENGLISH_GROUPED.match(text):
        return float(text.replace(",", ""))
    if _ENGLISH_GROUPED.match(text) and text.count(",") > 1:
        return float(text.replace(",", ""))
    return float(re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", "."))
