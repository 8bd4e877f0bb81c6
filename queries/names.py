"""Resolves what a person types to an entity: id, ISO code, name or alias, in English or Russian, exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from graph.errors import UnknownName
from graph.fuse.objects import Node

_MARKS = re.compile(r"[«»„“”\"'‘’`]")
_GAPS = re.compile(r"[\s_\-‐‑‒–—―−]+")
_LATIN = "ABCEHKMOPTXYaceopxy"
_CYRILLIC = "АВСЕНКМОРТХУасеорху"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
SUGGESTIONS = 3
LIKENESS = 60  # percent; below it a suggestion only confuses


class AmbiguousName(UnknownName):
    """A name that several entities bear; ``suggestions`` are their ids."""

    def __init__(self, name: str, ids: Sequence[str], *, wanted: str) -> None:
        super().__init__(name, ids, wanted=wanted)
        self.args = (f'"{name}" names more than one {wanted}; say which by its id: {", ".join(ids)}.',)


class MixedAlphabets(UnknownName):
    """A word of Latin and Cyrillic letters that look alike."""

    def __init__(self, name: str, suggestions: Sequence[str], *, wanted: str) -> None:
        super().__init__(name, suggestions, wanted=wanted)
        hint = f" Did you mean: {', '.join(self.suggestions)}?" if self.suggestions else ""
        self.args = (f'"{name}" mixes Latin and Cyrillic letters; type it in one alphabet.{hint}',)


def fold(text: str) -> str:
    """Bring a name to the form in which names are compared: no case, quotes, dashes, or runs of spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _GAPS.sub(" ", _MARKS.sub("", plain)).strip()


def mixes_alphabets(text: str) -> bool:
    """Tell whether one word of ``text`` holds both Latin and Cyrillic letters."""
    return any(_scripts(word) >= {"LATIN", "CYRILLIC"} for word in text.split())


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}


class Names:
    """An index of everything that bears a name, for one reading of the graph."""

    def __init__(self, entities: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in sorted(entities, key=lambda one: one.id)}
        self._index: dict[str, set[str]] = {}
        for node in self._nodes.values():
            for text in _texts(node):
                self._index.setdefault(fold(text), set()).add(node.id)

    def resolve(self, name: str, accepted: Sequence[str], *, wanted: str = "entity") -> Node:
        """Give the one entity of a kind in ``accepted`` that ``name`` means.

        An exact id wins; of several bearers the kind that stands first in ``accepted`` wins.

        Raises:
            UnknownName: nobody bears the name (with suggestions), or several of one kind do.
        """
        bearers = [node for node in self.bearers(name) if node.labels & set(accepted)]
        exact = [node for node in bearers if node.id == name]
        if exact or not bearers:
            return exact[0] if exact else self._unknown(name, accepted, wanted)
        ranks = {node.id: min(i for i, label in enumerate(accepted) if label in node.labels) for node in bearers}
        best = [node for node in bearers if ranks[node.id] == min(ranks.values())]
        if len(best) > 1:
            raise AmbiguousName(name, [node.id for node in best], wanted=wanted)
        return best[0]

    def bearers(self, name: str) -> list[Node]:
        """Give every entity that ``name`` may mean, in the order of ids."""
        return [self._nodes[key] for key in sorted(self._index.get(fold(name), ()))]

    def _unknown(self, name: str, accepted: Sequence[str], wanted: str) -> Node:
        if mixes_alphabets(name):
            twins = (name.translate(_TO_LATIN), name.translate(_TO_CYRILLIC))
            meant = [twin for twin in twins if fold(twin) in self._index]
            raise MixedAlphabets(name, meant or self.suggest(twins[0], accepted), wanted=wanted)
        raise UnknownName(name, self.suggest(name, accepted), wanted=wanted)

    def suggest(self, name: str, accepted: Sequence[str]) -> list[str]:
        """Give the nearest known names, best first."""
        from rapidfuzz import fuzz, process

        shown = {
            text: node.id
            for node in self._nodes.values()
            if node.labels & set(accepted)
            for text in sorted(_texts(node), key=lambda text: text != node.id)
        }
        scorer: Callable[..., float] = fuzz.ratio
        found = process.extract(name, list(shown), scorer=scorer, processor=fold, limit=10, score_cutoff=LIKENESS)
        chosen: dict[str, str] = {}
        for text, _, _ in found:
            chosen.setdefault(shown[text], text)
        return list(chosen.values())[:SUGGESTIONS]


def _texts(node: Node) -> set[str]:
    single = {str(node.properties[name]) for name in ("name_en", "name_ru", "iso3") if name in node.properties}
    aliases = node.properties.get("aliases", [])
    return {node.id} | single | (set(aliases) if isinstance(aliases, list) else set())
