"""Sentences in capitals, as headlines and telegrams have them, brought to the letters that models and names know.

No character is added or taken, so that places in the sentence stay what they are.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.resolve.gazetteer import ABBREVIATION, gazetteer

_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tues|Wednes|Thurs|"
    r"Fri|Satur|Sun)(?:day)?\b"
)
_FEWEST = 4  # words: fewer in capitals may be a label or an abbreviation with its unit
_LEAST = 0.85  # of the letters must be capitals


def spoken(text: str, lang: str) -> str:
    """Give a sentence in capitals as it would be written otherwise: names, months and abbreviations keep theirs."""
    titled = _WORD.sub(lambda word: word[0].capitalize(), text)
    titled = re.sub(r"(?<=['’])S\b", "s", titled)
    lower = text.lower()
    if not len(titled) == len(lower) == len(text):
        return text  # a letter whose small form is longer
    kept = [(f.start, f.end, text) for f in gazetteer(lang).find(text) if f.kind == ABBREVIATION]
    kept += [(f.start, f.end, titled) for f in gazetteer(lang).find(titled, _needs(lang)) if f.kind != ABBREVIATION]
    kept += [(m.start(), m.end(), titled) for m in _CALENDAR.finditer(titled)]
    letters = list(lower)
    for start, end, source in reversed(kept):  # abbreviations win over names that are spelt alike
        letters[start:end] = source[start:end]
    first = _WORD.search(text)
    if first is not None:
        letters[first.start()] = text[first.start()]
    return "".join(letters)


@cache
def _needs(lang: str) -> frozenset[str]:
    """Give the ids that names lean on: how a name is written does not depend on what its article is about."""
    return frozenset(alias.needs for alias in gazetteer(lang).aliases() if alias.needs)


def is_shouted(text: str) -> bool:
    """Tell whether a sentence is written in capitals."""
    if text[:40].upper() != text[:40]:
        return False
    letters = [c for c in text if c.isalpha()]
    return len(_WORD.findall(text)) >= _FEWEST and sum(c.isupper() for c in letters) >= _LEAST * len(letters)
