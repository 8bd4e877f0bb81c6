"""Russian subjects found by reading order, for trees that lose them: «погрузочные операции были прекращены»."""

from __future__ import annotations

from loaders.extraction.arguments import Arguments
from loaders.extraction.frames import word_class
from loaders.extraction.trees import Token, Tree

_PRONOUNS = frozenset({"он", "она", "оно", "они"})
_ALIKE = ("Gender", "Number")


def adopt_flow(tree: Tree, trigger: int, found: Arguments) -> None:
    """Give a passive verb the flow that stands before it where its tree has none, or only a pronoun for it."""
    if tree.lang != "ru" or found.subject or not (found.passive or _is_short_passive(tree[trigger])):
        return
    pronoun = next((i for i in found.theme if tree[i].lemma in _PRONOUNS), None)
    if pronoun is not None:
        meant = _before(tree, pronoun, tree[pronoun])
        found.theme = [meant if i == pronoun else i for i in found.theme] if meant is not None else found.theme
    elif not found.theme:
        meant = _in_stretch(tree, trigger)
        found.theme.extend([meant] if meant is not None else [])


def _is_short_passive(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Part" and token.feats.get("Voice") == "Pass" and token.role != "part"


def _in_stretch(tree: Tree, trigger: int) -> int | None:
    """Give the nearest flow before a verb that neither a comma nor another verb parts from it."""
    for token in reversed(tree.tokens[:trigger]):
        if _is_flow(tree, token) and not token.prep:
            return token.index
        if token.text in {",", ";", ":"} or (token.pos == "VERB" and token.feats.get("VerbForm") == "Fin"):
            return None
    return None


def _before(tree: Tree, index: int, pronoun: Token) -> int | None:
    """Give the nearest flow before a pronoun that agrees with it."""
    for token in reversed(tree.tokens[:index]):
        agreed = all(token.feats.get(f) in {None, pronoun.feats.get(f)} for f in _ALIKE if pronoun.feats.get(f))
        if _is_flow(tree, token) and agreed:
            return token.index
    return None


def _is_flow(tree: Tree, token: Token) -> bool:
    return token.lemma in word_class("@flow", tree.lang)
