"""Names of persons in the nominative."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.resolve.words import morphology

_MALE = re.compile(r"(?:[оеёиы][вн]|ий)$")
_OBLIQUE = re.compile(
    r"(?<=[^аеёиоуыэюяй])(?:а|у|ом|ем|е)$"
)  # a first name that the dictionary lacks, beside a surname in that case
_SURNAMES = (
    (re.compile(r"(?<=[оеёиы][вн])(?:ым|а|у|е)$"), ""),
    (re.compile(r"(?<=[оеёиы][вн])(?:ой|ую)$"), "а"),
    (re.compile(r"(?<=[сц]к)(?:ого|ому|им|ом)$"), "ий"),
    (re.compile(r"(?<=[^аеёиоуыэюя])(?:ом|ем)$"), ""),
)


@lru_cache(maxsize=4096)  # an article names its speakers time and again
def nominative(name: str) -> str:
    """Bring a Russian person's name to the nominative, word by word; unknown shapes stay as they are."""
    words = ["-".join(_word(part) for part in word.split("-")) for word in name.split()]
    if len(words) > 1 and words[-1] != name.rsplit(maxsplit=1)[-1] and _MALE.search(words[-1]):
        words[:-1] = [_first_name(new, old) for new, old in zip(words, name.split(), strict=True)][:-1]
    return " ".join(words)


def _first_name(word: str, stated: str) -> str:
    parts = zip(word.split("-"), stated.split("-"), strict=True)
    return "-".join(_OBLIQUE.sub("", new) if new == old else new for new, old in parts)


def _word(word: str) -> str:
    if "." in word or not word[:1].isupper() or word.isupper():
        return word
    first = next((p for p in morphology().parse(word) if "Name" in p.tag and p.tag.case), None)
    if first is not None and first.is_known:
        form = first.inflect({"nomn", "sing"})
        return str(form.word).capitalize() if form else word
    for pattern, ending in _SURNAMES:
        if pattern.search(word):
            return pattern.sub(ending, word)
    return word
