"""How many columns a text takes on a screen, and how it is cut to a number of columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def width_of(text: str) -> int:
    """Count the columns of a text; East Asian wide letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_letter, text))


def _letter(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text with blanks."""
    blanks = " " * (width - width_of(text))
    return blanks + text if right else text + blanks


def lines_of(text: str, width: int) -> list[str]:
    """Fold a text into lines of at most ``width`` columns, at blanks where that is possible."""
    found: list[str] = []
    for line in text.replace("\t", "    ").split("\n"):
        found += _folded(line, width) if width_of(line) > width else [line]
    return found


def _folded(line: str, width: int) -> Iterator[str]:
    while width_of(line) > width:
        end = _fitting(line, width)
        gap = line.rfind(" ", 1, end + 1)
        cut = gap if gap > end // 2 else end
        yield line[:cut]
        line = line[cut:].lstrip(" ")
    yield line


def _fitting(line: str, width: int) -> int:
    taken = 0
    for place, letter in enumerate(line):
        taken += _letter(letter)
        if taken > width:
            return max(place, 1)
    return len(line)
