"""The language of a text: Russian, English, or refused by name.

Cyrillic letters that Russian lacks decide first, function words second, a statistical model
(py3langid) in the end; a text that none of them is sure of is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from graph.errors import BadInput

SUPPORTED = ("ru", "en")
_SAMPLE = 20_000  # characters
_FEW_WORDS = 8  # the model errs on a headline this short
_SURE_SHARE = 0.12  # of function words, in a text of 20 words or more
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_MIXED = re.compile(r"\b(?=\w*[\u0400-\u052f])(?=\w*[A-Za-z])[^\W\d_]+\b")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))


def language_of(text: str, declared: str | None = None) -> str:
    """Give ``ru`` or ``en``. ``declared`` decides only where the text is too short to tell.

    Raises:
        BadInput: another language ("uk: not supported"), or none can be told.
    """
    said = declared.strip().lower().replace("_", "-").split("-")[0] if declared else None
    if said and said not in SUPPORTED:
        raise BadInput(f"{said[:20]}: not supported (Russian and English are)")
    written = _WORD.findall(_sample(text))
    words = [word.lower() for word in written]
    letters = Counter(_script(char) for word in words for char in word)
    total = sum(letters.values())
    if not total:
        raise BadInput("no words: cannot tell the language")
    if letters["other"] > 0.5 * total:
        raise BadInput(f"{_by_model(text)}: not supported (Russian and English are)")
    cyrillic = letters["cyrillic"] >= letters["latin"]
    found = _foreign(written) if cyrillic else None
    found = found or _by_words(text, words, "ru" if cyrillic else "en") or _by_short_text(text, words, cyrillic, said)
    if found not in SUPPORTED:
        raise BadInput(f"{found}: not supported (Russian and English are)")
    return found


def mixes_scripts(text: str) -> bool:
    """Whether a word mixes Latin and Cyrillic letters, as in "СPС"; "SPM-1" beside Cyrillic is no mix."""
    return bool(_MIXED.search(text[: 10 * _SAMPLE]))


def _sample(text: str) -> str:
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"


@cache
def _script(char: str) -> str:
    if _CYRILLIC.match(char):
        return "cyrillic"
    return "latin" if _LATIN.match(char) else "other"


def _foreign(words: list[str]) -> str | None:
    """The language that letters beyond the Russian alphabet speak for, None where they are rare."""
    # Names keep their own spelling in a Russian text, so words with a capital are no evidence.
    plain = [word for word in words if word[0].islower()] or [word.lower() for word in words]
    letters = Counter(char for word in plain for char in word if _script(char) == "cyrillic")
    table: dict[str, str] = _table()["letters"]
    foreign = {lang: sum(letters[char] for char in chars) for lang, chars in table.items()}
    if sum(foreign.values()) <= float(_table()["share"]) * sum(letters.values()):
        return None
    return _named_by_model(" ".join(plain)) or max(foreign, key=lambda lang: foreign[lang])


def _named_by_model(text: str) -> str | None:
    found = _by_model(text)
    return found if found not in SUPPORTED else None


def _by_words(text: str, words: list[str], lang: str) -> str | None:
    """The language of the script when its function words are as many as in real prose; only for longer texts.

    Slavic neighbours share many of the Russian ones, so there the model may name another.
    """
    common = _function_words(lang)
    share = sum(word in common for word in words) / len(words)
    if len(words) < 20 or share < _SURE_SHARE:
        return None
    return _by_model(text) if lang == "ru" else lang


@cache
def _function_words(lang: str) -> frozenset[str]:
    return frozenset(_table()["function_words"][lang].split())


def _by_short_text(text: str, words: list[str], cyrillic: bool, said: str | None) -> str:
    script = "ru" if cyrillic else "en"
    named = _by_model(_sample(text))
    if script in {named, said}:
        return script
    if len(words) < _FEW_WORDS and any(word in _function_words(script) for word in words):
        return script
    return named


def _by_model(text: str) -> str:
    import py3langid  # type: ignore[import-untyped]

    return str(py3langid.classify(_sample(text).lower())[0])
