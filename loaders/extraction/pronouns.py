"""Pronouns inside a sentence: "the terminal stopped after drones hit it" goes back to the subject above."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, UNKNOWN, Context, Mention, class_nouns
from loaders.extraction.trees import Token, Tree
from loaders.resolve.gazetteer import kinds

_PRONOUNS = {"en": frozenset({"it"}), "ru": frozenset({"он", "она", "оно"})}
_PLACES = frozenset({"obj", "psubj"})
_BELOW = frozenset({"advcl", "conj", "relcl", "part", "ccomp"})
_THINGS = frozenset({"pipeline", "terminal", "port", "field", "refinery", "mooring", "station"})


def pronouns(tree: Tree, named: list[Mention]) -> list[Mention]:
    """Give what a pronoun stands for: the one thing that is the subject of the clause above; unsure gives nothing."""
    found = []
    for token in tree.tokens:
        if token.lemma not in _PRONOUNS[tree.lang] or token.role not in _PLACES or token.pos not in {"PRON", "DET"}:
            continue
        thing = _subject_above(tree, token.index, named)
        if thing is not None:
            kind = thing.kind if thing.kind.startswith(UNKNOWN) else GENERIC
            ids = tuple(i for i in [thing.pick(_THINGS)] if i)
            found.append(
                replace(thing, ids=ids, kind=kind, start=token.start, end=token.end, top=token.index,
                        tokens=(token.index,), town=False)
            )  # fmt: skip
    return found


# "It is worth noting", "it is important that": this "it" stands for nothing.
_NOTHING = re.compile(
    r"it\s+(?:is|was|has\s+been|should\s+be|must\s+be)\s+(?:also\s+|now\s+|still\s+)?"
    r"(?:worth|\w+\s+that|(?:un)?clear|(?:im)?possible\s+to|important\s+to|necessary\s+to|hard\s+to|difficult\s+to)\b",
    re.IGNORECASE,
)
_HIS = {  # grammatical gender of what is spoken of, by its kind
    "он": frozenset({"pipeline", "terminal", "port", "refinery"}),
    "она": frozenset({"station"}),
    "оно": frozenset({"field"}),
    "it": _THINGS,
}


def leading_pronoun(tree: Tree, named: list[Mention], topic: tuple[str, ...]) -> list[Mention]:
    """Give what "it" stands for as the subject of a whole sentence: the one thing that the text before speaks of."""
    root = next((t for t in tree.tokens if t.role == "root"), None)
    if tree.lang == "ru" and root is not None and len(topic) == 1:
        found = _leading_object(tree, root, named, topic[0])
        if found:
            return found
    root = (_first_of_two(tree) or root) if root is not None else None
    if root is None or len(topic) != 1 or root.lemma in table("attribution")[tree.lang]["say"]:
        return []
    subject = next(iter(tree.kids(root.index, "subj", "psubj")), None)
    if subject is None or _NOTHING.match(tree.text, subject.start):
        return []
    if subject.lemma not in _HIS or tree.kids(root.index, "ccomp", "csubj", "xcomp"):
        return []
    if not kinds().get(topic[0], frozenset()) & _HIS[subject.lemma] or any(m.start < subject.start for m in named):
        return []
    return [Mention(topic, GENERIC, subject.start, subject.end, subject.index, (subject.index,))]


def _first_of_two(tree: Tree) -> Token | None:
    """Give the verb of a first clause that a tree hangs below the next: "It runs from A to B; its length is"."""
    opening = tree.tokens[0]
    verb = tree[opening.head]
    above = tree[verb.head]
    parted = verb.role in {"ccomp", "parataxis"} and above.index > verb.index
    return verb if parted and any(t.text in {";", ":"} for t in tree.tokens[verb.index : above.index]) else None


def goes_on_with(tree: Tree, topic: str) -> bool:
    """Tell whether a pronoun that agrees with what was spoken of is the subject of a clause."""
    say = table("attribution")[tree.lang]["say"]
    return any(
        t.role in {"subj", "psubj"} and t.lemma in _HIS and kinds().get(topic, frozenset()) & _HIS[t.lemma]
        and tree[t.head].lemma not in say
        for t in tree.tokens
    )  # fmt: skip


def _leading_object(tree: Tree, root: Token, named: list[Mention], topic: str) -> list[Mention]:
    """Give what «его остановили», «им управляет» act on, where nobody is named before: what the text speaks of."""
    nobody = root.feats.get("Number") == "Plur" and not tree.kids(root.index, "subj", "psubj")
    run = root.lemma in _RUN_BY
    for token in tree.kids(root.index, "obj") if nobody or run else ():
        form = token.text.lower().replace("ё", "е")
        fitting = kinds().get(topic, frozenset()) & (_IM if run else _EGO).get(form, frozenset())
        if fitting and not any(m.start < token.start for m in named):
            return [Mention((topic,), GENERIC, token.start, token.end, token.index, (token.index,))]
    return []


_WORKS = {
    "en": frozenset({"dismantling", "repair", "replacement", "inspection", "restoration", "shutdown", "closure"}),
    "ru": frozenset(
        {"демонтаж", "ремонт", "замена", "восстановление", "осмотр", "обследование", "остановка", "плавучесть"}
    ),
}
_ITS = {"en": {"its": "it"}, "ru": {"его": "он", "ее": "она"}}


def possessive(tree: Tree, named: list[Mention], topic: tuple[str, ...]) -> list[Mention]:
    """Give whose works are told: "its dismantling was completed", «восстановил его плавучесть»."""
    if len(topic) != 1 or any(m.pick(_MOORED) for m in named):
        return []
    for token in tree.tokens:
        form = _ITS[tree.lang].get(token.text.lower().replace("ё", "е"))
        if form and token.head > token.index and tree[token.head].lemma in _WORKS[tree.lang]:
            floats = tree[token.head].lemma in {"dismantling", "демонтаж", "плавучесть"}
            fitting = kinds().get(topic[0], frozenset()) & ((frozenset() if floats else _HIS[form]) | {"mooring"})
            return [Mention(topic, GENERIC, token.start, token.end, token.index, (token.index,))] if fitting else []
    return []


_MOORED = frozenset({"mooring", "terminal", "port", "field", "station"})


def owner(tree: Tree, context: Context) -> list[Mention]:
    """Give the company that "it holds 15 %", «ей принадлежит 10 %» mean: the one that the text speaks of most."""
    root = next((t for t in tree.tokens if t.role == "root"), None)
    if root is None or root.lemma not in _OWNS:
        return []
    for token in tree.kids(root.index, "subj", "psubj", "iobj"):
        if token.text.lower() in _WHO and (company := context.most(frozenset({"company"}))):
            return [Mention((company,), GENERIC, token.start, token.end, token.index, (token.index,))]
    return []


_OWNS = frozenset({"own", "hold", "владеть", "принадлежать"})
_WHO = frozenset({"it", "она", "он", "ей", "ему"})
_EGO = {"его": _HIS["он"] | _HIS["оно"], "ее": _HIS["она"]}
_IM = {"им": _EGO["его"], "ею": _EGO["ее"], "ей": _EGO["ее"]}
_RUN_BY = frozenset({"управлять", "владеть", "эксплуатировать"})


def _subject_above(tree: Tree, index: int, named: list[Mention]) -> Mention | None:
    clause = tree[tree.clause(index)]
    if clause.role not in _BELOW or clause.head == clause.index:
        return None
    things = [m for m in named if m.pick(_THINGS)]
    own = _subjects(tree, clause.index)
    above = _clause_above(tree, clause.index)
    if above is None or any(m.top in own for m in things):
        return None
    subjects = _subjects(tree, above)
    rows = [m for m in things if m.top in subjects and m.end <= tree[index].start]
    return rows[0] if len({m.pick(_THINGS) for m in rows}) == 1 else None


def _clause_above(tree: Tree, clause: int) -> int | None:
    """Give the next clause above that has a subject of its own."""
    seen = {clause}
    while tree[clause].head not in seen:
        clause = tree.clause(tree[clause].head)
        seen.add(clause)
        if _subjects(tree, clause):
            return clause
    return None


def _subjects(tree: Tree, clause: int) -> set[int]:
    """Give the tokens of what a clause is about, the name beside a class noun included: "the Primorsk oil terminal"."""
    rows = tree.kids(clause, "subj", "psubj")
    if not rows and tree.lang == "ru" and tree[clause].feats.get("Number") == "Plur":
        rows = tree.kids(clause, "obj")  # «порт закрыли»: nobody in particular did
    beside = {
        k.index for r in rows if r.lemma in class_nouns(tree.lang) for k in tree.kids(r.index, "mod", "appos", "flat")
    }
    return {r.index for r in rows} | beside
