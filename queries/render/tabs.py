"""Texts in TSV: a tab, a line end and a backslash are written with a backslash, as PostgreSQL's COPY writes them."""

from __future__ import annotations

import re

_LETTERS = {"\t": "t", "\n": "n", "\r": "r", "\\": "\\"}
_ESCAPES = str.maketrans({plain: f"\\{letter}" for plain, letter in _LETTERS.items()})
_PLAIN = {letter: plain for plain, letter in _LETTERS.items()}


def escaped(text: str) -> str:
    """Write a text so that it stays within its cell."""
    return text.translate(_ESCAPES)


def unescaped(text: str) -> str:
    """Give back what ``escaped`` was given."""
    return re.sub(r"\\([tnr\\])", lambda found: _PLAIN[found[1]], text)
