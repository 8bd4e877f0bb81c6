"""Where a system loads: tankers are filled at its terminal, not along the line."""

from __future__ import annotations

from loaders.extraction.arguments import Arguments
from loaders.extraction.data import table
from loaders.extraction.trees import Tree

LOADED = frozenset({"suspension", "resumption", "restriction"})


def where_it_loads(entity: str, kind: str, tree: Tree, found: Arguments) -> str:
    """Give the terminal of a system whose loading stops, resumes or slows; else the system itself."""
    row = table("rules")["loading"]
    words = {*row["words"]} - ({*row["broad"]} if kind == "restriction" else set())
    told = [*found.theme, *found.subject]
    beside = [k.index for i in told for k in tree.kids(i, "mod")]  # "its loading operations"
    beside += [i for last in told for i in range(max(0, last - 3), last) if tree[i].text != ","]  # trees may miss it
    loading = any(tree[i].lemma in words for i in [*told, *beside])
    return str(row["at"].get(entity, entity)) if loading else entity
