"""Where a system loads: tankers are filled at its terminal, not along the line."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.extraction.arguments import Arguments
from loaders.extraction.data import table
from loaders.extraction.trees import Tree
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
