"""What a sentence names: things of the gazetteer, vessels, persons, and nouns that stand for something named before."""

# ruff: noqa: E501 - a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graph.model.identity import is_new, new_entity_id
from loaders.extraction.data import table
from loaders.extraction.salience import Salience
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, Found, kinds

CONSORTIA = frozenset({"cpc", "btc_co", "aioc", "tanap"})
PERSON, VESSEL, GENERIC, STATION = "person", "vessel", "generic", "station"
UNKNOWN = "unknown "  # before the kind of thing that a class noun says it is
_VESSEL = {
    "ru": re.compile(r"(?:[Тт]анкер\w*|судн\w+|супертанкер\w*|нефтевоз\w*)(?:\s+класса\s+[\w-]+)?\s+[«\"“]([^»\"”]{2,30})[»\"”]|(?:[Тт]анкер\w{0,3})\s+((?:[A-ZА-Я][\w-]+)(?:\s+[A-ZА-Я][\w-]+){0,2})"),
    "en": re.compile(
        r"(?:[Tt]ankers?|[Vv]essels?|[Ss]hips?)(?:[^.;]{0,60}?\b(?:among them|including|named|called)(?:\s+the)?)?\s+[“\"'‘«]?((?:[A-Z][\w-]+)(?:\s+[A-Z][\w-]+){0,2})[”\"'’»]?|"
        r"[“\"‘«]?((?!The\b|An?\b|One\b)(?:[A-Z][a-z]\w+)(?:\s+[A-Z][\w-]+){0,2})[”\"’»]?\s+(?:oil\s+)?(?:tanker|vessel)\b"
    ),
}  # fmt: skip
_AND_VESSEL = re.compile(
    r"[»”\"’]?\s*(?:,(?:\s+(?:and|и))?|and|и)\s+(?:the\s+)?[«“\"]?([A-ZА-Я][\w-]+(?:\s+[A-ZА-Я][\w-]+)?)"
)
_NO_VESSEL = frozenset(
    {
        "Kazakh",
        "Russian",
        "The",
        "An",
        "Aframax",
        "Suezmax",
        "Two",
        "Oil",
        "Another",
        "Kazakhstan",
        "Azerbaijani",
        "Turkish",
        "Greek",
        "Loaded",
        "Targeted",
        "Attacked",
        "Hit",
        "Struck",
        "Damaged",
        "Off",
        "Near",
        "Это",
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a sentence: its possible ids in order of preference, how it is said, and where."""

    ids: tuple[str, ...]
    kind: str
    start: int
    end: int
    top: int = -1
    tokens: tuple[int, ...] = ()
    mixed: bool = False
    town: bool = False

    def pick(self, wanted: frozenset[str]) -> str | None:
        """Give the first id that is of one of the wanted kinds."""
        return next((i for i in self.ids if self.kinds_of(i) & wanted), None)

    def kinds_of(self, entity: str) -> frozenset[str]:
        """Tell what kinds of thing an id of this mention is."""
        if self.kind in {PERSON, VESSEL, STATION}:
            return frozenset({self.kind})
        if self.kind.startswith(UNKNOWN):
            return frozenset({self.kind.removeprefix(UNKNOWN)})
        found = kinds().get(entity, frozenset())
        return found | {"consortium"} if entity in CONSORTIA else found


@dataclass(slots=True)
class Context:
    """What an article has named so far, newest last, and how much its sentences turn on each thing."""

    known: frozenset[str]
    recent: list[Mention] = field(default_factory=list)
    salience: Salience = field(default_factory=Salience)

    def most(self, wanted: frozenset[str]) -> str | None:
        """Give the thing of some kinds that the sentences before turn on most; None where two do alike."""
        rows = [found for m in self.recent if (found := _stands_for(m, wanted, None))]
        return self.salience.most(rows)

    def note(self, mentions: list[Mention], tree: Tree | None = None, *, in_title: bool = False) -> None:
        """Remember the mentions of a sentence that is done."""
        kept = [m for m in mentions if m.kind != PERSON]
        self.recent.extend(kept)
        del self.recent[:-60]
        weighty = [m for i, m in enumerate(kept) if tree is None or not _is_its_short_name(kept[:i], m, tree.text)]
        self.salience.note([(m.ids, m.top) for m in weighty], tree, in_title=in_title)


def _is_its_short_name(before: list[Mention], mention: Mention, text: str) -> bool:
    """Tell whether a name is the abbreviation in brackets of the one before: that says it only once."""
    last = before[-1] if before else None
    return last is not None and bool(set(last.ids) & set(mention.ids)) and text[last.end : mention.start] == " ("


def place(found: list[Found], tree: Tree) -> list[Mention]:
    """Tie names to the tokens of the sentence."""
    mentions = []
    for name in found:
        tokens = tuple(tree.at(name.start, name.end))
        if tokens and _is_numbered(name, tree.text):
            continue  # "Power of Siberia 2" is another line than the one without a number
        if tokens:
            town = any(_is_town(tree, token) for token in tokens) and (
                len(tokens) == 1 or bool(TERMINAL_IN.search(tree.text[: name.start]))
            )
            mentions.append(
                Mention(name.ids, name.kind, name.start, name.end, tree.top(tokens), tokens, name.mixed, town)
            )
    return mentions


_NUMBER = re.compile(
    r"[»”\"]?\s?[-–‑—]?\s?(?:[2-9]|II)(?![\w.,]?\d|\s?(?:%|км|km|млн|тыс|млрд|million|billion|bcm|mln))\b"
)


def _is_numbered(name: Found, text: str) -> bool:
    """Tell whether a number right behind the name of a line makes it another line."""
    pipe = any("pipeline" in kinds().get(i, ()) for i in name.ids)
    return pipe and name.kind == "name" and bool(_NUMBER.match(text, name.end))


# "The terminal in the Russian port of …": the port only says where that terminal is.
TERMINAL_IN = re.compile(
    r"(?:terminal|терминал\w*)\s+(?:in|at|near|в|под)\s+(?:the\s+)?(?:[\w’']+\s+){0,5}$", re.IGNORECASE
)


def _is_town(tree: Tree, index: int) -> bool:
    towns: list[str] = table("generic")["towns"]["words"]
    return tree[index].lemma in towns or tree[index].text.lower() in towns


def _announced(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the matches that name a ship; "the Kazakh tanker Taraz" is looked at again behind its adjective."""
    place = 0
    while match := pattern.search(text, place):
        name = match[1] or match[2] or ""
        named = bool(name) and name.split()[0] not in _NO_VESSEL
        place = match.end() if named else match.start() + max(len(name.split()[0]) if name else 1, 1)
        if named:
            yield match


def vessels(tree: Tree, text: str) -> list[Mention]:
    """Find ships by the word that announces them."""
    found = []
    for match in _announced(_VESSEL[tree.lang], text):
        group = 1 if match[1] else 2
        name = match[group]
        tokens = tuple(tree.at(*match.span(group)))
        if tokens:
            found.append(Mention((new_entity_id(name),), VESSEL, *match.span(group), tree.top(tokens), tokens))
        many = re.match(r"tankers|vessels|танкеры|танкеров|суда", match.group(), re.IGNORECASE)
        following = _AND_VESSEL.match(text, match.end(group)) if many else None
        while following and (tokens := tuple(tree.at(*following.span(1)))):
            found.append(Mention((new_entity_id(following[1]),), VESSEL, *following.span(1), tree.top(tokens), tokens))
            following = _AND_VESSEL.match(text, following.end(1))
    return found


_STATIONS = re.compile(r"(?:станци\w+|НПС)\s+((?:(?:НПС-\d+|«[^»]{3,25}»|\"[^\"]{3,25}\")(?:,\s*|\s+и\s+)?)+)")


def stations(tree: Tree, text: str, placed: list[Mention]) -> list[Mention]:
    """Find pumping stations by the word that announces them: «станции НПС-3, «Андреаполь» и НПС-7»."""
    found = []
    known: dict[str, str] = table("generic")["stations"]
    for row in _STATIONS.finditer(text) if tree.lang == "ru" else ():
        for match in re.finditer(r"НПС-\d+|[«\"]([^»\"]+)[»\"]", row[1]):
            start, end = row.start(1) + match.start(), row.start(1) + match.end()
            tokens = tuple(tree.at(start, end))
            name = match[1] or match[0]
            named = any(m.kind != DEMONYM and m.start < end and start < m.end for m in placed)
            if tokens and (name in known or not named):
                entity = known.get(name) or new_entity_id(name)
                found.append(Mention((entity,), STATION, start, end, tree.top(tokens), tokens))
    return found


def without_overlap(first: list[Mention], second: list[Mention]) -> list[Mention]:
    """Join two lists; where they overlap the first one wins."""
    free = [m for m in second if not any(m.start < o.end and o.start < m.end for o in first)]
    return sorted([*first, *free], key=lambda m: m.start)


def generics(tree: Tree, named: list[Mention], context: Context) -> list[Mention]:
    """Resolve "the terminal", «консорциум», … to what the article named before; unsure gives nothing."""
    taken = {t for m in named for t in m.tokens}
    found: list[Mention] = []
    for token in tree.tokens:
        row = _rows(tree.lang).get(token.lemma)
        if row is None or token.pos == "ADJ" or token.index in taken or not _definite(tree, token.index, row):
            continue
        if _hurt() & {k.lemma for k in tree.kids(token.index, "mod", "part")}:
            continue
        if not row.get("always_default") and _is_named_inside(tree, token.index, named, frozenset(row["kinds"])):
            continue
        entity = _antecedent(
            row,
            [*context.recent, *(m for m in named if m.end <= token.start and not _is_end_of(tree, m, row))],
            context,
            _is_single(tree, token.index),
            _subjects_above(tree, token.index),
        )
        if entity:
            unknown = f"{UNKNOWN}{row['kinds'][0]}" if is_new(entity) else GENERIC
            found.append(Mention((entity,), unknown, token.start, token.end, token.index, (token.index,)))
    return found


_GOALS = frozenset({"в", "во", "to", "into", "на", "towards", "toward"})


def _is_end_of(tree: Tree, mention: Mention, row: dict[str, Any]) -> bool:
    """Tell whether a country is where something goes, so that "the country" is another: «в Германию из республики»."""
    return "country" in row["kinds"] and tree[mention.top].prep in _GOALS


def _subjects_above(tree: Tree, index: int) -> frozenset[int]:
    """Give the subjects of the clauses around a noun that is none itself: "A owns a tenth of the company" is not A."""
    if tree[index].role in {"subj", "psubj"}:
        return frozenset()
    above = [i for i in tree.up(index) if i != index and tree[i].pos in {"VERB", "AUX"}]
    heads = {tree[i].head for i in above if tree[i].role in {"relcl", "part"}}
    return frozenset(heads | {k.index for i in above for k in tree.kids(i, "subj", "psubj")})


def _antecedent(
    row: dict[str, Any], before: list[Mention], context: Context, single: bool, apart: frozenset[int]
) -> str | None:
    wanted = frozenset(row["kinds"])
    default: str | None = next((target for key, target in row.get("default", {}).items() if key in context.known), None)
    if row.get("always_default"):
        named = next((i for m in reversed(before[-8:]) if (i := m.pick(wanted)) and m.kind != GENERIC), None)
        return named if named and single else default
    here = [m for m in before[len(context.recent) :] if not (row.get("elsewhere") and m.top in apart)]
    for mention in reversed(here):
        if found := _stands_for(mention, wanted, default):
            return found[0]
    rows = [found for m in reversed(context.recent) if (found := _stands_for(m, wanted, default))]
    return context.salience.most(rows) if rows else default


def _stands_for(mention: Mention, wanted: frozenset[str], default: str | None) -> tuple[str, str] | None:
    """Give what a noun of some kinds means if it goes back to this mention, and the id that was named."""
    if mention.kind in {PERSON, VESSEL, GOVERNMENT} or (mention.kind == DEMONYM and "country" not in wanted):
        return None
    found = None if mention.town and default else mention.pick(wanted)
    if found:
        return found, found
    return (default, "cpc") if default and "cpc" in mention.ids else None


def _is_single(tree: Tree, index: int) -> bool:
    """Tell whether a noun is one definite thing: "the mooring", not "one of three moorings"."""
    token = tree[index]
    counted = tree.kids(index, "num") or {k.lemma for k in tree.kids(index, "mod", "det")} & {
        "a",
        "один",
        "третий",
        "второй",
        "другой",
        "third",
        "second",
        "other",
        "another",
    }
    return token.feats.get("Number") != "Plur" and not counted


def _definite(tree: Tree, index: int, row: dict[str, Any]) -> bool:
    token = tree[index]
    plural = token.feats.get("Number") == "Plur"
    if plural and not row.get("plural"):
        return False
    beside = {k.lemma for k in tree.kids(index, "mod", "det", "num", "amod")}
    if beside & set(row.get("never", ())) or (beside & _strange() and not row.get("plural")):
        return False
    if row.get("pointed"):
        return bool(beside & {"этот", "данный", "this"})
    if tree.lang == "ru" or row.get("plural"):
        return True
    bare = not tree.kids(index, "mod", "det", "num", "gen", "part", "relcl", "obl")
    if bare and token.role in {"subj", "psubj"}:  # "terminal has halted intake": many drop the article
        return True
    return bool(beside & {"the", "this", "its", "their", "that"}) or any(
        k.lemma in {"its", "their"} for k in tree.kids(index, "gen")
    )


def _is_named_inside(tree: Tree, index: int, named: list[Mention], wanted: frozenset[str]) -> bool:
    if _has_name(tree, index):
        return True
    near = {k.index for k in tree.kids(index, "mod", "appos", "flat", "gen", "obl")} | {tree[index].head}
    return any(
        m.top in near and (m.pick(wanted) or m.kind == VESSEL or (m.pick(_PLACES) and m.kind == "name"))
        for m in named
        if not is_new(m.ids[0]) or m.kind != PERSON
    )


def _has_name(tree: Tree, index: int) -> bool:
    """Tell whether a proper name that nobody knows follows a noun: "the terminal Azertrans" is not the one before."""
    following = [k for k in tree.kids(index, "appos", "flat") if k.pos in {"PROPN", "X"} and k.index > index]
    return any(k.text[:1].isupper() and not k.text.isdigit() for k in following if k.index - index <= 2)


_PLACES = frozenset({"port", "site", "terminal", "field", "pipeline"})


def class_nouns(lang: str) -> frozenset[str]:
    """Give the nouns that may stand for something named before."""
    return frozenset(_rows(lang))


def noun_kinds(lang: str, lemma: str) -> frozenset[str]:
    """Give the kinds of thing that a noun may stand for; none where it is no such noun."""
    return frozenset(_rows(lang).get(lemma, {}).get("kinds", ()))


@cache
def _rows(lang: str) -> dict[str, dict[str, Any]]:
    return {lemma: row for row in table("generic")["noun"] for lemma in row[lang]}


@cache
def _hurt() -> frozenset[str]:
    """Give the words that pick one of several by what befell it: not the one named last."""
    return frozenset(table("generic")["strange"]["hurt"])


@cache
def _strange() -> frozenset[str]:
    return frozenset(table("generic")["strange"]["words"])
