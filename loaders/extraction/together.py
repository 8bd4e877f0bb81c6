"""Things named in one breath, and what goes back to all of them: "both ports", «оба причала», "they"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from loaders.extraction.data import table
from loaders.extraction.fill import Scene, linked
from loaders.extraction.mentions import GENERIC, Mention, noun_kinds
from loaders.extraction.salience import place_of
from loaders.extraction.trees import Tree

_THINGS = frozenset({"pipeline", "terminal", "port", "field", "refinery", "mooring", "station"})
_BOTH = {"en": frozenset({"both", "two"}), "ru": frozenset({"оба"})}
_THEY = {"en": frozenset({"they", "both"}), "ru": frozenset({"они", "оба"})}
_NOT_ALL = frozenset({"other", "another", "new", "more", "of", "другой", "новый", "ещё", "еще"})
_AGE = 3  # sentences after which nobody knows any longer which two are meant


@dataclass(slots=True)
class Together:
    """The last things of one kind that a sentence named side by side, and whether they were its subject."""

    ids: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    subject: bool = False
    age: int = 0

    def note(self, scene: Scene | None) -> None:
        """Take in a sentence that is done; one that names another thing of the kind makes unsure which are meant."""
        self.age += 1
        self.subject = False
        rows = [m for m in scene.mentions if m.kind != GENERIC and m.pick(_THINGS)] if scene else []
        run = _run(scene, rows) if scene and len(rows) > 1 else []
        if scene and run:
            ids, kinds = _shared(run)
            self.ids, self.kinds, self.age = ids, kinds, 0
            self.subject = place_of(scene.tree, run[0].top) == "subject"
        elif self.age > _AGE or any(m.kinds_of(i) & self.kinds and i not in self.ids for m in rows for i in m.ids[:1]):
            self.ids = ()

    def meant(self, tree: Tree, named: list[Mention]) -> list[Mention]:
        """Give what "both", "the two ports" and "they" stand for; unsure gives nothing."""
        words = _BOTH[tree.lang] | _THEY[tree.lang]
        if not self.ids or all(token.lemma not in words for token in tree.tokens):
            return []
        taken = {t for m in named for t in m.tokens}
        for token in tree.tokens:
            if token.index not in taken and (self._is_noun(tree, token.index) or self._is_pronoun(tree, token.index)):
                if any(m.pick(self.kinds) for m in named):
                    return []  # "both ports, A and B, reopened" names them itself
                return [
                    Mention((i,), GENERIC, token.start, token.end, token.index, (token.index,)) for i in self.ids
                ]  # fmt: skip
        return []

    def _is_noun(self, tree: Tree, index: int) -> bool:
        if len(self.ids) != 2 or not noun_kinds(tree.lang, tree[index].lemma) & self.kinds:
            return False
        beside = {k.lemma for k in tree.kids(index)} | {t.lemma for t in tree.tokens[max(0, index - 2) : index]}
        if beside & _NOT_ALL:
            return False
        return bool(beside & {"both", "оба"}) or {"the", "two"} <= beside

    def _is_pronoun(self, tree: Tree, index: int) -> bool:
        token = tree[index]
        root = tree[token.head]
        if token.lemma not in _THEY[tree.lang] or token.role not in {"subj", "psubj"} or root.role != "root":
            return False
        if root.lemma in table("attribution")[tree.lang]["say"] or tree.kids(root.index, "ccomp"):
            return False
        alone = token.lemma in {"both", "оба"}
        return self.subject and self.age == 0 and (not alone or len(self.ids) == 2)


def _run(scene: Scene, rows: list[Mention]) -> list[Mention]:
    """Give the first two to four things of one kind that a sentence joins."""
    found: list[Mention] = []
    for one, other in pairwise(rows):
        if _shared([*(found or [one]), other])[1] and linked(scene, one, other):
            found = [*(found or [one]), other]
        elif found:
            break
    return found if len(set(_shared(found)[0])) in {2, 3, 4} else []


def _shared(rows: list[Mention]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Give the ids of some mentions by a kind that all of them share, and those kinds."""
    if not rows:
        return (), frozenset()
    kinds = frozenset.intersection(*(frozenset(k for i in m.ids for k in m.kinds_of(i)) for m in rows)) & _THINGS
    ids = tuple(dict.fromkeys(i for m in rows if (i := m.pick(kinds))))
    return (ids, kinds) if kinds and len(ids) > 1 else (ids, frozenset())
