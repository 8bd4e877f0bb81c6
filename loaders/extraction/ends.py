"""Where something goes or runs to: ends that are not what stopped, moved or was hit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.extraction.arguments import Arguments
from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.mentions import Mention
from loaders.extraction.trees import Tree

_WAYS = frozenset({"через", "via", "through", "across"})
ENDS = frozenset({"to", "into", "toward", "towards", "до"})
_BOTH_ENDS = frozenset({"to", "into", "from", "between", "до", "из", "от", "между", "в", "к"})


def has_way(tree: Tree, found: Arguments) -> bool:
    """Tell whether what moves has a way of its own beside it."""
    below = [tree[k].prep for i in found.theme for k in tree.phrase(i)]
    return bool(_WAYS & {*below, *(prep for prep, _ in found.obliques)})


def is_end_of_line(tree: Tree, mentions: Sequence[Mention], mention: Mention) -> bool:
    """Tell whether a port only says where a pipeline without a name runs: "a pipeline from the fields to Ceyhan"."""
    words = table("ends")["words"][tree.lang]
    named = {t for m in mentions for t in m.tokens}
    above = list(tree.up(mention.top))[:4]
    return any(
        tree[low].prep in _BOTH_ENDS and tree[high].lemma in words and high not in named
        for low, high in pairwise(above)
    )


def is_end(tree: Tree, index: int, mention: Mention) -> bool:
    """Tell whether a name inside a phrase only says where something goes: "loading at Aktau for the terminal at …"."""
    for step in tree.up(mention.top):
        if step == index:
            return False
        token = tree[step]
        if token.prep in ENDS or (token.prep in {"в", "на"} and token.feats.get("Case") == "Acc"):
            return True
    return False


def hits_another(tree: Tree, index: int, found: Arguments, named: Sequence[Mention]) -> bool:
    """Tell whether a blow is told to have met something without a name: "a strike on a pumping station"."""
    words = word_class("@target", tree.lang) | word_class("@building", tree.lang) | word_class("@ship", tree.lang)
    struck = [i for prep, i in found.obliques if prep in _AT and tree[i].lemma in words and i > index]
    tops = {t for m in named for t in (m.top, *m.tokens)}
    return bool(struck) and not any(tops & set(tree.phrase(i)) for i in struck)


_AT = frozenset({"on", "at", "against", "на", "по"})


def hits_ships(tree: Tree, index: int, found: Arguments) -> bool:
    """Tell whether ships were struck: the port near which they lay was not."""
    clause, struck = tree.clause(index), [*found.theme]
    if tree[clause].lemma in word_class("@striking", tree.lang):
        struck += [k.index for k in tree.kids(clause, "psubj", "obj")]
    return any(tree[i].lemma in word_class("@ship", tree.lang) for i in struck)
