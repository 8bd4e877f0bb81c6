"""Names in a text, found by a list of aliases: the longest match of normalised words wins.

Aliases are data (``aliases.csv``); what kind of thing an id is stands in ``kinds.csv``. An alias may
stand for several ids ("Tengiz" the field and the pumping site): whoever uses the mention picks by kind.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from loaders.resolve.words import Word, key_of, words

DEMONYM = "demonym"
GOVERNMENT = "gov"
ABBREVIATION = "abbr"


@dataclass(frozen=True, slots=True)
class Alias:
    """One form of a name. ``needs``: an id that the article must mention elsewhere."""

    ids: tuple[str, ...]
    form: str
    kind: str
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: its possible ids, in order of preference, and its place (characters)."""

    ids: tuple[str, ...]
    kind: str
    start: int
    end: int
    mixed: bool = False


def _oblique_key(word: Word, lang: str) -> list[str]:
    """Give the key of the genitive of a Russian name whose own end looks like one: «Казатомпром», «Узень»."""
    if lang != "ru" or not word.text[:1].isupper() or word.text.isupper():
        return []
    if word.text.endswith("ь"):
        return [key_of(f"{word.text[:-1]}я", lang)]
    return [key_of(f"{word.text}а", lang)] if word.text.endswith(("ом", "ем", "ам", "ов", "ев")) else []


@dataclass(slots=True)
class _Node:
    follow: dict[str, _Node] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)


class Gazetteer:
    """The names of one language (Latin names are known in both)."""

    def __init__(self, aliases: Iterable[Alias], lang: str) -> None:
        self._lang = lang
        self._root = _Node()
        self._aliases = tuple(aliases)
        for alias in self._aliases:
            self._add(alias)

    def aliases(self) -> tuple[Alias, ...]:
        """Give every alias of the language."""
        return self._aliases

    def _add(self, alias: Alias) -> None:
        nodes = [self._root]
        for word in words(alias.form, self._lang):
            keys = dict.fromkeys([word.key, *_oblique_key(word, self._lang)])
            nodes = [node.follow.setdefault(key, _Node()) for node in nodes for key in keys]
        for node in nodes:
            node.aliases.append(alias)

    def find(self, text: str, known: frozenset[str] = frozenset()) -> list[Found]:
        """Give the names of a text from left to right, without overlaps.

        ``known``: ids the article mentions anywhere, for aliases that need such a context.
        """
        return list(self._scan(_words_of(text, self._lang), known))

    def _scan(self, row: tuple[Word, ...], known: frozenset[str]) -> Iterator[Found]:
        place = 0
        while place < len(row):
            match = self._longest(row, place, known) if row[place].key in self._root.follow else None
            if match is None:
                place += 1
                continue
            alias, length = match
            part = row[place : place + length]
            yield Found(alias.ids, alias.kind, part[0].start, part[-1].end, any(w.mixed for w in part))
            place += length

    def _longest(self, row: tuple[Word, ...], place: int, known: frozenset[str]) -> tuple[Alias, int] | None:
        node, best = self._root, None
        for offset, word in enumerate(row[place:]):
            following = node.follow.get(word.key)
            if following is None or (offset and not word.joined):
                break
            node = following
            fitting = [a for a in node.aliases if _fits(a, row[place : place + offset + 1], known)]
            if fitting:
                best = (fitting[0], offset + 1)
        return best


def _fits(alias: Alias, part: Sequence[Word], known: frozenset[str]) -> bool:
    if alias.needs and alias.needs not in known:
        return False
    if alias.kind == ABBREVIATION:
        return all(w.text.isupper() or not w.text.isalpha() for w in part)
    if alias.form[0].isupper() and not any(w.text[0].isupper() for w in part):
        return False
    return not (alias.form.isupper() and len(alias.form) < 4 and not part[0].text.isupper())


@lru_cache(maxsize=1024)  # each sentence is asked with and without what its article knows
def _words_of(text: str, lang: str) -> tuple[Word, ...]:
    return tuple(words(text, lang))


@cache
def gazetteer(lang: str) -> Gazetteer:
    """Load the names of a language once."""
    own = [a for language, a in _aliases() if language == lang]
    latin = [a for language, a in _aliases() if language != lang and a.kind in {ABBREVIATION, "name"}]
    return Gazetteer(own + latin if lang == "ru" else own, lang)


@cache
def _aliases() -> tuple[tuple[str, Alias], ...]:
    with files("loaders.resolve").joinpath("aliases.csv").open(encoding="utf-8") as file:
        return tuple((row["lang"], _alias(row)) for row in csv.DictReader(file))


def _alias(row: dict[str, str]) -> Alias:
    hint = row["hint"].removeprefix("article names ").strip()
    return Alias(tuple(row["id"].split(";")), row["form"], row["kind"], hint or None)


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Tell for every known id what kinds of thing it is: country, company, pipeline, terminal, …"""
    with files("loaders.resolve").joinpath("kinds.csv").open(encoding="utf-8") as file:
        return {row["id"]: frozenset(row["kinds"].split()) for row in csv.DictReader(file)}
