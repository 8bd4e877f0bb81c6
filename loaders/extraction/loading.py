"""Where a system loads: tankers are filled at its terminal, not along the line."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.extraction.arguments import Arguments
from loaders.extraction.data import table
from loaders.extraction.mentions import Mention
from loaders.extraction.trees import Tree, governing
from loaders.resolve.gazetteer import kinds

LOADED = frozenset({"suspension", "resumption", "restriction"})


def of_moorings(about: tuple[str, ...], kind: str, named: Iterable[str]) -> tuple[str, ...]:
    """Give the terminal for a system of whose moorings a sentence speaks: "loading goes on by SPM-1 and SPM-3"."""
    at = table("rules")["loading"]["at"]
    whole = table("generic")["implied"]
    moored = {whole.get(i) for i in named if "mooring" in kinds().get(i, ())}
    return tuple(at.get(a, a) if a in moored else a for a in about) if kind in LOADED else about


def where_it_loads(entity: str, kind: str, tree: Tree, found: Arguments) -> str:
    """Give the terminal of a system whose loading stops, resumes or slows; else the system itself."""
    row = table("rules")["loading"]
    words = {*row["words"]} - ({*row["broad"]} if kind == "restriction" else set())
    told = [*found.theme, *found.subject]
    beside = [k.index for i in told for k in tree.kids(i, "mod")]  # "its loading operations"
    beside += [i for last in told for i in range(max(0, last - 3), last) if tree[i].text != ","]  # trees may miss it
    loading = any(tree[i].lemma in words for i in [*told, *beside])
    return str(row["at"].get(entity, entity)) if loading else entity


_TAKING = frozenset({"прием", "принимать", "принять", "intake", "reception", "receive", "accept"})
_FROM = frozenset({"с", "со", "из", "from"})
_FIELD = frozenset({"field"})
_BESIDE = frozenset({"appos", "flat", "gen", "mod", "compound"})


def is_taken_in(kind: str, tree: Tree, mention: Mention) -> bool:
    """Tell whether a field only gives what a plant takes in: "the plant halted the intake of gas from the field"."""
    if kind not in LOADED or not mention.pick(_FIELD):
        return False
    top, above = mention.top, tree[tree[mention.top].head].index
    if not {governing(tree, top), governing(tree, above) if tree[top].role in _BESIDE else ""} & _FROM:
        return False  # "from the field Karachaganak"
    return any(t.lemma in _TAKING for t in tree.tokens[: mention.top])
