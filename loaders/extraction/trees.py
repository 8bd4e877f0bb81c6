"""One small set of grammatical roles over both languages' dependency trees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from loaders.resolve.words import tense

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

_PARTICIPLE = re.compile(r"(?:[аяе]н[оаы]|ит[оаы])$")
_OPENING = re.compile(r"[А-ЯЁ]\w+(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ому|ым|ых|ыми|ую)")
CLAUSES = frozenset({"advcl", "relcl", "ccomp", "parataxis", "root", "csubj"})
_ENGLISH = {
    "nsubj": "subj", "nsubjpass": "psubj", "csubj": "csubj", "csubjpass": "csubj", "dobj": "obj", "dative": "iobj",
    "poss": "gen", "compound": "mod", "amod": "mod", "nmod": "mod", "npadvmod": "obl", "attr": "attr", "acomp": "attr",
    "oprd": "attr", "ROOT": "root", "acl": "part", "nummod": "num", "quantmod": "num", "auxpass": "aux",
    "prt": "prt",
}  # fmt: skip
_RUSSIAN = {
    "nsubj": "subj", "nsubj:pass": "psubj", "csubj:pass": "csubj", "amod": "mod", "acl": "part", "acl:relcl": "relcl",
    "nummod": "num", "nummod:gov": "num", "nummod:entity": "num", "aux:pass": "aux", "flat:name": "flat",
    "flat:foreign": "flat", "obl:agent": "agent",
}  # fmt: skip


@dataclass(slots=True)
class Token:
    """A word in its tree. ``prep``: the preposition(s) that govern it, joined by a space."""

    index: int
    text: str
    lemma: str
    pos: str
    role: str
    head: int
    start: int
    end: int
    feats: dict[str, str] = field(default_factory=dict)
    prep: str = ""
    children: list[int] = field(default_factory=list)


class Tree:
    """The tokens of one sentence under the common roles."""

    def __init__(self, tokens: list[Token], lang: str, text: str) -> None:
        self.tokens = tokens
        self.lang = lang
        self.text = text
        for token in tokens:
            if token.head != token.index:
                tokens[token.head].children.append(token.index)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __len__(self) -> int:
        return len(self.tokens)

    def hang(self, token: Token, head: int) -> None:
        """Take a token from its head and hang it, with all below it, on another."""
        self.tokens[token.head].children.remove(token.index)
        token.head = head
        self.tokens[head].children.append(token.index)
        self.tokens[head].children.sort()

    def kids(self, index: int, *roles: str) -> list[Token]:
        """Give the children of a token, only those of the named roles if any are named."""
        tokens = self.tokens
        found = [tokens[i] for i in tokens[index].children]
        return [t for t in found if t.role in roles] if roles else found

    def phrase(self, index: int) -> list[int]:
        """Give the tokens of a phrase: what hangs below, without further clauses and conjoined verbs."""
        found = {index}
        below = [index]
        while below:
            for child in self.kids(below.pop()):
                inside = child.role not in CLAUSES and (child.role != "conj" or child.pos not in {"VERB", "AUX"})
                if inside and child.index not in found:
                    found.add(child.index)
                    below.append(child.index)
        return sorted(found)

    def clause(self, index: int) -> int:
        """Give the token that heads the clause in which a token stands."""
        seen = set()
        while index not in seen:
            seen.add(index)
            token = self.tokens[index]
            verbal = token.pos in {"VERB", "AUX"} and token.role in CLAUSES | {"conj", "part", "xcomp"}
            if token.head == index or token.role in CLAUSES or verbal:
                return index
            index = token.head
        return index

    def up(self, index: int) -> Iterator[int]:
        """Walk from a token to the root, the token itself first."""
        seen = set()
        while index not in seen:
            seen.add(index)
            yield index
            index = self.tokens[index].head

    def at(self, start: int, end: int) -> list[int]:
        """Give the tokens that overlap a stretch of characters."""
        return [t.index for t in self.tokens if t.start < end and t.end > start]

    def top(self, indices: Sequence[int]) -> int:
        """Give the one of some tokens that heads the others."""
        inside = set(indices)
        return next((i for i in indices if self.tokens[i].head not in inside or self.tokens[i].head == i), indices[0])


def governing(tree: Tree, index: int) -> str:
    """Give the preposition that governs a token, that of the list it stands in included: "through A and B"."""
    token = tree[index]
    while not token.prep and token.role == "conj" and token.head != token.index:
        token = tree[token.head]
    return token.prep


def break_cycles(heads: Sequence[int]) -> list[int]:
    """Make one tree of parser output: the first root stays, each cycle and each further root hangs on it."""
    fixed = [i if h < 0 or h >= len(heads) else h for i, h in enumerate(heads)]
    root = next((i for i, h in enumerate(fixed) if i == h), 0)
    fixed[root] = root
    for start in range(len(fixed)):
        if fixed[start] == start and start != root:
            fixed[start] = root
        seen, place = {start}, start
        while fixed[place] != place:
            following = fixed[place]
            if following in seen:
                fixed[place] = root
                break
            seen.add(following)
            place = following
    return fixed


def russian_tree(doc: Doc) -> Tree:
    """Read a Russian sentence: Universal Dependencies with a few roles renamed."""
    tokens = []
    for word in doc:
        role = word.dep_
        feats = dict(_features(str(word.morph)))
        tokens.append(_token(word, _RUSSIAN.get(role, role), word.head.i, feats, ""))
    prepositions = _prepositions(tokens)
    for token in tokens:
        if token.feats.get("Tense") == "Fut" and _PARTICIPLE.search(token.text):  # «прокачано» is tagged as a future
            token.feats |= {"VerbForm": "Part", "Voice": "Pass", "Tense": "Past"}
        if token.role == "part" and token.pos == "PROPN" and _OPENING.fullmatch(token.text):  # «Подорванный в ноябре …»
            token.pos = "VERB"
            token.feats |= {"VerbForm": "Part", "Voice": "Pass", "Tense": "Past"}
        if "Tense" in token.feats and token.feats.get("VerbForm") == "Fin":
            token.feats |= tense(token.text.lower())
        if token.role == "parataxis" and token.pos in {"NOUN", "PROPN", "NUM", "SYM", "X"}:
            token.role = "appos"
        token.prep = prepositions.get(token.index, "")
        if token.role == "nmod":
            token.role = "gen" if not token.prep and token.feats.get("Case") in {"Gen", None} else "obl"
        if token.role == "obl" and not token.prep and token.feats.get("Case") == "Ins":
            token.prep = "ins"
        if token.role in {"obl", "iobj"} and not token.prep and token.feats.get("Case") == "Dat":
            token.role = "iobj"
    _genitives_follow(tokens)
    from loaders.extraction.russian_repairs import repaired

    return repaired(Tree(tokens, "ru", doc.text))


_APART = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ"})
_REACH = 4  # words, adjectives included, that a genitive may stand behind its noun


def _genitives_follow(tokens: list[Token]) -> None:
    """Hang a genitive on the noun before it where the parser hung it on one far behind, across verbs and commas."""
    for token in tokens:
        if token.role != "gen" or token.head - token.index <= _REACH:
            continue
        if not any(t.pos in _APART for t in tokens[token.index + 1 : token.head]):
            continue
        before = reversed(tokens[max(0, token.index - _REACH) : token.index])
        noun = next((t for t in before if t.pos not in {"ADJ", "DET", "NUM"} and t.role != "mod"), None)
        if noun is not None and noun.pos == "NOUN" and noun.head != token.index:
            token.head = noun.index


@lru_cache(maxsize=4096)
def _features(written: str) -> dict[str, str]:
    """Read features as they are written: ``Case=Gen|Number=Sing``."""
    return dict(one.split("=", 1) for one in written.split("|")) if written else {}


def _prepositions(tokens: list[Token]) -> dict[int, str]:
    """Give the preposition of each token that has one, its fixed parts included: «в связи с»."""
    found: dict[int, list[int]] = {}
    fixed: dict[int, list[int]] = {}
    for word in tokens:
        if word.role == "case":
            found.setdefault(word.head, []).append(word.index)
        elif word.role == "fixed":
            fixed.setdefault(word.head, []).append(word.index)
    rows = {head: sorted(j for i in cases for j in (i, *fixed.get(i, ()))) for head, cases in found.items()}
    return {head: " ".join(tokens[i].text for i in row).lower() for head, row in rows.items()}


def english_tree(doc: Doc) -> Tree:
    """Read an English sentence: prepositions become a mark on their nouns, as in Universal Dependencies."""
    tokens = []
    for word in doc:
        role, head, prep = _ENGLISH.get(word.dep_, word.dep_), word.head.i, ""
        if word.dep_ in {"pobj", "pcomp"}:
            role, head, prep = _under_preposition(word)
        elif word.dep_ in {"prep", "agent"}:
            role = "case"
        feats = dict(_features(str(word.morph)))
        feats["Tag"] = word.tag_
        tokens.append(_token(word, role, head, feats, prep))
    heads = break_cycles([t.head for t in tokens])
    for token, parent in zip(tokens, heads, strict=True):
        token.head = parent
    tree = Tree(tokens, "en", doc.text)
    for token in tokens:
        _free_subject(tree, token)
    from loaders.extraction.repairs import flows_are_nouns, pumping_is_a_noun, sending_is_a_verb, what_stays_is_subject

    flows_are_nouns(tree)
    pumping_is_a_noun(tree)
    sending_is_a_verb(tree)
    what_stays_is_subject(tree)
    return tree


_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    }
)  # fmt: skip


def _free_subject(tree: Tree, token: Token) -> None:
    """Part "On 24 September drones damaged …" as its reader does: the date is one phrase, the drones the subject."""
    verb = tree[token.head]
    if token.role != "obl" or token.prep not in {"on", "in", "since"} or verb.pos not in {"VERB", "AUX"}:
        return
    month = next((k for k in tree.kids(token.index, "mod") if k.lemma in _MONTHS), None)
    if month is None or token.index > verb.index or tree.kids(verb.index, "subj", "psubj"):
        return
    passive = any(k.lemma == "be" for k in tree.kids(verb.index, "aux")) and verb.feats.get("Tag") == "VBN"
    token.role, token.prep = ("psubj" if passive else "subj"), ""
    month.prep, day = "on", [k for k in tree.kids(token.index, "num") if k.index < token.index and k.text.isdigit()]
    for part, role, above in [(month, "obl", verb.index), *((k, "num", month.index) for k in day)]:
        part.role, part.head = role, above
        token.children.remove(part.index)
        tree[above].children.append(part.index)


def _under_preposition(token: Word) -> tuple[str, int, str]:
    words: list[str] = []
    place = token.head
    agent = place.dep_ == "agent"
    while place.dep_ in {"prep", "agent", "pcomp"} and _is_preposition(place) and len(words) < 4:
        words.append(place.lower_)
        place = place.head
    prep = " ".join(reversed(words))
    if token.dep_ == "pcomp":
        return "advcl", place.i, prep
    if agent:
        return "agent", place.i, prep
    return ("gen" if prep == "of" and place.pos_ in {"NOUN", "PROPN", "NUM"} else "obl"), place.i, prep


def _is_preposition(word: Word) -> bool:
    return word.pos_ in {"ADP", "SCONJ", "ADV", "ADJ"} or word.lower_ == "following"


def _token(token: Word, role: str, head: int, feats: dict[str, str], prep: str) -> Token:
    t = token
    lemma = t.lemma_.lower()
    return Token(
        t.i, t.text, lemma, t.pos_, role, head, t.idx, t.idx + len(t.text), feats, prep
    )  # fmt: skip
