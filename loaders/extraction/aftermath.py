"""What a restart comes after has a day of its own: "loading, halted after the raid, resumed on 26 November"."""

from __future__ import annotations

from functools import cache

from loaders.extraction.attach import head_of
from loaders.extraction.frames import by_trigger
from loaders.extraction.moments import TimeMention
from loaders.extraction.trees import Tree

_BEFORE_IT = frozenset({"suspension", "restriction", "attack", "accident"})
_AFTER = frozenset({"после", "after", "following"})


def is_day_of_restart(kind: str, tree: Tree, trigger: int, time: TimeMention | None) -> bool:
    """Tell whether a time is that of a restart, told beside what had stopped before it."""
    if kind not in _BEFORE_IT or time is None or tree[trigger].lemma in _restarts(tree.lang):
        return False
    head = head_of(tree, time.start, time.end) if time.start >= 0 else None
    if head is None or tree[tree.clause(head)].lemma not in _restarts(tree.lang):
        return False
    verb = tree.clause(head)
    path = list(tree.up(trigger))
    if verb not in path or any(index in path[: path.index(verb)] for index in list(tree.up(head))[1:]):
        return False
    return any(tree[i].prep in _AFTER or tree[i].role in {"part", "relcl"} for i in path[: path.index(verb)])


@cache
def _restarts(lang: str) -> frozenset[str]:
    return frozenset(lemma for lemma, rows in by_trigger(lang).items() if any(f.type == "resumption" for f in rows))
