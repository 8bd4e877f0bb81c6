"""Repairs of systematic errors of the Russian parser, done on the finished tree."""

from __future__ import annotations

from loaders.extraction.trees import Token, Tree

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})
_NEXT_CLAUSE = frozenset({"conj", "parataxis", "root", "ccomp"})


def repaired(tree: Tree) -> Tree:
    """Part a sentence as its reader does where the parser is known to be wrong."""
    for token in tree.tokens:
        _many_act(tree, token)
        _names_in_quotes(tree, token)
        _ways_before_the_verb(tree, token)
        _same_subject_goes_on(tree, token)
    return tree


def _many_act(tree: Tree, verb: Token) -> None:
    """Let the drones attack in «Терминал атаковали беспилотники»: a verb in the plural has no single subject."""
    if verb.pos != "VERB" or verb.feats.get("Number") != "Plur" or verb.feats.get("Voice") == "Pass":
        return
    subjects, objects = tree.kids(verb.index, "subj"), tree.kids(verb.index, "obj")
    if len(subjects) != 1 or len(objects) != 1 or tree.kids(subjects[0].index, "conj"):
        return
    one, many = subjects[0], objects[0]
    first = one.index < verb.index < many.index
    if first and one.feats.get("Number") == "Sing" and many.feats.get("Number") == "Plur" and one.pos in _NOMINAL:
        one.role, many.role = "obj", "subj"


def _names_in_quotes(tree: Tree, name: Token) -> None:
    """Hang «Дружба» on the noun right before it: a name in quotation marks goes with nothing else."""
    if name.role != "appos" or name.index < 2 or tree[name.index - 1].text != "«":
        return
    noun = tree[name.index - 2]
    if noun.pos == "NOUN" and noun.index != name.head and name.index not in tree.up(noun.index):
        tree.hang(name, noun.index)


def _ways_before_the_verb(tree: Tree, place: Token) -> None:
    """Hang «в Венгрию» on the verb after it, not on a noun of the verb: «в Венгрию прекращена после удара»."""
    head = tree[place.head]
    if place.role != "obl" or not place.prep or head.pos in _VERBAL or head.index <= place.index:
        return
    above = tree[head.head]
    if head.role == "obl" and above.pos in _VERBAL and place.index < above.index < head.index:
        tree.hang(place, above.index)


def _same_subject_goes_on(tree: Tree, verb: Token) -> None:
    """Join a verb without a subject to the last clause that has one: «атаковали А, Б получил ущерб и не может»."""
    head = tree[verb.head]
    if verb.role != "conj" or verb.pos not in _VERBAL or head.pos not in _VERBAL or head.index >= verb.index:
        return
    if tree.kids(verb.index, "subj", "psubj"):
        return
    nearer = [
        t for t in tree.tokens[head.index + 1 : verb.index]
        if t.pos in _VERBAL and t.head == head.index and t.role in _NEXT_CLAUSE and tree.kids(t.index, "subj", "psubj")
    ]  # fmt: skip
    if nearer and nearer[-1].feats.get("Number") == verb.feats.get("Number"):
        tree.hang(verb, nearer[-1].index)
