"""What kind of line is this: prose, a headline, a label, a clock time, a row of figures.

Kinds are single letters, so that a page becomes a string and its structure a pattern over it.
"""

from __future__ import annotations

import re
from enum import StrEnum

PROSE_WORDS = 5
LONG_WORDS = 25  # a line this long is a paragraph whatever it ends with
LABEL_WORDS = 3

_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
_ZONES = r"(?!UTC|GMT|MSK|МСК|CET|EST|EDT|BST|AM\b|PM\b|AST|ALMT)"
GLUED_CLOCK = re.compile(rf'(?<![\d:.,/-])(?:[01]?\d|2[0-3]):[0-5]\d(?=["«“]?{_ZONES}[A-ZА-ЯЁ])')
_DATE = (
    r"(?:(?:сегодня|вчера|today|yesterday),?\s+|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?,?\s*|"
    r"\d{1,2}\s+[a-zа-яё]{3,9}\.?(?:\s+\d{4})?(?:\s*г\.?)?,?\s*(?:в\s+)?)?"
)
_CLOCK_ONLY = re.compile(rf"^\W*{_CLOCK}\W*$")
_CLOCK_FIRST = re.compile(rf"^\W*{_DATE}{_CLOCK}(?!\d)", re.IGNORECASE)
_CLOCK_LAST = re.compile(rf"\W{_DATE}{_CLOCK}\W*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*(?=\s|$)")
_FULL_STOP = re.compile(r"\.[\"'»”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"^(?:[-–—•*·▪►]|\d|\(|[a-zа-я]\))")


class Kind(StrEnum):
    """The kind of a line; the value is its letter in the page's pattern."""

    PROSE = "P"
    INTRO = "I"  # ends with a colon: what follows belongs to it
    CLOCK = "C"  # nothing but a clock time
    CLOCKED = "K"  # a headline with a clock time before or after it
    LABEL = "S"  # up to three words
    ITEM = "B"  # a bullet, a figure or a date stands first
    ROW = "T"  # of a table of figures
    FIGURES = "N"  # short, with digits: a table's cell
    HEADLINE = "H"


def kind_of(line: str) -> Kind:  # noqa: PLR0911 - a ladder of kinds, each one line
    """Tell the kind of one line."""
    if _CLOCK_ONLY.match(line):
        return Kind.CLOCK
    words = count_words(line)
    if is_prose(line, words):
        return Kind.PROSE
    if line.endswith((":", ";", ",")):
        return Kind.INTRO
    if has_clock(line) and words >= LABEL_WORDS:
        return Kind.CLOCKED
    if _BULLET.match(line):
        return Kind.ITEM
    if words <= LABEL_WORDS:
        return Kind.FIGURES if re.search(r"[\d%]", line) else Kind.LABEL
    return Kind.HEADLINE


def has_clock(line: str) -> bool:
    """Whether a clock time, with or without a date, opens or closes the line."""
    return bool(_CLOCK_FIRST.match(line) or _CLOCK_LAST.search(line[-40:]))


def is_prose(line: str, words: int | None = None) -> bool:
    """Whether a line is running text: a full sentence with its stop, two sentences, or a paragraph's length."""
    words = count_words(line) if words is None else words
    if words >= LONG_WORDS:
        return True
    if words < PROSE_WORDS:
        return False
    return bool(_FULL_STOP.search(line)) or len(_SENTENCE_END.findall(line)) >= 2


def count_words(line: str) -> int:
    """Count words, no further than ``LONG_WORDS``."""
    count = 0
    for count, _ in enumerate(_WORD.finditer(line), 1):
        if count >= LONG_WORDS:
            break
    return count
