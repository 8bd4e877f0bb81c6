"""Which time and which quantity of a sentence belong to a trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.extraction.data import table
from loaders.extraction.moments import TimeMention
from loaders.extraction.quantities import Measure
from loaders.extraction.trees import Token, Tree

_FAR = 50
_BESIDE = 0  # steps granted to a time in the same stretch of words, wherever the parser hung it
_QUOTES = frozenset('«»“”„"-–')
_TOTALS = frozenset(
    {
        "average",
        "total",
        "reach",
        "amount",
        "составить",
        "составлять",
        "достичь",
        "достигнуть",
        "hit",
        "stand",
        "превысить",
        "exceed",
        "include",
        "продлиться",
        "длиться",
        "занять",
        "last",
        "take",
        "рассчитать",
        "рассчитанный",
    }
)


def distance(tree: Tree, one: int, other: int) -> int:
    """Count the steps between two tokens in the tree."""
    above = {index: steps for steps, index in enumerate(tree.up(one))}
    for steps, index in enumerate(tree.up(other)):
        if index in above:
            return steps + above[index]
    return _FAR


def head_of(tree: Tree, start: int, end: int) -> int | None:
    """Give the token that heads a stretch of characters."""
    tokens = tree.at(start, end)
    return tree.top(tokens) if tokens else None


def time_of(tree: Tree, trigger: int, times: Sequence[TimeMention], rivals: Sequence[int]) -> TimeMention | None:
    """Choose the time of a trigger: the one in its own clause, else the sentence's only one."""
    inside = [(c, t) for t in times if (c := _cost(tree, trigger, t, rivals)) is not None]
    if not inside:
        return _right_after(tree, trigger, times)
    chosen = min(inside, key=lambda row: (row[0], row[1].start))[1]
    clause = tree.clause(trigger)
    if _is_then(tree, clause) and chosen.end <= min(tree[i].start for i in tree.phrase(clause)):
        return replace(chosen, link="in" if chosen.link == "since" else chosen.link)  # "since July, when it stopped"
    return chosen


def _right_after(tree: Tree, trigger: int, times: Sequence[TimeMention]) -> TimeMention | None:
    """Give the time that ends the trigger's own stretch of words: "a strike on the port in late November shook …"."""
    for time in times:
        head = head_of(tree, time.start, time.end)
        if head is not None and _stands_behind_background(tree, head, trigger):
            continue
        between = [t for t in tree.tokens[trigger + 1 :] if t.end <= time.start]
        marks = any(t.pos in {"PUNCT", "VERB", "AUX", "SCONJ"} and t.text not in _QUOTES for t in between)
        if time.start > tree[trigger].end and not marks and len(between) <= _NEARBY:
            return time
    return None


_NEARBY = 8


def _cost(  # noqa: PLR0911 - a ladder
    tree: Tree, trigger: int, time: TimeMention, rivals: Sequence[int]
) -> int | None:
    head = head_of(tree, time.start, time.end)
    if head is None or _is_of_background(tree, head, trigger):
        return None
    mine = _verb_of(tree, trigger)
    theirs = _time_clause(tree, head)
    if _is_ahead(tree, theirs) and _is_of_background(tree, trigger, head):
        return None  # "may load on Friday, after two months of repairs"
    if _is_of_saying(tree, mine, theirs):
        return None
    steps = distance(tree, trigger, head)
    of_participle = tree[theirs].role == "part" and theirs != mine  # "the line built in 2001 was stopped in May"
    if tree.lang == "ru" and not of_participle and _is_one_stretch(tree, trigger, time, rivals):
        return min(steps, _BESIDE)
    nearer = [r for r in rivals if r != trigger and distance(tree, r, head) < steps and not _governs(tree, trigger, r)]
    if mine == theirs:
        return steps if not nearer or _verb_of(tree, nearer[0]) == mine else None
    if _describes(tree, head, trigger):
        return steps
    apart = nearer or _is_closed(tree, theirs, mine) or not _shares_time(tree, mine, theirs, head, rivals)
    return None if apart else steps + 10


def _is_of_saying(tree: Tree, mine: int, theirs: int) -> bool:
    """Tell whether a time says when something was told: "on Monday the minister said that repairs will last …"."""
    told = tree[mine].role == "ccomp" and tree.clause(tree[mine].head) == theirs
    return told and tree[theirs].lemma in table("attribution")[tree.lang]["say"]


def _describes(tree: Tree, time: int, trigger: int) -> bool:
    """Tell whether a time and a trigger describe one noun: "a spill that happened on …", "the raid of … that hit …"."""
    clause = tree[tree.clause(time)]
    if clause.role in {"part", "relcl"} and clause.head == trigger and tree[trigger].pos == "NOUN":
        return True
    mine = tree[tree.clause(trigger)]
    above = tree[mine.head]
    if mine.role not in {"part", "relcl"} or above.pos != "NOUN" or above.index == mine.index:
        return False
    return any(index == above.index for index in list(tree.up(time))[1:3])


def _is_of_background(tree: Tree, time: int, trigger: int) -> bool:
    """Tell whether a time stands inside what came before: "rerouted after the attack of 29 November"."""
    above = list(tree.up(trigger))
    if _stands_behind_background(tree, time, trigger):
        return True
    for index in tree.up(time):
        if index in above:
            return False
        if index != time and tree[index].prep in _BACKGROUND and tree[index].pos == "NOUN":
            return True
    return False


def _stands_behind_background(tree: Tree, time: int, trigger: int) -> bool:
    """Tell whether a time ends such a phrase, whatever the tree says: «запустили после разлива нефти в августе»."""
    for token in reversed(tree.tokens[max(0, time - _CLOSE) : time]):
        if token.index == trigger or token.pos in {"VERB", "AUX", "PUNCT", "PROPN"}:
            return False
        if token.pos == "NOUN" and token.prep in _FOLLOWING:  # not "halted by the storm of the 24th"
            return trigger < token.index
    return False


_CLOSE = 6  # words
_FOLLOWING = frozenset({"после", "after", "following"})


def _is_ahead(tree: Tree, verb: int) -> bool:
    auxiliaries = {k.lemma for k in tree.kids(verb, "aux")}
    return tree[verb].feats.get("Tense") == "Fut" or bool(auxiliaries & {"will", "shall", "may", "might", "could"})


_BACKGROUND = frozenset({"после", "из-за", "вследствие", "after", "following", "because of", "due to"})


def _shares_time(tree: Tree, mine: int, theirs: int, time: int, rivals: Sequence[int]) -> bool:
    """Tell whether the time of the clause above also holds for the clause of the trigger."""
    if theirs not in set(tree.up(mine)):
        return mine in set(tree.up(theirs)) or (tree.lang == "ru" and len(set(rivals)) <= 2)
    between = []
    for index in tree.up(mine):
        if index == theirs:
            break
        if tree.clause(index) == index:
            between.append(tree[index])
    if any(t.role == "conj" and (tree.kids(t.index, "subj", "psubj") or time > theirs) for t in between):
        return False
    return all(
        t.role in {"xcomp", "part", "conj"}
        or _is_then(tree, t.index)
        or _is_outcome(tree, t)
        or (tree.lang == "ru" and t.role in {"ccomp", "acl", "parataxis", "root"})
        for t in between
    )


def _is_outcome(tree: Tree, clause: Token) -> bool:
    """Tell whether a clause without a subject tells what the deed above brought: "hit it, stopping the flow"."""
    gerund = clause.feats.get("Tag") == "VBG" or clause.feats.get("VerbForm") == "Conv"
    return (
        clause.role == "advcl" and gerund and not tree.kids(clause.index, "subj", "psubj", "mark") and not clause.prep
    )


def _is_one_stretch(tree: Tree, trigger: int, time: TimeMention, rivals: Sequence[int]) -> bool:
    """Tell whether a time opens the trigger's stretch of words: no mark and no other verb between them."""
    between = [t for t in tree.tokens[:trigger] if t.start >= time.end]
    if not between or time.end > tree[trigger].start:
        return False
    stops = {t.index for t in between if (t.pos == "PUNCT" and t.text not in _QUOTES) or t.pos == "VERB"}
    return not stops and not any(r in {t.index for t in between} and not _governs(tree, trigger, r) for r in rivals)


def _is_then(tree: Tree, clause: int) -> bool:
    """Tell whether a clause goes on with the time before it: "the storm in March, when …"."""
    return any(k.lemma in {"when", "когда"} for k in tree.kids(clause, "advmod", "mark", "obl"))


def _governs(tree: Tree, trigger: int, rival: int) -> bool:
    return trigger in set(tree.up(rival)) or rival in set(tree.up(trigger))


def _verb_of(tree: Tree, index: int) -> int:
    return tree.clause(index)


def _time_clause(tree: Tree, time: int) -> int:
    """Give the clause that a time belongs to; "starting in July" and «начиная с июля» are no clause of their own."""
    clause = tree[_verb_of(tree, time)]
    opens = clause.role == "advcl" and clause.lemma in _STARTING and clause.feats.get("VerbForm") != "Fin"
    return _verb_of(tree, clause.head) if opens else clause.index


_STARTING = frozenset({"начинать", "начать", "начиная", "start", "begin"})


def _is_closed(tree: Tree, theirs: int, mine: int) -> bool:
    """Tell whether a time stands in a relative or participial clause that the trigger is not part of."""
    clause = tree[theirs]
    return clause.role in {"relcl", "part", "advcl", "parataxis"} and clause.index != mine


def time_beside(text: str, start: int, end: int, times: Sequence[TimeMention]) -> TimeMention | None:
    """Give the one time that shares a relative clause with a quantity: "which reached 0.9 million in 2025, was …"."""
    opening = max((m.end() for m in _RELATIVE.finditer(text[:start])), default=None)
    if opening is None:
        return None
    closing = re.search(r",(?!\d)|;", text[end:])
    limit = end + closing.start() if closing else len(text)
    if closing is None or re.search(r",(?!\d)|;", text[opening:start]):
        return None
    inside = [t for t in times if opening <= t.start < limit]
    return inside[0] if len(inside) == 1 else None


_RELATIVE = re.compile(r",\s+(?:which|котор\w+)\s", re.IGNORECASE)


def measures_of(
    tree: Tree, trigger: int, measures: Sequence[Measure], dimensions: frozenset[str], change: str
) -> list[tuple[int, Measure]]:
    """Give the quantities a trigger may claim, each with its distance in the tree, nearest first."""
    found = []
    for measure in measures:
        if measure.dimension not in dimensions or measure.old:
            continue
        if (measure.change and change == "no") or (not measure.change and change == "only"):
            continue
        head = head_of(tree, measure.start, measure.end)
        if head is not None:
            steps = distance(tree, trigger, head)
            if _reachable(tree, trigger, head):
                found.append((steps, measure))
    return sorted(found, key=lambda row: (row[0], row[1].start))


def _reachable(tree: Tree, trigger: int, head: int) -> bool:
    """Tell whether no further statement lies between a trigger and a quantity."""
    mine, theirs = tree.clause(trigger), tree.clause(head)
    if mine == theirs:
        return True
    if _is_of_shared_subject(tree, mine, theirs, head):
        return True
    between = tree[theirs]
    if between.role == "part" and between.head in tree.phrase(trigger):
        return True
    if between.role == "xcomp" and tree.clause(between.head) == mine:
        return True
    if between.lemma in _TOTALS and between.role in {"advcl", "part", "conj", "parataxis", "relcl"}:
        return tree.clause(between.head) == mine
    return (
        tree[mine].role in {"part", "xcomp", "relcl"}
        and tree.clause(tree[mine].head) == theirs
        and tree[mine].role != "relcl"
    )


def _is_of_shared_subject(tree: Tree, mine: int, theirs: int, head: int) -> bool:
    """Tell whether a quantity counts the subject of two verbs: "one of three was hit and went out of service"."""
    if tree[mine].role != "conj" or tree[mine].head != theirs or tree.kids(mine, "subj", "psubj"):
        return False
    return any(head in tree.phrase(k.index) for k in tree.kids(theirs, "subj", "psubj"))
