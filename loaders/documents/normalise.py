"""Normal form of a text, made once: offsets of claims count in what comes out here."""

from __future__ import annotations

import html
import re
import unicodedata

from loaders.documents.limits import COMBINING_MARKS

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]| {2,}|[\t \u00a0]{2,}")
# controls, soft hyphen, bidi and zero-width marks, surrogates, private use, non-characters, tag and variation planes
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U0010ffff]+"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARK_RUN = re.compile(f"([{_MARKS}]{{{COMBINING_MARKS}}})[{_MARKS}]+")
_STRESS = re.compile("(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯіІ])[\u0300\u0301]+")
_LINE_EDGES = re.compile(" ?\n[ \n]*")
_ENTITY = re.compile(r"&(?:nbsp|quot|amp|laquo|raquo|mdash|ndash|hellip|shy|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def normalise(text: str) -> str:
    """Bring a text to the form that offsets refer to.

    NFC; characters without shape (zero-width, bidi, control, surrogate, private) dropped; every kind
    of space a plain one and no two in a row; every line break ``\\n``, no empty lines, no blanks at
    line edges; stress marks over Cyrillic vowels dropped. Idempotent, linear in the text's length.
    """
    text = _SHAPELESS.sub("", _NEWLINES.sub("\n", text))
    text = _SPACES.sub(" ", text)
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    if not text.isascii():
        # Bounded before NFC: its reordering is quadratic in a run of marks.
        text = _STRESS.sub("", _MARK_RUN.sub(r"\1", text))
        text = unicodedata.normalize("NFC", text)
    return _LINE_EDGES.sub("\n", text).strip(" \n")


def resolve_entities(text: str) -> str:
    """Resolve the HTML entities that feeds leave in plain text (``&nbsp;``, ``&laquo;``, ``&#8212;``), once."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
