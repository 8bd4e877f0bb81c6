"""Whose a thing is: countries that only say whose a company is, and the country whose oil a sentence moves."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from loaders.extraction.data import table
from loaders.extraction.fill import Scene
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import PERSON, VESSEL, Mention
from loaders.extraction.trees import Tree, governing
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_COUNTRY, _COMPANY = frozenset({"country"}), frozenset({"company"})
# "Hungary's MOL", "Azerbaijan's state oil company, SOCAR", «азербайджанская госкомпания SOCAR».
_BESIDE = re.compile(r"(?:['’]s)?\s+(?:[a-zа-яё-]+\s+){0,4}?(?:[a-zа-яё-]+,\s+)?[«“\"]?")
COMPOUND = re.compile(r"-(?:linked|related|backed|led|based|owned|registered|flagged|friendly|affiliated|controlled)\b")
_POSSESSIVE = ("'s", "’s")


def only_says_whose(tree: Tree, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a country only says whose the company named after it is."""
    if mention.pick(_COMPANY) and COMPOUND.match(tree.text, mention.end):
        return True  # "the BP-led pipeline": who runs it, not who ships by it
    if mention.kind == GOVERNMENT or not (mention.kind == DEMONYM or mention.pick(_COUNTRY)):
        return False
    if mention.kind == DEMONYM and tree[tree[mention.top].head].lemma in word_class("@oil", tree.lang):
        return False  # "Kazakh oil takes the CPC": whose oil, not whose company
    text = tree.text
    if COMPOUND.match(text, mention.end) or _ends_a_name(text, mention, mentions):
        return True
    named = text[mention.start : mention.end].endswith(_POSSESSIVE) or text.startswith(_POSSESSIVE, mention.end)
    after = (m for m in mentions if m.start >= mention.end and m.kind != DEMONYM and m.pick(_COMPANY))
    return (named or mention.kind == DEMONYM) and any(_BESIDE.fullmatch(text[mention.end : m.start]) for m in after)


_WORDS = (
    r"(?:(?:the|a|its|port|порта?|заводы?|завода?|терминала?|пункта?|[а-яё]+(?:ский|скую|ского|ской|ом|ый|ого))\s+)"
    r"{0,3}[«“\"]?$"
)
_ENDING = re.compile(r"(?:^|\s)(?:в|во|до|to|into|towards?)\s+" + _WORDS, re.IGNORECASE)
_STARTING = re.compile(r"(?:^|\s)(?:из|from)\s+(?:the\s+)?(?:port\s+of\s+|порта\s+)?[«“\"]?$", re.IGNORECASE)
_ONTO = re.compile(r"(?:^|\s)на\s+(?:завод|НПЗ|нефтеперерабатывающий\s+завод)\s+(?:в\s+)?[«“\"]?$", re.IGNORECASE)


REACHING = frozenset({"reach", "enter", "достигать", "достичь"})  # whose object is where it goes
_CROSSED = frozenset({"through", "via", "across", "over", "через", "по"})


def only_beside(kind: str, tree: Tree, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a name is nothing a claim is about: whose a company is, where a cargo goes («в Махачкалу»)."""
    token = tree[mention.top]
    goal = tree.lang == "ru" and token.prep in {"в", "во", "на"} and token.feats.get("Case") == "Acc"
    way = governing(tree, mention.top) in _CROSSED or tree[token.head].lemma in REACHING
    crossed = way and kind in {"route", "reroute"}
    if kind in _AGAINST_WHOM and _is_home_of_firm(tree, mention):
        return True
    if _has_the_place(tree.text, mention, mentions):
        return True
    return only_says_whose(tree, mention, mentions) or crossed or (kind == "shipment" and goal)


_AGAINST_WHOM = frozenset({"sanction", "exemption", "ruling"})
_FIRMS = frozenset({"company", "producer", "firm", "bank", "major", "компания", "производитель", "банк", "корпорация"})
_PLACES = frozenset({"port", "pipeline", "terminal", "field", "refinery"})


def _is_home_of_firm(tree: Tree, mention: Mention) -> bool:
    """Tell whether a country says whose the company is that a measure meets: "against Russia's largest producer"."""
    token = tree[mention.top]
    home = mention.kind == DEMONYM or mention.pick(_COUNTRY) == mention.ids[0]
    return home and token.role in {"gen", "mod"} and tree[token.head].lemma in _FIRMS


def _has_the_place(text: str, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a country owns the place named after it: "through Turkey's Ceyhan port"."""
    if mention.pick(_COUNTRY) != mention.ids[0] or mention.kind in {DEMONYM, GOVERNMENT}:
        return False
    ends = mention.end if text[mention.start : mention.end].endswith(_POSSESSIVE) else mention.end + 2
    owns = text[:ends].endswith(_POSSESSIVE)
    return owns and any(m.pick(_PLACES) and text[ends : m.start] == " " for m in mentions if m.start > ends)


def turns_back(text: str, mention: Mention, role: str) -> bool:
    """Tell whether the words before a place say the contrary of its role: where it ends is not where it starts."""
    before = text[: mention.start]
    if role == "from":
        return bool(_ENDING.search(before) or _ONTO.search(before))
    return role == "to" and bool(_STARTING.search(before))


def _ends_a_name(text: str, mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a country is the last word of a company's name: "SOCAR Turkey", "Eni Turkmenistan"."""
    before = (m for m in mentions if m.kind != DEMONYM and 0 < mention.start - m.end <= 1 and m.pick(_COMPANY))
    return mention.kind != DEMONYM and any(text[m.end : mention.start] == " " for m in before)


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
        elif mention.pick(_COUNTRY) == mention.ids[0] and (
            _is_of_cargo(tree, mention, words) or _sends(tree, mention, words)
        ):
            rows.add(mention.ids[0])
    rows -= {*table("exporters")["producers"]["crossed"]}
    return rows.pop() if len(rows) == 1 else (home if not rows else None)


def _is_of_cargo(tree: Tree, mention: Mention, words: frozenset[str]) -> bool:
    """Tell whether a country is said to be where oil comes from: "from Iraq", "Kazakhstan's uranium"."""
    token = tree[mention.top]
    owned = token.role in {"gen", "mod"} and not token.prep and tree[token.head].lemma in words
    return token.prep in _FROM or owned


def _sends(tree: Tree, mention: Mention, words: frozenset[str]) -> bool:
    """Tell whether a country is the subject of a verb that sends its oil: "Kazakhstan ships crude"."""
    token = tree[mention.top]
    verb = tree[token.head]
    sent = {k.lemma for k in tree.kids(verb.index, "obj")} & words
    return token.role == "subj" and verb.lemma in word_class("@sending", tree.lang) and bool(sent)


_FROM = frozenset({"из", "from"})
_REMEMBERED = 3  # sentences: later "the oil" may be another


class Cargo:
    """Whose oil the last sentences spoke of, for "the oil then goes by rail to …"."""

    def __init__(self) -> None:
        self._country: str | None = None
        self._age = 0

    def country(self) -> str | None:
        """Give the country; None where nothing near names one."""
        return self._country if self._age < _REMEMBERED else None

    def note(self, scene: Scene | None) -> None:
        """Remember what a sentence moves; None for one that is not parsed."""
        found = exporting(scene, None) if scene is not None else None
        self._country, self._age = (found, 0) if found else (self._country, self._age + 1)


@cache
def _lands() -> dict[str, str]:
    """Give the country of each field of the reference tables."""
    with files("loaders.reference").joinpath("tables", "fields.csv").open(encoding="utf-8") as file:
        return {row["id"]: row["country"] for row in csv.DictReader(file)}
