"""Ranks ("the largest field") and state companies: said by an adjective beside a name, not by a verb."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.fill import Scene
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.trees import Token, Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT


class RankProposer:
    """Superlatives that rank a thing of the graph in its class."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give a rank for each superlative whose noun is, or says what, a named thing is."""
        rows = table("ranks")[reading.scene.tree.lang]
        drafts = []
        for token in reading.scene.tree.tokens:
            if not _is_superlative(token.text, reading.scene.tree.lang) or _is_one_of_many(reading.text, token, rows):
                continue
            noun = _noun(reading.scene.tree, token, rows)
            mention = _ranked(reading.scene, token, noun) if noun is not None else None
            if noun is not None and mention is not None:
                drafts.append(_draft(reading, token, noun, mention))
        return drafts


@lru_cache(maxsize=50_000)
def _is_superlative(word: str, lang: str) -> bool:
    return re.fullmatch(table("ranks")[lang]["superlative"], word, re.IGNORECASE) is not None


def _is_one_of_many(text: str, token: Token, rows: dict[str, str]) -> bool:
    return bool(
        re.search(
            rf"\b(?:{rows['one_of']})\b\s*(?:\S+\s+){{0,3}}$",
            text[max(0, token.start - 40) : token.start],
            re.IGNORECASE,
        )
    )


def _noun(tree: Tree, token: Token, rows: dict[str, str]) -> Token | None:
    for index in list(tree.up(token.index))[:3]:
        found = tree[index]
        if found.pos in {"NOUN", "PROPN"} and re.fullmatch(rows["class"], found.lemma):
            return found
    return None


_COPULAS = frozenset(
    {"be", "remain", "являться", "стать", "оставаться", "остаться", "считаться", "become", "serve", "служить", "stand"}
)
_RANKED = frozenset({"pipeline", "terminal", "port", "field", "company", "station", "refinery", "country"})


_HOLDING = frozenset({"company", "country"})


def _is_held(tree: Tree, mention: Mention, noun: Token) -> bool:
    """Tell whether a name says whose shareholder someone is: "the largest shareholder of CPC"."""
    token = tree[mention.top]
    under = token.head == noun.index and (token.role in {"gen", "mod"} or token.prep in {"in", "of", "в"})
    return under or (mention.top in tree.phrase(noun.index) and token.role == "gen")


def _stands_beside(text: str, mention: Mention, token: Token, noun: Token) -> bool:
    """Tell whether a name and its rank are set off by a comma or dash: "Tengiz, the largest field, …"."""
    before, after = text[mention.end : token.start], text[noun.end : mention.start]
    if mention.end <= token.start:
        return bool(re.fullmatch(r"[»”\"]?\s*,\s*(?:the\s+|an?\s+)?(?:[A-ZА-Я][\w’']+\s+)?", before))
    return (
        bool(
            re.fullmatch(
                r"(?:\s+(?:в\s+|in\s+|of\s+)?[\w’']+){0,4}\s*[—–,-]\s*(?:[«“\"]?(?:АО|ТОО|ПАО|НК|НАК|[А-Я]\w+ая|[а-я]+ая|компания)\s+){0,5}[«“\"]?",
                after,
            )
        )
        and mention.start >= noun.end
    )


def _ranked(scene: Scene, token: Token, noun: Token) -> Mention | None:
    tree = scene.tree
    usable = [m for m in scene.mentions if m.kind not in {DEMONYM, GOVERNMENT, PERSON} and m.pick(_RANKED)]
    if noun.lemma in table("ranks")[tree.lang]["holders"]:
        usable = [m for m in usable if m.pick(_HOLDING) and not _is_held(tree, m, noun)]
    inside = [
        m
        for m in usable
        if noun.index in m.tokens
        or (m.top in {k.index for k in tree.kids(noun.index, "appos", "flat", "conj")} and m.kind != GENERIC)
    ]
    inside = [m for m in inside if not (m.kind == GENERIC and noun.index in m.tokens)] or [
        m
        for m in usable
        if m.start - noun.end in range(1, 4)
        and "," not in tree.text[noun.end : m.start]
        and not m.pick(frozenset({"country"}))
    ]
    if inside:
        return inside[0]
    beside = next((m for m in usable if _stands_beside(tree.text, m, token, noun)), None)
    if beside is not None:
        return beside
    holders = {noun.head} if noun.role in {"appos", "parataxis"} else set()
    above = tree[noun.head]
    if noun.role in {"attr", "root", "obl", "conj", "xcomp"} or above.lemma in _COPULAS:
        holders |= {k.index for k in tree.kids(noun.index, "subj", "psubj")}
        if above.lemma in _COPULAS:
            holders |= {k.index for k in tree.kids(above.index, "subj", "psubj")}
    found = [m for m in usable if m.top in holders]
    return found[0] if found else None


def _draft(reading: Reading, token: Token, noun: Token, mention: Mention) -> Draft:
    entity = mention.pick(frozenset({"pipeline", "terminal", "port", "field", "station", "refinery"})) or mention.ids[0]
    start = min(token.start, noun.start)
    nth = re.search(r"\b(?:[a-z]+-|(?:second|third|fourth|fifth)\s)$", reading.text[:start])  # "second-largest"
    label = reading.text[nth.start() if nth else start : max(noun.end, token.end)].strip(' «»"')
    near = [m for m in reading.scene.mentions if abs(m.start - noun.start) < 60]
    countries = [m.pick(frozenset({"country"})) for m in near]
    beyond = re.compile(r"(?:after|behind|followed\s+by|после|вслед\s+за|уступая)\s+[«“\"]?$", re.IGNORECASE)
    countries = [c for c, m in zip(countries, near, strict=True) if not beyond.search(reading.text[: m.start])]
    inside = next((c for c in countries if c and c != entity), None)
    roles: dict[str, tuple[str, ...]] = {"class": (label,)}
    if inside:
        roles["in"] = (inside,)
    return Draft("rank", (entity,), roles, Modality.FACT, token.index, 0.85, timeless=True)


class StateCompanyProposer:
    """A company called a state company: owned by its state, no share named."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give an ownership for each named company that is called so."""
        rows = table("ranks")
        drafts = []
        for match in re.finditer(rows[reading.scene.tree.lang]["state"], reading.text, re.IGNORECASE):
            mention = self._company(reading, match)
            if mention is None:
                continue
            company = mention.pick(frozenset({"company"}))
            owner = rows["home"].get(company)
            if company and owner:
                drafts.append(
                    Draft("ownership", (company,), {"owner": (owner,)}, Modality.FACT, mention.top, 0.85, timeless=True)
                )
        return drafts

    def _company(self, reading: Reading, match: re.Match[str]) -> Mention | None:
        for mention in reading.scene.mentions:
            inside = (
                mention.start <= match.start() < mention.end
                and mention.end - mention.start > match.end() - match.start()
            )
            gap = reading.text[match.end() : mention.start] if mention.start >= match.end() - 1 else ",,"
            beside = len(gap) <= 34 and not re.search(r"[,;:.()]", gap) and len(gap.split()) <= 3
            before = (
                0 <= match.start() - mention.end <= 18
                and "," in reading.text[mention.end : match.start()]
                and "." not in reading.text[mention.end : match.start()]
            )
            if (
                (inside or beside or before)
                and mention.kind not in {GENERIC, DEMONYM}
                and mention.pick(frozenset({"company"}))
            ):
                return mention
        return None
