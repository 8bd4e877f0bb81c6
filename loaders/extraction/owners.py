"""Whose a thing is: countries that only say whose a company is, and the country whose oil a sentence moves."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from loaders.extraction.fill import Scene
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import PERSON, VESSEL, Mention
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_COUNTRY, _COMPANY = frozenset({"country"}), frozenset({"company"})
# "Hungary's MOL", "Azerbaijan's state oil company, SOCAR", «азербайджанская госкомпания SOCAR».
_BESIDE = re.compile(r"(?:['’]s)?\s+(?:[a-zа-яё-]+\s+){0,4}?(?:[a-zа-яё-]+,\s+)?[«“\"]?")
_COMPOUND = re.compile(
    r"-(?:linked|related|backed|led|based|owned|registered|flagged|friendly|affiliated|controlled)\b"
)
_POSSESSIVE = ("'s", "’s")


def only_says_whose(tree: Tree, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a country only says whose the company named after it is."""
    if mention.kind == GOVERNMENT or not (mention.kind == DEMONYM or mention.pick(_COUNTRY)):
        return False
    text = tree.text
    if _COMPOUND.match(text, mention.end):
        return True
    named = text[mention.start : mention.end].endswith(_POSSESSIVE) or text.startswith(_POSSESSIVE, mention.end)
    after = (m for m in mentions if m.start >= mention.end and m.kind != DEMONYM and m.pick(_COMPANY))
    return (named or mention.kind == DEMONYM) and any(_BESIDE.fullmatch(text[mention.end : m.start]) for m in after)


def exporting(scene: Scene, home: str | None) -> str | None:
    """Give the one country whose oil, gas or uranium a sentence moves, by its name or its field, else ``home``."""
    tree = scene.tree
    words = word_class("@oil", tree.lang) | word_class("@flow", tree.lang)
    rows: set[str] = set()
    for mention in scene.mentions:
        if mention.kind in {PERSON, VESSEL, GOVERNMENT}:
            continue
        if mention.kind == DEMONYM:
            beside = {
                tree[tree[mention.top].head].lemma,
                *(t.lemma for t in tree.tokens[mention.top + 1 : mention.top + 2]),
            }
            rows |= {mention.ids[0]} if beside & words else set()
        elif found := next((land for i in mention.ids if (land := _lands().get(i))), None):
            rows.add(found)
        elif mention.pick(_COUNTRY) == mention.ids[0] and _is_of_cargo(tree, mention, words):
            rows.add(mention.ids[0])
    return rows.pop() if len(rows) == 1 else (home if not rows else None)


def _is_of_cargo(tree: Tree, mention: Mention, words: frozenset[str]) -> bool:
    """Tell whether a country is said to be where oil comes from: "from Iraq", "Kazakhstan's uranium"."""
    token = tree[mention.top]
    owned = token.role in {"gen", "mod"} and not token.prep and tree[token.head].lemma in words
    return token.prep in _FROM or owned


_FROM = frozenset({"из", "from"})


@cache
def _lands() -> dict[str, str]:
    """Give the country of each field of the reference tables."""
    with files("loaders.reference").joinpath("tables", "fields.csv").open(encoding="utf-8") as file:
        return {row["id"]: row["country"] for row in csv.DictReader(file)}
