"""How much the sentences of an article turn on each thing it names: what "the line" goes back to.

After centering theory (Grosz, Joshi, Weinstein 1995): what a sentence is about stands as its subject, then as its
object; where something goes is the least likely to be spoken of next. Weights fade from sentence to sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model.identity import is_new
from loaders.extraction.data import table
from loaders.extraction.trees import Tree


@dataclass(slots=True)
class Salience:
    """Weights by id, and the things that the headline names."""

    weights: dict[str, float] = field(default_factory=dict)
    headline: frozenset[str] = frozenset()

    def note(self, named: Sequence[tuple[tuple[str, ...], int]], tree: Tree | None, *, in_title: bool) -> None:
        """Take in the things of one sentence: their possible ids, and the token that heads each."""
        rows = table("salience")["weights"]
        self.weights = {entity: weight * rows["fading"] for entity, weight in self.weights.items()}
        for ids, top in named:
            weight = float(rows[place_of(tree, top)])
            for entity in ids:
                self.weights[entity] = max(self.weights.get(entity, 0.0), weight) + rows["again"]
        if in_title:
            self.headline = frozenset(entity for ids, _ in named for entity in ids)

    def most(self, candidates: Sequence[tuple[str, str]]) -> str | None:
        """Give the weightiest of some ids, each with the id it was named by; nothing where two of them weigh alike."""
        weights: dict[str, float] = {}
        for entity, named in candidates:
            weights[entity] = max(weights.get(entity, 0.0), self._weight(named), self._weight(entity))
        ranked = sorted(weights, key=lambda e: -weights[e])
        rows = table("salience")["weights"]
        alike = float(rows["alike"])
        if not ranked or any(is_new(e) and weights[e] > weights[ranked[0]] * rows["rival"] for e in ranked[1:]):
            return None  # something that nobody knows may be meant as well
        if len(ranked) > 1 and weights[ranked[1]] > weights[ranked[0]] * alike:
            return None
        return ranked[0]

    def _weight(self, entity: str) -> float:
        bonus = table("salience")["weights"]["headline"] if entity in self.headline else 0.0
        return self.weights.get(entity, 0.0) + float(bonus)


def place_of(tree: Tree | None, top: int) -> str:
    """Name the place of a thing in its sentence: subject, object, way, end or aside."""
    if tree is None or top < 0:
        return "aside"
    rows = table("salience")
    by_preposition = {word: place for place in ("end", "way") for word in rows[place]["words"]}
    for token in (tree[index] for index in tree.up(top)):
        if token.prep in by_preposition:
            return by_preposition[token.prep]
        if token.role in _PLACES_OF:
            return _PLACES_OF[token.role]
        if token.role not in _WITHIN:
            break
    return "aside"


# A name that stands alone, "BTC.", heads what follows.
_PLACES_OF = {"subj": "subject", "psubj": "subject", "root": "subject", "obj": "object"}
_WITHIN = frozenset({"gen", "mod", "appos", "flat", "conj", "compound"})  # a part of the phrase above
