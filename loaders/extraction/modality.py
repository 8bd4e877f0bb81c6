"""Fact, plan, possibility or denial: read from the words above and beside a trigger."""

from __future__ import annotations

import re
from functools import cache

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.trees import Token, Tree

_LINKS = frozenset(
    {
        "xcomp",
        "ccomp",
        "obj",
        "psubj",
        "subj",
        "obl",
        "gen",
        "mod",
        "conj",
        "iobj",
        "part",
        "nmod",
        "csubj",
        "advcl",
        "attr",
        "acl",
        "parataxis",
        "appos",
    }
)
_MAX_STEPS = 5


@cache
def _words(lang: str, name: str) -> frozenset[str]:
    return frozenset(table("modality")[lang][name])


def modality(tree: Tree, index: int, *, ignores_can: bool = False) -> Modality | None:
    """Tell how the statement around a trigger is held; None for what is no statement at all."""
    if tree.text.rstrip("»”\"' ").endswith("?") or _orders_reader(tree.lang).search(tree.text):
        return None
    if _is_yet_to_come(tree, index):
        return None
    strongest = Modality.FACT
    for step, token in enumerate(_chain(tree, index)):
        found = _judge(tree, token, step == 0, ignores_can)
        if found is None:
            return None
        if found is Modality.DENIED:
            return Modality.DENIED
        if found is not Modality.FACT and strongest is not Modality.POSSIBLE:
            strongest = found
    return strongest


_YET = re.compile(r"\b(?:has|have|had)\s+yet\s+to\s", re.IGNORECASE)


def _is_yet_to_come(tree: Tree, index: int) -> bool:
    """Tell whether what a trigger says has not been done: "have yet to be told to restart"."""
    if tree.lang != "en":
        return False
    found = [tree.text[m.end() : tree[index].start] for m in _YET.finditer(tree.text) if m.end() <= tree[index].start]
    return any(len(gap) <= 60 and not re.search("[,;]", gap) for gap in found)


@cache
def _orders_reader(lang: str) -> re.Pattern[str]:
    """Find what a text tells its reader, or a machine that reads it, to say or do: that states nothing."""
    return re.compile(table("modality")[lang]["orders_reader"], re.IGNORECASE)


def is_future(tree: Tree, index: int) -> bool:
    """Tell whether the words around a trigger look forward in time."""
    return any(_is_future(tree, token) for token in _chain(tree, index))


def _chain(tree: Tree, index: int) -> list[Token]:
    """Walk up while the governor still frames the trigger's own statement."""
    found = [tree[index]]
    while len(found) < _MAX_STEPS:
        token = found[-1]
        outcome = len(found) == 1 and _is_outcome(tree, token)
        if token.head == token.index or token.role not in _LINKS or (_is_boundary(tree, token) and not outcome):
            break
        if len(found) == 1 and (_has_effects(tree, token) or _lays_down(tree, token)):
            break
        found.append(tree[token.head])
    return found


def _has_effects(tree: Tree, token: Token) -> bool:
    """Tell whether a blow is the subject of what it may bring about: "the attack may cut exports" was an attack."""
    if token.role != "subj" or tree[token.head].pos != "VERB":
        return False
    further = {k.lemma for k in tree.kids(token.head, "xcomp")}
    if token.lemma in _words(tree.lang, "stops") and further:
        return not further & _words(tree.lang, "happen")  # "the shutdown may continue to restrict exports"
    verbs = {tree[token.head].lemma, *further}
    return token.lemma in _words(tree.lang, "blows") and not verbs & _words(tree.lang, "happen")


def _is_outcome(tree: Tree, token: Token) -> bool:
    """Tell whether a gerund tells what a deed would bring: "could stay shut, cutting exports" cuts none yet."""
    gerund = token.role == "advcl" and token.feats.get("Tag") == "VBG" and token.index > token.head
    return gerund and not token.prep and not tree.kids(token.index, "mark", "subj", "psubj", "advmod")


def _lays_down(tree: Tree, token: Token) -> bool:
    """Tell whether an agreement is the subject of what it lays down: one that "provides for 1.5 Mt" was concluded."""
    rows = table("modality")[tree.lang]
    return token.role == "subj" and token.lemma in rows["accords"] and tree[token.head].lemma in rows["lays_down"]


def _is_task(tree: Tree, token: Token) -> bool:
    """Tell whether a gerund is what somebody is told to do: "tasked with expanding the port"."""
    return token.prep == "with" and tree[token.head].lemma in {"task", "charge", "entrust"}


def _is_boundary(tree: Tree, token: Token) -> bool:  # noqa: PLR0911 - a ladder
    """Tell whether a clause stands on its own feet: time, cause and relative clauses, reported speech, conjuncts."""
    if tree[token.head].lemma in _APART:
        return True
    if token.role == "mod" and token.index and tree[token.index - 1].text == ",":  # a participle tagged as adjective
        return True
    if token.role == "part":
        return token.feats.get("VerbForm") != "Inf" and tree[token.head].lemma not in {"envision", "envisage"}
    if token.role == "advcl" and _is_of_doing(token.prep, tree[token.head]):
        return False  # "the possibility of raising it", "talks on raising it"
    if token.role == "advcl" and (token.prep == "before" or _is_task(tree, token)):
        return False  # "agreed to finish the works before resuming" resumes nothing yet
    if token.role in {"advcl", "parataxis", "appos"}:
        return token.feats.get("VerbForm") != "Inf"
    if token.role in {"ccomp", "csubj"}:
        above = tree[token.head]
        if above.lemma in _words(tree.lang, "finds") and _is_done(tree, token):
            return True  # "early signs suggest that it has resumed" proposes nothing
        if above.lemma in _words(tree.lang, "speech"):
            return True  # "told them to build" orders, "told the agency that it was built" does not
        asking = _words(tree.lang, "silent") | _LETTING  # «важно расширить», "will allow it to use the line"
        asked = token.feats.get("VerbForm") == "Inf" and above.lemma in asking
        return not asked and above.lemma not in _words(tree.lang, "plan") | _words(tree.lang, "possible") | _words(
            tree.lang, "denied"
        )
    if token.role == "conj":
        return token.pos in {"VERB", "AUX"} and token.feats.get("VerbForm") != "Inf"
    if token.role in {"obl", "nmod"} and token.pos in {"NOUN", "PROPN"}:
        ahead = token.lemma in _words(tree.lang, "works") and _is_future(tree, tree[token.head])
        answered = token.lemma in _words(tree.lang, "blows") and token.prep in _FOR
        return answered or (token.prep in _OUTSIDE and not ahead)
    return False


_LETTING = frozenset({"allow", "let", "enable", "permit", "позволить", "разрешить"})
_FOR = frozenset({"за", "for", "over"})  # what one is to answer for was done


def _is_done(tree: Tree, token: Token) -> bool:
    auxiliaries = {k.text.lower() for k in tree.kids(token.index, "aux")}
    return token.feats.get("Tag") == "VBD" or bool(auxiliaries & {"has", "have", "had", "was", "were"})


def _is_of_doing(preposition: str, above: Token) -> bool:
    """Tell whether what is done is the content of a noun: "the possibility of raising it", "an interest in it"."""
    if preposition == "in":
        return above.lemma in {"interest", "interested"}
    return preposition in _OF_DOING and above.pos in {"NOUN", "ADJ"}


_OF_DOING = frozenset({"of", "on", "about", "to", "for"})
# A denied part in a deed is no denied deed.
_APART = frozenset(
    {
        "компенсировать", "восполнить", "offset", "compensate",
        "violate", "circumvent", "evade", "нарушать", "нарушить",
        "причастность", "ответственность", "involvement", "responsibility", "role",
        "жалоба", "апелляция", "ходатайство", "иск", "appeal", "complaint", "petition",
    }
)  # fmt: skip
_OUTSIDE = frozenset(
    {
        "после", "из-за", "до", "вследствие", "ввиду", "перед", "помимо", "кроме", "из", "в", "с",
        "в результате", "в связи с", "на фоне", "несмотря на", "с момента", "по сравнению с",
        "after", "due", "because", "of", "following", "since", "before", "amid", "despite", "besides", "under", "owing",
        "as", "result", "from", "because of", "due to",
    }
)  # fmt: skip


def _judge(tree: Tree, token: Token, own: bool, ignores_can: bool) -> Modality | None:  # noqa: PLR0911 - a ladder
    beside = _beside(tree, token)
    lang = tree.lang
    if (
        _is_inverted(tree, token)
        or beside & _words(lang, "conditional")
        or (not own and _is_matter(tree, token))
        or (not own and token.lemma in _words(lang, "silent"))
    ):
        return None
    if (
        (not own and _is_of_a_date(tree, token))
        or _is_left_open(tree, token)
        or (not own and token.lemma in _words(lang, "expected") and beside & _words(lang, "negation"))
    ):
        return None
    if beside & _words(lang, "negation"):
        return None if not own and token.lemma in _words(lang, "told_of") else Modality.DENIED
    if own and "before" in beside and beside & {"can", "could"}:
        return None  # "repairs are needed before loading can resume"
    if beside & (_words(lang, "silent") - {"необходимый"}):
        return None
    if not own and token.lemma in _words(lang, "announced") and _is_future(tree, token):
        return None
    if not own and token.lemma in _words(lang, "denied"):
        return Modality.DENIED
    if (
        not own
        and token.text.lower() == "used"
        and any(k.text.lower() == "to" for c in tree.kids(token.index, "xcomp") for k in tree.kids(c.index, "aux"))
    ):
        return None  # what "used to go" a way goes there no more
    if "have" in beside and beside & {"would", "could", "might"}:
        return None
    possible = (beside | (set() if own or _hears(tree, token) else {token.lemma})) & _words(lang, "possible")
    if possible and not (
        ignores_can and possible <= {"can", "мочь", "способный", "capable", "able", "возможность", "позволять"}
    ):
        return Modality.PLAN if possible == {"would"} and _is_reported(tree, token) else Modality.POSSIBLE
    if (
        (not own and token.lemma in _words(lang, "plan") and _looks_ahead(tree, token))
        or _is_headline_aim(tree, token)
        or _is_future(tree, token)
        or beside & {"planned", "плановый", "планируемый", "запланированный"} & (set() if own else beside)
    ):
        return Modality.PLAN
    return Modality.PLAN if own and _is_bare_infinitive(tree, token) else Modality.FACT


def _is_matter(tree: Tree, token: Token) -> bool:
    """Tell whether a clause only says that something is needed, or an important matter."""
    if any(k.lemma in _words(tree.lang, "silent") for k in tree.kids(token.index, "attr")):
        return True
    named = (k for k in tree.kids(token.index, "attr", "xcomp", "obl") if k.pos == "NOUN" and k.prep in {"", "ins"})
    return token.lemma in {"be", "являться", "стать"} and any(k.lemma in _words(tree.lang, "matters") for k in named)


def _is_inverted(tree: Tree, token: Token) -> bool:
    """Tell whether a clause is a condition without "if": "had the drones hit it, …", "should it close, …"."""
    if tree.lang != "en" or token.role not in {"advcl", "ccomp"}:
        return False
    subjects = [k.index for k in tree.kids(token.index, "subj", "psubj")]
    asked = [k for k in tree.kids(token.index, "aux") if k.text.lower() in {"had", "should", "were"}]
    return any(k.index < i for k in asked for i in subjects)


def _hears(tree: Tree, token: Token) -> bool:
    """Tell whether what is considered is an appeal: the decision appealed against is no possibility."""
    return any(k.lemma in _APART for k in tree.kids(token.index, "obj", "psubj", "subj"))


def _is_of_a_date(tree: Tree, token: Token) -> bool:
    """Tell whether words speak of the date of something, which may have none: "gave no timeline for a restart"."""
    return any(one.lemma in _words(tree.lang, "date") for one in (token, *tree.kids(token.index, "obj")))


def _is_left_open(tree: Tree, token: Token) -> bool:
    """Tell whether a text only says that the time of something is to be told or not known: "unclear when it opens"."""
    if not any(k.lemma in {"when", "когда"} for k in tree.kids(token.index, "advmod", "mark", "obl")):
        return False
    if token.role in {"advcl", "ccomp"}:
        return tree[token.head].lemma in _words(tree.lang, "untold")
    below = [k for k in tree.kids(token.index) if k.pos == "VERB" and k.index > token.index]  # a tree upside down
    return token.role == "root" and any(k.lemma in _words(tree.lang, "untold") for k in below)


def _looks_ahead(tree: Tree, token: Token) -> bool:
    """Tell whether a word that plans only before an infinitive has one: "set to resume", not "set fire"."""
    if token.lemma == "due":  # "the halt was due to an attack"
        return not any(k.lemma == "to" and k.role == "case" for k in tree.kids(token.index))
    if token.lemma == "due":  # "the halt was due to an attack"
        return not any(k.lemma == "to" and k.role == "case" for k in tree.kids(token.index))
    if token.pos != "VERB" or token.lemma not in table("modality")[tree.lang]["before_infinitive"]:
        return True
    following = [t.text.lower() for t in tree.tokens[token.index + 1 : token.index + 4]]
    return "to" in following


def _beside(tree: Tree, token: Token) -> set[str]:
    found = {
        k.lemma for k in tree.kids(token.index, "aux", "neg", "advmod", "mark", "det", "case", "discourse") if k.lemma
    }
    if any(_is_no_denial(tree, k) for k in tree.kids(token.index, "neg", "advmod")):
        found -= _words(tree.lang, "negation")
    found |= {k.lemma for k in tree.kids(token.index, "parataxis") if k.pos == "ADV"}  # «возможно, …»
    if tree.lang == "en":
        found |= {k.lemma for k in tree.kids(token.index, "aux") if k.lemma}
        if any(k.lemma == "no" for k in tree.kids(token.index, "det")):
            found.add("no")
        found -= {"no"} if token.pos in {"VERB", "AUX"} else set()
        found |= {"not" for k in tree.kids(token.index, "advmod") if k.text == "longer" and tree.kids(k.index, "neg")}
        found -= {"without", "against", "after"}
    return found - {"без", "против"}


def _is_headline_aim(tree: Tree, token: Token) -> bool:
    """Tell whether a headline says what is to be: "SOCAR to start shipments", however it was parsed."""
    if (
        tree.lang != "en"
        or token.feats.get("VerbForm") != "Inf"
        or not any(k.lemma == "to" for k in tree.kids(token.index, "aux"))
    ):
        return False
    above = tree[token.head]
    named = above.pos in {"NOUN", "PROPN"} and above.role == "root" and above.index == token.index - 2
    return token.role == "root" or (token.role in {"part", "advcl"} and named)


def _is_no_denial(tree: Tree, token: Token) -> bool:
    """Tell whether a "not" denies nothing: "not only", «не что иное, как»."""
    if token.lemma not in _words(tree.lang, "negation"):
        return False
    following = " ".join(t.text.lower() for t in tree.tokens[token.index + 1 : token.index + 3])
    return following.startswith(tuple(table("modality")[tree.lang]["no_denial"]))


def _is_future(tree: Tree, token: Token) -> bool:
    if token.feats.get("Tense") == "Fut":
        return True
    auxiliaries = tree.kids(token.index, "aux", "cop")
    if tree.lang == "ru":
        return any(k.feats.get("Tense") == "Fut" or k.text.lower() in {"будет", "будут"} for k in auxiliaries)
    return any(k.lemma in _words("en", "future_auxiliary") for k in auxiliaries)


def _is_reported(tree: Tree, token: Token) -> bool:
    return any(tree[i].lemma in {"say", "tell", "announce", "report", "add", "note"} for i in tree.up(token.index))


_PHASES = frozenset(
    [
        "начать",
        "начаться",
        "продолжить",
        "продолжать",
        "успеть",
        "успевать",
        "возобновить",
        "удаться",
        "позволить",
        "прекратить",
        "завершить",
        "суметь",
        "смочь",
        "вынудить",
        "заставить",
        "приступить",
        "прийтись",
        "приходиться",
        "вынужденный",
        "довестись",
        "удаваться",
        "мешать",
        "помешать",
        "begin",
        "start",
        "continue",
        "resume",
        "manage",
        "allow",
        "stop",
        "finish",
        "force",
        "cause",
        "use",
        "help",
        "lead",
        "proceed",
        "claim",  # "was claimed to be damaged"
        "say",
        "report",
        "believe",
        "think",
        "find",
    ]
)


def _is_bare_infinitive(tree: Tree, token: Token) -> bool:
    if token.feats.get("VerbForm") != "Inf" and not (
        tree.lang == "en" and any(k.text == "to" for k in tree.kids(token.index, "aux"))
    ):
        return False
    if tree.lang == "en" and not any(k.lemma == "to" for k in tree.kids(token.index, "aux")):
        return False
    above = tree[token.head]
    return above.lemma not in _PHASES and above.text.lower() != "had"  # what had to be done was done
