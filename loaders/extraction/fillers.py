"""Countries that stand near a trigger without taking part: whose port it is, whose name a line bears, in brackets."""

from __future__ import annotations

import re

from loaders.extraction.fill import Scene, is_of_flow
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import Mention, class_nouns
from loaders.extraction.trees import governing
from loaders.resolve.gazetteer import DEMONYM

_COUNTRY = frozenset({"country"})
_DOERS = frozenset({"by", "shipper", "company"})
_FIRMS = frozenset({"company", "operator", "firm", "producer", "компания", "оператор", "производитель", "корпорация"})
_OWNED = frozenset({"project", "facility", "site", "infrastructure", "border", "проект", "объект", "граница", "предел"})
_GOALS = frozenset({"to", "into", "в", "во", "на"})
_HYPHENS = frozenset("-–—")
# "Flows to France, Canada and India": where the list goes on with names that nobody knows, one end alone is wrong.
_LISTED_ON = re.compile(
    r"(?:\s*\([^()]*\))?,\s+(?:and\s+|и\s+)?(?:в\s+|to\s+)?[A-ZА-ЯЁ][\w-]+(?:,|\s+(?:and|и)\s+[A-ZА-ЯЁ])"
)


# "Volumes shipped through CPC so far go elsewhere": where they went is not where they go.
WENT_BEFORE = re.compile(
    r"(?:транспортируем|прокачиваем|поставляем|отправляем|отгружаем)\w+\s+(?:[^\W\d]+\s+)?(?:через|по|из)\s+(?:порт\w*\s+)?[«\"]?$|"
    r"\b(?:usually|normally|previously|traditionally|earlier)\s+(?:shipped|moved|exported|transported|sent|pumped)\s+(?:via|through|by|along)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def takes_no_part(  # noqa: PLR0911 - one way out a role
    scene: Scene, mention: Mention, role: str
) -> bool:
    """Tell whether a name near a trigger fills no role, though a tree puts it where one would stand."""
    if mention.kind == DEMONYM and role == "origin":
        return not is_of_flow(scene, mention)  # "the Russian port" does not say whose oil it ships
    if role == "loser" and mention.kind == DEMONYM:
        words = word_class("@weapon", scene.tree.lang) | word_class("@strike", scene.tree.lang)
        return scene.tree[scene.tree[mention.top].head].lemma in words  # "a Ukrainian drone" loses nothing
    if role == "to" and WENT_BEFORE.search(scene.tree.text[: mention.start]):
        return True
    if role == "of" and governing(scene.tree, mention.top) in _GOALS:
        return True  # "80% of exports to the EU" are no share of what the EU exports
    if role in {"parties", "buyer", "seller", "by"} and _is_of_firm(scene, mention):
        return True
    if mention.pick(_COUNTRY) != mention.ids[0] or mention.kind == DEMONYM:
        return False
    if role in {"through", "by", "from", "to"} and _is_in_a_name(scene.tree.text, mention):
        return True
    return role in _DOERS and _is_owner(scene, mention)


def _is_of_firm(scene: Scene, mention: Mention) -> bool:
    """Tell whether a country only says whose company acts: "the Russian company", «оператор Казахстана»."""
    token = scene.tree[mention.top]
    country = mention.kind == DEMONYM or mention.pick(_COUNTRY) == mention.ids[0]
    return country and token.role in {"gen", "mod"} and scene.tree[token.head].lemma in _FIRMS


def _is_owner(scene: Scene, mention: Mention) -> bool:
    """Tell whether a country only says where a thing is: "Russia's largest port", «за пределами России»."""
    tree = scene.tree
    token = tree[mention.top]
    lang = tree.lang
    things = (class_nouns(lang) | _OWNED) - word_class("@authority", lang) - {"company", "компания", "government"}
    return token.role in {"gen", "mod"} and token.head != token.index and tree[token.head].lemma in things


def _is_in_a_name(text: str, mention: Mention) -> bool:
    """Tell whether a country is half of a name: "the Greece-Bulgaria interconnector" crosses what it crosses."""
    after, before = text[mention.end : mention.end + 2], text[max(0, mention.start - 2) : mention.start]
    joined = after[:1] in _HYPHENS and after[1:2].isupper()
    return bool(joined or (before[1:] in _HYPHENS and before[1:] and before[:1].isalpha()))


def goes_on(text: str, mention: Mention) -> bool:
    """Tell whether a list of places goes on behind the last one known."""
    return bool(_LISTED_ON.match(text, mention.end))
