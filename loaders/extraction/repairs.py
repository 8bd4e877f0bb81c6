"""Repairs of systematic errors of the English parser, done on the finished tree."""

from __future__ import annotations

from loaders.extraction.data import table
from loaders.extraction.trees import Token, Tree

_MISREAD = frozenset({"advcl", "ccomp", "conj", "dep", "xcomp", "parataxis"})


def flows_are_nouns(tree: Tree) -> None:
    """Part "Oil flows to Poland resumed" as its reader does: the flows are what resumed, not what the oil does."""
    words = table("repairs")["en"]
    for token in tree.tokens:
        if token.pos == "VERB" and token.text.lower() in words["flows"] and not tree.kids(token.index, "obj", "aux"):
            stuff = next((k for k in tree.kids(token.index, "subj") if k.index == token.index - 1), None)
            verb = _finite_after(tree, token)
            if stuff is not None and stuff.lemma in words["stuff"] and verb is not None:
                _hang_on(tree, token, stuff, verb)


def pumping_is_a_noun(tree: Tree) -> None:
    """Part "pumping through the line was cut" as its reader does: the pumping is what was cut."""
    for token in tree.tokens:
        if token.role == "csubj" and token.text.lower() in table("repairs")["en"]["doings"]:
            passive = any(k.lemma == "be" for k in tree.kids(token.head, "aux"))
            token.pos, token.lemma, token.role = "NOUN", token.text.lower(), "psubj" if passive else "subj"
            token.feats["Tag"] = "NN"


def sending_is_a_verb(tree: Tree) -> None:
    """Part "Kazatomprom ships uranium" as its reader does: the company does something, its name is no adjective."""
    top = next((t for t in tree.tokens if t.role == "root"), None)
    if top is None or top.pos not in {"NOUN", "PROPN"} or tree.kids(top.index, "cop", "aux", "subj"):
        return
    verb = next((k for k in tree.kids(top.index, "mod") if k.text in table("repairs")["en"]["sends"] and k.index), None)
    if verb is None or not tree[verb.index - 1].text[:1].isupper() or top.lemma not in table("repairs")["en"]["stuff"]:
        return
    verb.pos, verb.role, verb.head, verb.feats["Tag"] = "VERB", "root", verb.index, "VBZ"
    verb.lemma = table("repairs")["en"]["sends"][verb.text]
    top.role, top.head = "obj", verb.index
    top.children.remove(verb.index)
    for index in [i for i in top.children if tree[i].role in {"obl", "advcl", "punct"} or i < verb.index]:
        tree.hang(tree[index], verb.index)
    verb.children.append(top.index)
    for name in tree.kids(verb.index, "mod"):
        name.role = "subj" if name.index == verb.index - 1 else name.role


_STAY = frozenset({"remain", "stay"})


def what_stays_is_subject(tree: Tree) -> None:
    """Part "loading could remain suspended" as its reader does: all that hangs on "remain" hangs on "suspended"."""
    for token in tree.tokens:
        if token.role == "aux" and token.lemma in _STAY:
            state = tree[token.head]
            for index in token.children:
                kid = tree[index]
                kid.head = state.index
                kid.role = "psubj" if kid.role == "subj" and state.feats.get("Tag") == "VBN" else kid.role
                state.children.append(index)
            token.children.clear()


def _finite_after(tree: Tree, token: Token) -> Token | None:
    """Give the past verb without a subject or a conjunction that hangs on the misread noun."""
    for kid in tree.kids(token.index):
        past = kid.pos == "VERB" and kid.feats.get("Tag") in {"VBD", "VBN"} and kid.role in _MISREAD
        if past and kid.index > token.index and not tree.kids(kid.index, "subj", "psubj", "mark", "cc"):
            return kid
    return None


def _hang_on(tree: Tree, noun: Token, stuff: Token, verb: Token) -> None:
    """Make the verb head of the clause and the misread noun its subject."""
    top = noun.head == noun.index
    verb.role, verb.head = noun.role, verb.index if top else noun.head
    noun.children.remove(verb.index)
    if not top:
        siblings = tree[noun.head].children
        siblings[siblings.index(noun.index)] = verb.index
    passive = any(k.lemma == "be" for k in tree.kids(verb.index, "aux"))
    noun.pos, noun.role, noun.head, stuff.role = "NOUN", "psubj" if passive else "subj", verb.index, "mod"
    noun.lemma = table("repairs")["en"]["flows"][noun.text.lower()]
    verb.children.append(noun.index)
    for late in [i for i in noun.children if i > verb.index]:
        tree.hang(tree[late], verb.index)
