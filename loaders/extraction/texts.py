"""Roles that are told in words: the cause of a stop, the means of an attack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extraction.moments import TimeMention
from loaders.extraction.trees import Tree

_GAP = 3  # marks and small words that a phrase may skip
_TIMES = frozenset({"утро", "вечер", "ночь", "день", "весна", "лето", "осень", "зима"})


def is_time(tree: Tree, index: int, times: Sequence[TimeMention]) -> bool:
    """Tell whether a phrase says when, not by what means: «осенью», "on Monday"."""
    token = tree[index]
    return token.lemma in _TIMES or any(t.start < token.end and token.start < t.end for t in times)


def phrase_text(tree: Tree, index: int) -> str:
    """Give the words of a phrase without its preposition; nothing for what is no name of a cause or means."""
    if tree[index].pos in {"DET", "PRON", "ADJ"}:
        return ""
    phrase = [i for i in tree.phrase(index) if tree[i].pos != "PUNCT" or tree[i].text in "-«»"]
    if not phrase:
        return ""
    while (gap := next((k for k in range(1, len(phrase)) if phrase[k] - phrase[k - 1] > _GAP), None)) is not None:
        phrase = phrase[gap:] if phrase[gap] <= index else phrase[:gap]  # a broken tree: half a sentence is no cause
    text = tree.text[tree[phrase[0]].start : tree[phrase[-1]].end]
    if text[:1].isdigit() and tree[index].prep == "за":
        return ""  # «за 45 дней» is no cause
    if tree[index].prep:
        text = re.sub(rf"^{re.escape(tree[index].prep)}\s+", "", text, flags=re.IGNORECASE)
    return _closed(text.strip(' ,."“”')[:120])


def _closed(text: str) -> str:
    """Drop quotation marks around the whole, and a single one; close one that a name inside has opened."""
    if text.count("«") > text.count("»"):
        return text[1:] if text.startswith("«") else f"{text}»"
    if text.count("»") > text.count("«"):
        return text.replace("»", "", 1)
    return text[1:-1] if text.startswith("«") and text.endswith("»") and text.count("«") == 1 else text


_TARGET = re.compile(r"\s(?:на|по|против|on|at|against)\s.*", re.IGNORECASE | re.DOTALL)


def means_text(text: str) -> str:
    """Give the words for a means without what it was used on: "Ukrainian drones on the port"."""
    return _TARGET.sub("", text)
