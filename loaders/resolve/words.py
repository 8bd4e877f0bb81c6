"""Words of a text and their keys: what makes two forms of one name equal."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’](?=[A-Za-z]))?[^\W_]*|№")
_BREAK = re.compile(r"[,;:!?\n/]|\.\s+[^\W\d_]{3}")
_POSSESSIVE = re.compile(r"['’]s?$")
_LATIN_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXaceopxyB", "АВСЕНКМОРТХасеорхуВ")
_CYRILLIC_TO_LATIN = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN = re.compile(r"[A-Za-z]")
_ENDING = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иях|ях|ах|ов|ев|ей|ой|ом|ем|ам|ям|ым|им|ых|их|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|"
    r"ию|ия|ии|а|я|у|ю|е|и|ы|о|ь|й)$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, its key, and its place in the text (characters).

    ``joined``: nothing but a space, dash, quote or bracket parts it from the word before.
    """

    text: str
    key: str
    start: int
    end: int
    mixed: bool = False
    joined: bool = False


def words(text: str, lang: str) -> list[Word]:
    """Split a text at everything that is no letter or digit, so hyphens and dashes of all kinds fold."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        plain, mixed = fold(match.group())
        gap = text[found[-1].end : match.start()] if found else ","
        joined = len(gap) < 5 and not _BREAK.search(gap)
        found.append(Word(plain, key_of(plain, lang), match.start(), match.end(), mixed, joined))
    return found


def fold(word: str) -> tuple[str, bool]:
    """Bring a word of mixed scripts ("СPС") to one script; tell whether it was mixed."""
    word = unicodedata.normalize("NFC", word)
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word, False
    latin = word.translate(_CYRILLIC_TO_LATIN)
    if not _CYRILLIC.search(latin):
        return latin, True
    cyrillic = word.translate(_LATIN_TO_CYRILLIC)
    return (cyrillic, True) if not _LATIN.search(cyrillic) else (word, True)


@lru_cache(maxsize=200_000)
def key_of(word: str, lang: str) -> str:
    """Give the key under which forms of one word meet: lemma or stem, lower case, no ё; misspelt: of the right word."""
    key = _key_as_written(word, lang)
    return _misspelt(lang).get(key, key)


@cache
def _misspelt(lang: str) -> dict[str, str]:
    """Give the keys of misspelt words, each with that of the word meant; Latin ones are known in both languages."""
    with files("loaders.resolve").joinpath("misspellings.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["lang"] == lang or not _CYRILLIC.search(r["word"])]
    return {_key_as_written(row["word"], lang): _key_as_written(row["meant"], lang) for row in rows}


def _key_as_written(word: str, lang: str) -> str:
    if lang == "ru" and _CYRILLIC.search(word):
        return _russian_key(word.lower())
    return _POSSESSIVE.sub("", word.casefold()).rstrip("'’")


def _russian_key(word: str) -> str:
    analyser = morphology()
    if analyser.word_is_known(word):
        return lemma(word)
    return _ENDING.sub("", word.replace("ё", "е")) if len(word) > 4 else word.replace("ё", "е")


_RUSSIAN_WORD = re.compile("[а-яё-]+")
_TENSES = {"past": "Past", "pres": "Pres", "futr": "Fut"}
_ASPECTS = {"perf": "Perf", "impf": "Imp"}
_PARTS = {"VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"), "NOUN": ("NOUN",)}


@lru_cache(maxsize=200_000)
def lemma(word: str, pos: str = "") -> str:
    """Give the Russian dictionary form of a word: the first parse, or the first of a part of speech."""
    if any(c.isalpha() and not unicodedata.name(c, "") for c in word):
        return word  # a letter without a name, Tangut for instance: the analyser would fail on it
    parses = morphology().parse(word)
    fitting = [p for p in parses if p.tag.POS in _PARTS.get(pos, ())] or parses
    return str(fitting[0].normal_form).replace("ё", "е") if fitting else word


@lru_cache(maxsize=50_000)
def tense(word: str) -> dict[str, str]:
    """Give tense and aspect of a Russian finite verb as Universal Dependencies name them; empty where its form is both.

    The form alone tells: «прокачал» is past and «прокачает» future, whatever a tagger makes of the sentence.
    """
    if not _RUSSIAN_WORD.fullmatch(word):
        return {}
    found = {(p.tag.tense, p.tag.aspect) for p in morphology().parse(word) if p.tag.POS == "VERB"}
    if len(found) != 1:
        return {}
    when, aspect = found.pop()
    return {"Tense": _TENSES[when], "Aspect": _ASPECTS[aspect]} if when else {}


@cache
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    """Load the Russian analyser once."""
    import pymorphy3  # type: ignore[import-untyped]

    return pymorphy3.MorphAnalyzer(lang="ru")
