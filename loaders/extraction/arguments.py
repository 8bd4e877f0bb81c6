"""The arguments of a trigger word: who does it, to what, through what, whatever the voice or part of speech."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.extraction.data import table
from loaders.extraction.frames import word_class
from loaders.extraction.trees import Token, Tree

RELATIVES = frozenset({"который", "которая", "which", "that", "who", "whom", "какой"})
CARRIERS = frozenset(
    [
        "произойти",
        "совершить",
        "провести",
        "проводить",
        "осуществлять",
        "осуществить",
        "вестись",
        "нанести",
        "подвергнуться",
        "быть",
        "являться",
        "стать",
        "начать",
        "начаться",
        "продолжить",
        "продолжиться",
        "завершить",
        "завершиться",
        "достичь",
        "достигнуть",
        "составить",
        "составлять",
        "обеспечить",
        "обеспечивать",
        "планировать",
        "carry",
        "undergo",
        "conduct",
        "take",
        "be",
        "begin",
        "start",
        "continue",
        "complete",
        "make",
        "see",
        "cause",
        "reach",
        "have",
        "face",
        "become",
        "do",
        "expect",
        "plan",
        "announce",
        "подписать",
        "заключить",
        "достигаться",
        "предусматривать",
        "объявить",
        "принять",
        "вынести",
        "ввести",
        "sign",
        "issue",
        "impose",
        "lead",
        "привести",
        "приводить",
    ]
)
_TELLING = frozenset({"instruct", "order", "task", "direct", "tell", "ask", "assign", "commission", "charge"})
_IS = frozenset({"be", "become"})
_STATES = frozenset(
    {
        "come",
        "попасть",
        "находиться",
        "стоять",
        "быть",
        "be",
        "undergo",
        "go",
        "уйти",
        "выйти",
        "встать",
        "подвергнуться",
    }
)
# Objects that only say how long: «простаивает вторую неделю».
_SPANS = frozenset({"неделя", "месяц", "день", "сутки", "год", "час", "week", "month", "day", "year", "hour"})
_STOPPING = frozenset({"halt", "stop", "suspend", "cease", "resume", "restart", "pause"})
_PASSIVE_SUFFIX = ("ся", "сь")


@dataclass(slots=True)
class Arguments:
    """Fillers of one trigger by slot; ``obliques`` by preposition (``ins`` for a bare instrumental)."""

    theme: list[int] = field(default_factory=list)
    subject: list[int] = field(default_factory=list)
    recipient: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    obliques: list[tuple[str, int]] = field(default_factory=list)
    outer: list[tuple[str, int]] = field(default_factory=list)
    attribute: list[int] = field(default_factory=list)
    passive: bool = False


def arguments(tree: Tree, index: int) -> Arguments:
    """Collect the arguments of a verb, participle, noun or adjective."""
    token = tree[index]
    found = Arguments()
    if token.role == "aux" and token.head != token.index:
        token = tree[token.head]
    if token.pos in {"VERB", "AUX"} or token.feats.get("VerbForm") in {"Part", "Fin", "Inf", "Conv"}:
        _of_verb(tree, token, found, 0)
    else:
        _of_noun(tree, token, found)
    _relative(tree, token, found)
    _same_object(tree, token, found)
    _flows_undergo(tree, token, found)
    found.theme = _counted(tree, _with_conjuncts(tree, found.theme))
    found.subject = _with_conjuncts(tree, found.subject)
    found.recipient = _with_conjuncts(tree, found.recipient)
    found.obliques = [(prep, i) for prep, first in found.obliques for i in _with_conjuncts(tree, [first])]
    return found


def _flows_undergo(tree: Tree, token: Token, found: Arguments) -> None:
    """Let "flows through the line stopped" say of the flows what "were stopped" says."""
    if tree.lang == "en" and token.lemma in _STOPPING and not found.passive and not found.theme:
        flows = [i for i in found.subject if tree[i].lemma in word_class("@flow", "en")]
        found.theme, found.subject = flows, [i for i in found.subject if i not in flows]


def _of_verb(tree: Tree, token: Token, found: Arguments, depth: int) -> None:
    found.passive = is_passive(tree, token)
    for kid in tree.kids(token.index):
        _place(tree, token, kid, found)
    if token.role == "appos" and token.feats.get("Variant") == "Short" and not found.theme:
        found.theme.append(token.head)  # «Нефтепровод А – Б остановлен»: a dash has made the name the root
    if token.role == "part":
        (found.theme if found.passive else found.subject).append(token.head)
    if not found.theme and not found.passive and token.pos == "VERB":
        shared = next(
            (o for k in tree.kids(token.index, "conj") if k.pos == "VERB" for o in tree.kids(k.index, "obj")), None
        )
        if shared is not None and tree.lang == "en":
            found.theme.append(shared.index)
    if depth < 3:
        _inherit(tree, token, found, depth)


def _place(tree: Tree, token: Token, kid: Token, found: Arguments) -> None:
    if kid.role in {"subj", "psubj"} and tree.lang == "ru" and kid.prep not in {"", "ins"}:
        # what stands under a preposition is no subject, whatever the tree says
        found.obliques.append((kid.prep, kid.index))
    elif kid.role in {"subj", "psubj", "csubj"}:
        (found.theme if kid.role == "psubj" or found.passive else found.subject).append(kid.index)
    elif kid.role == "obj":
        if kid.lemma not in _SPANS:
            found.theme.append(kid.index)
    elif kid.role == "agent":
        found.subject.append(kid.index)
    elif kid.role == "iobj":
        found.recipient.append(kid.index)
    elif kid.role in {"obl", "nmod"}:
        if kid.prep == "ins" and found.passive and token.pos != "NOUN":
            found.subject.append(kid.index)
        found.obliques.append((kid.prep, kid.index))
    elif kid.role in {"xcomp", "ccomp"}:
        found.content.append(kid.index)
        if token.lemma in _TELLING and tree.lang == "en" and kid.feats.get("VerbForm") == "Inf":
            found.theme.extend(k.index for k in tree.kids(kid.index, "subj"))  # "ordered A to build"
        if token.lemma in _STOPPING and kid.feats.get("Tag") == "VBG":  # "halted pumping oil" halts the pumping
            found.theme.append(kid.index)
    elif kid.role == "attr":
        found.attribute.append(kid.index)


def is_passive(tree: Tree, token: Token) -> bool:
    """Tell whether the subject of a verb undergoes the action."""
    if tree.lang == "ru":
        return token.feats.get("Voice") == "Pass" or (
            token.text.lower().endswith(_PASSIVE_SUFFIX) and token.feats.get("Voice") != "Act"
        )
    participle = token.feats.get("Tag") == "VBN"
    have = any(k.lemma == "have" for k in tree.kids(token.index, "aux"))
    return participle and (
        token.role == "part"
        or any(k.role == "psubj" or k.lemma in {"be", "get"} for k in tree.kids(token.index, "psubj", "aux"))
        or (not have and token.role in {"advcl", "conj"})
    )


def _inherit(tree: Tree, token: Token, found: Arguments, depth: int) -> None:
    """Take the subject of the verb above for conjoined verbs, infinitives and gerunds."""
    if token.head == token.index or (found.subject if not found.passive else found.theme):
        return
    above = tree[token.head]
    controlled = (
        token.role in {"conj", "xcomp"}
        or (token.role in {"advcl", "ccomp"} and token.feats.get("VerbForm") in {"Conv", "Inf", "Ger"})
        or (token.role == "advcl" and token.feats.get("Tag") == "VBG")
    )
    if not controlled or above.pos not in {"VERB", "AUX", "ADJ"}:
        return
    upper = Arguments()
    _of_verb(tree, above, upper, depth + 1)
    below = token.role in {"xcomp", "ccomp"}  # "allow Azerbaijan to use it": it is Azerbaijan that uses it
    giver = upper.recipient or (upper.theme if tree.lang == "en" and below and not upper.passive else [])
    if below and giver:
        found.subject.extend(giver)
        return
    subject = upper.theme if upper.passive else upper.subject
    if not subject:  # «добыча может быть возобновлена»: the modal verb has the subject of the passive
        subject = [k.index for k in tree.kids(above.index, "psubj")]
    if token.role == "conj" and token.index < above.index:  # a tree upside down: what comes later is not shared
        subject = [i for i in subject if i < token.index]
    (found.theme if found.passive else found.subject).extend(i for i in subject if i != token.index)
    if token.role == "conj":
        found.outer.extend(upper.obliques)


def _of_noun(tree: Tree, token: Token, found: Arguments) -> None:
    for kid in tree.kids(token.index):
        if kid.role in {"gen", "mod", "appos", "det", "flat"}:
            found.theme.append(kid.index)
        elif kid.role == "agent" or (kid.prep in {"by", "ins"} and kid.role == "obl"):
            found.subject.append(kid.index)
        elif kid.role in {"obl", "nmod"}:
            found.obliques.append((kid.prep, kid.index))
        elif kid.role in {"part", "xcomp", "ccomp"} and kid.feats.get("VerbForm") == "Inf":
            found.content.append(kid.index)
        elif kid.role in {"subj", "psubj"} and token.pos in {"NOUN", "ADJ", "PROPN"}:
            found.subject.append(kid.index)
    head = tree[token.head]
    if token.head != token.index and head.pos in {"VERB", "AUX", "ADJ"}:
        upper = Arguments()
        _of_verb(tree, head, upper, 1)
        found.outer.extend(upper.obliques)
        if token.index in upper.theme and not upper.passive and head.lemma in CARRIERS:
            found.subject.extend(upper.subject)
        elif (token.role == "obl" and head.lemma in _STATES) or (token.role == "attr" and head.lemma in _IS):
            found.theme.extend(upper.theme if upper.passive else upper.subject)


def _relative(tree: Tree, token: Token, found: Arguments) -> None:
    """Put the noun before the clause in the place of "which" and «который»."""
    clause = tree[tree.clause(token.index)]
    if clause.role != "relcl" or clause.head == clause.index:
        return
    antecedent = _named_by(tree, clause.head)
    for row in (found.theme, found.subject):
        row[:] = [antecedent if tree[i].lemma in RELATIVES else i for i in row]
    found.obliques = [(p, antecedent if tree[i].lemma in RELATIVES else i) for p, i in found.obliques]
    if token.index == clause.index and not found.subject and not found.passive and tree.lang == "en":
        found.subject.append(antecedent)
    elif token.index == clause.index and found.passive and not (found.theme or found.subject) and tree.lang == "ru":
        found.theme.append(antecedent)


def _named_by(tree: Tree, noun: int) -> int:
    """Give what a predicate noun is said of: in "A is a venture that runs B" it is A who runs."""
    token = tree[noun]
    subjects = tree.kids(token.head, "subj") if token.role == "attr" else tree.kids(noun, "subj")
    return subjects[0].index if len(subjects) == 1 and subjects[0].text[:1].isupper() else noun


_THEM = frozenset({"it", "they", "he", "him", "them", "он", "она", "оно", "они"})


def _same_object(tree: Tree, token: Token, found: Arguments) -> None:
    """Put what the first of two joined verbs acts on for the pronoun: "halted loadings and resumed them"."""
    if token.role != "conj" or tree[token.head].pos != "VERB":
        return
    objects = [k.index for k in tree.kids(token.head, "obj")]
    if len(objects) == 1 and tree[objects[0]].lemma not in _THEM:
        found.theme = [objects[0] if tree[i].lemma in _THEM and i > token.index else i for i in found.theme]


def _counted(tree: Tree, row: list[int]) -> list[int]:
    """Add what is counted to its units: "suspended 450,000 barrels per day of crude exports" suspends exports."""
    units = table("repairs")[tree.lang]["units"]
    found = list(row)
    for index in (i for i in row if tree[i].lemma in units):
        below = [k for k in tree.kids(index, "gen", "obl") if k.prep in {"", "of", "per"}]
        below += [k for b in below for k in tree.kids(b.index, "gen", "obl") if k.prep in {"", "of"}]
        found.extend(k.index for k in below if k.index not in found and k.pos in {"NOUN", "PROPN"})
    return found


def _with_conjuncts(tree: Tree, row: list[int]) -> list[int]:
    found: list[int] = []
    waiting = list(row)
    while waiting:
        index = waiting.pop(0)
        if index not in found:
            found.append(index)
            joined = [k.index for k in tree.kids(index, "conj") if k.pos not in {"VERB", "AUX"}]
            waiting = [*joined, *waiting]
    return found
