"""Which sentences can hold a claim at all: the others are not parsed.

English forms are irregular, so there a name, an amount or the stem of a trigger is enough. Russian lemmas are known
before parsing: there a sentence needs a trigger and something that a claim could be about.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from loaders.extraction.data import table
from loaders.extraction.frames import by_trigger, word_class
from loaders.extraction.mentions import class_nouns
from loaders.resolve.gazetteer import Found
from loaders.resolve.words import lemma

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING = re.compile(r"(?:s|ed|ing)$")


def is_worth_parsing(text: str, lang: str, names: Collection[Found]) -> bool:
    """Tell whether a sentence can hold a claim, by its words and the names found in it."""
    if _ASIDE.match(text):
        return False
    return _is_worth_in_russian(text, names) if lang == "ru" else _is_worth_in_english(text, names)


def _is_worth_in_english(text: str, names: Collection[Found]) -> bool:
    if names or _FIGURED.search(text):
        return True
    return any(_is_form(w.lower()) for w in _WORD.findall(text))


@lru_cache(maxsize=50_000)
def _is_form(word: str) -> bool:
    """Tell whether an English word may be a form of a trigger: halts, halted, resumed, stopped, closing."""
    stem = _ENDING.sub("", word)
    forms = {word, stem} if stem == word else {word, stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem}
    return not by_trigger("en").keys().isdisjoint(forms)


def _is_worth_in_russian(text: str, names: Collection[Found]) -> bool:
    if "%" in text or _RANKED.search(text) or _FIGURED.search(text):
        return True
    words = _WORD.findall(text)
    if not any(_tells(w) for w in words):
        return False
    return bool(names) or _has_name(text, words) or any(_is_topical(w) for w in words)


def _has_name(text: str, words: list[str]) -> bool:
    """Tell whether a sentence may name somebody or something that no table knows."""
    return "«" in text or any(w[0].isupper() for w in words[1:])


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    """Tell whether a word may be a trigger."""
    return not _hints().isdisjoint(_lemmas(word))


@lru_cache(maxsize=50_000)
def _is_topical(word: str) -> bool:
    """Tell whether a word may be what a claim is about, or stand for it."""
    return not _topical().isdisjoint(_lemmas(word))


def _lemmas(word: str) -> set[str]:
    lower = word.lower().replace("ё", "е")
    return {lemma(lower, part) for part in ("", "VERB", "NOUN")}


@cache
def _hints() -> frozenset[str]:
    return frozenset(by_trigger("ru")) | word_class("@owning", "ru") | frozenset(table("attribution")["ru"]["say"])


@cache
def _topical() -> frozenset[str]:
    classes = frozenset().union(*(word_class(name, "ru") for name in _TOPICS))
    return classes | class_nouns("ru") | frozenset({"он", "она", "оно", "они", "мы"})


_TOPICS = ("@flow", "@line", "@oil", "@route", "@owning", "@capacity", "@authority", "@ship", "@strike", "@weapon")
# Titles of other stories, wherever a page has put them.
_ASIDE = re.compile(
    r"\W*(?:(?:читайте|слушайте|смотрите)\s+(?:также|ещё|еще)|(?:read|see|listen|watch)\s+also|also\s+read|related:|read\s+more)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"провод\w*\s+(?:из|от|между)\s|крупнейш|основн|главн|государственн|госкомпани|процент|санкци", re.IGNORECASE
)
_FIGURED = re.compile(
    r"\b(?:млн|тыс|млрд|миллион\w*|тысяч\w*|миллиард\w*|million|billion|tonnes|barrels|bpd)\b", re.IGNORECASE
)
