"""Text from strangers on a terminal: titles, addresses and reasons must not steer it."""

from __future__ import annotations

import unicodedata

# Marks that turn the order of a line around (Unicode TR 9), so that it reads as what it is not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str) -> str:
    """Take out what could move the cursor, change colours or turn a line around; tabs and line ends are kept."""
    if text.isprintable():
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(one) else one for one in text)


def _steers(letter: str) -> bool:
    return letter in _TURNING or (letter not in "\n\t" and unicodedata.category(letter) == "Cc")
