"""A flow spoken of in the sentence before: "loading was halted. Two days later it resumed", «её возобновили»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.claim import Claim
from loaders.extraction.fill import Scene
from loaders.extraction.frames import word_class
from loaders.extraction.trees import Token

_STATES = frozenset({"suspension", "restriction", "resumption"})
_THEM = {
    "en": {"it": "Sing", "they": "Plur", "them": "Plur"},
    "ru": {"он": "Masc", "его": "Masc", "она": "Fem", "ее": "Fem", "оно": "Neut", "они": "Plur", "их": "Plur"},
}


@dataclass(frozen=True, slots=True)
class Flow:
    """What a pronoun must agree with to mean a flow, and the thing whose flow stopped, slowed or went on."""

    agreement: str
    about: tuple[str, ...]

    def is_meant_by(self, token: Token, lang: str) -> bool:
        """Tell whether a pronoun can stand for the flow."""
        return token.pos in {"PRON", "DET"} and _THEM[lang].get(_form(token, lang)) == self.agreement


def _form(token: Token, lang: str) -> str:
    """Give the pronoun as it is written: lemmas of the plural and of «её» vary with the parser."""
    return token.text.lower().replace("ё", "е") if lang == "ru" or token.lemma == "-PRON-" else token.lemma


def spoken_flow(scene: Scene, claims: Iterable[Claim]) -> Flow | None:
    """Give the one flow whose state a sentence tells, for the sentence after it; None where it tells of two or none."""
    told = {c.about for c in claims if c.type in _STATES}
    if len(told) != 1:
        return None
    tree = scene.tree
    words = word_class("@flow", tree.lang)
    rows = [t for t in tree.tokens if t.lemma in words and t.role in {"subj", "psubj", "obj"} and t.pos in _NOUNS]
    agreements = {_agreement(t, tree.lang) for t in rows}
    return Flow(agreements.pop(), told.pop()) if len(agreements) == 1 else None


_NOUNS = frozenset({"NOUN", "PROPN"})


def _agreement(token: Token, lang: str) -> str:
    plural = token.feats.get("Number") == "Plur" or token.feats.get("Tag") in {"NNS", "NNPS"}
    return "Plur" if plural else "Sing" if lang == "en" else token.feats.get("Gender", "")
