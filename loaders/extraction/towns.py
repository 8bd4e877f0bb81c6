"""Towns that only say where a thing stands: "its terminal in the port of Novorossiysk" is not that port."""

from __future__ import annotations

import re
from typing import Any

from loaders.extraction.data import table
from loaders.extraction.mentions import TERMINAL_IN, Mention
from loaders.extraction.trees import Tree


def without_towns(mentions: list[Mention], tree: Tree, known: frozenset[str]) -> list[Mention]:
    """Leave out the port of a town where its sentence speaks of another terminal there and of no berth of the port."""
    mentions = [m for m in mentions if not _names_a_line(tree.text, m)]
    rows = table("generic")["towns"]
    if not known & set(rows["beside"]):
        return mentions
    told = {i for m in mentions for i in m.ids}
    beside = bool(told & set(rows["beside"])) or bool(re.search(rows["moorings"], tree.text, re.IGNORECASE))
    if told & set(rows["owners"]):
        return mentions
    return [m for m in mentions if not (rows["port"] in m.ids and _says_where(tree, m, rows, beside=beside))]


_LINE = re.compile(r"\s+(?:(?:oil|gas|crude|export)\s+)?(?:pipeline|line|pipe)\b")


def _names_a_line(text: str, mention: Mention) -> bool:
    """Tell whether a port only lends its name to a pipeline: "the old Ceyhan pipeline"."""
    port = mention.pick(frozenset({"port", "terminal"})) and not mention.pick(frozenset({"pipeline"}))
    joined = text[: mention.start].rstrip().endswith(("-", "–", "—"))
    return bool(port) and not joined and bool(_LINE.match(text, mention.end))


_OF_COURT = re.compile(r"(?:суд\w{0,3}\s+(?:г(?:орода|\.)\s*)?|court\s+(?:of|in)\s+(?:the\s+)?)$", re.IGNORECASE)


def _says_where(tree: Tree, mention: Mention, rows: dict[str, Any], *, beside: bool) -> bool:
    text = tree.text[mention.start : mention.end].lower()
    if not any(word in text for word in rows["words"]) and text not in rows["port_words"]:
        return False
    token = tree[mention.top]
    announced = TERMINAL_IN.search(tree.text[: mention.start]) or re.search(rows["moorings"], tree.text, re.IGNORECASE)
    if len(mention.tokens) == 1 and token.prep and text not in rows["port_words"] and not announced:
        return False  # "a fire in the town": of which terminal, nobody may guess
    if tree[token.head].lemma in rows["courts"] or _OF_COURT.search(tree.text[: mention.start]):
        return True
    if not beside and not TERMINAL_IN.search(tree.text[: mention.start]):
        return False
    prep = token.prep or tree[token.head].prep
    if prep == "в":
        return "Acc" not in {token.feats.get("Case"), tree[token.head].feats.get("Case") if not token.prep else None}
    return prep in rows["locative"]
