"""Things nobody knows, told by the class noun beside a name: "the Azertrans terminal", «нефтепровод Одесса – Гданьск».

They become candidates (``new:`` and the name), so that what is said of them is never laid to a known thing nearby.
"""

from __future__ import annotations

import re
from functools import cache

from graph.model.identity import new_entity_id
from loaders.extraction.data import table
from loaders.extraction.mentions import UNKNOWN, Mention
from loaders.extraction.names import nominative
from loaders.extraction.trees import Tree

_CHAIN = re.compile(r"\w\s*[–—-]\s*[A-ZА-ЯЁ]")


def unknown_things(tree: Tree, text: str, placed: list[Mention]) -> list[Mention]:
    """Give the mentions of a sentence, its unknown pipelines, terminals and fields in the place of what overlaps."""
    found: list[Mention] = []
    for match in _pattern(tree.lang).finditer(text):
        start, end = match.span("name")
        name = match["name"].strip(" «»“”\"'")
        over = [m for m in placed if m.start < match.end() and match.start() < m.end]
        tokens = tuple(tree.at(start, end))
        if not tokens or not _is_name(name, tree.lang) or any(not _is_end(match, m) for m in over):
            continue
        kind = _class_of(match["class"].lower(), tree.lang)
        entity = new_entity_id(name if _CHAIN.search(name) or tree.lang == "en" else nominative(name))
        top = tree.at(*match.span("class"))[-1]
        found.append(Mention((entity,), f"{UNKNOWN}{kind}", start, end, top, (*tokens, top)))
    kept = [m for m in placed if not any(m.start < f.end and f.start < m.end for f in found)]
    return sorted([*kept, *found], key=lambda m: m.start)


def _is_end(match: re.Match[str], mention: Mention) -> bool:
    """Tell whether a known name is only an end of an unknown line: a place in a chain of places."""
    kinds = {k for i in mention.ids for k in mention.kinds_of(i)}
    start, end = match.span("name")
    whole = mention.start <= start and mention.end >= end
    return bool(_CHAIN.search(match["name"])) and bool(kinds & _ENDS) and not kinds & _OWN and not whole


_ENDS = frozenset({"site", "port", "terminal", "place", "region", "country", "field"})
_OWN = frozenset({"pipeline", "company", "consortium", "corridor"})


def _is_name(name: str, lang: str) -> bool:
    """Tell whether the words beside a class noun name one thing: no nation, day, number or common word in capitals."""
    rows = table("unknown")[lang]
    words = re.findall(r"[^\W\d_]+", name)
    common = re.compile(rf"(?:{rows['common']})$", re.IGNORECASE)
    strange = [word for word in words if not common.match(word)]
    whole = bool(strange) if _CHAIN.search(name) else len(strange) == len(words)  # a chain may begin at a known place
    return bool(words) and len(name) > 2 and whole


def _class_of(word: str, lang: str) -> str:
    classes: dict[str, str] = table("unknown")[lang]["classes"]
    return next(kind for stem, kind in classes.items() if word.startswith(stem))


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile(str(table("unknown")[lang]["pattern"]))
