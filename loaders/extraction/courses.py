"""Pipelines said by their ends: "the pipeline from Tengiz to the Black Sea" names a thing and tells its course."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.mentions import Mention
from loaders.extraction.modality import modality
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.trees import Tree

DESCRIBED = "described"
_FIRST = re.compile(
    r"\s*(?:from|between|из|от|с|между)\s+"
    r"(?:(?:the\s+|the port of\s+|порта?\s+)?[«“\"]?|\w+[’']s\s+|(?:northern|southern|северного|южного)\s+)",
    re.IGNORECASE,
)
_THEN = re.compile(r"[»”\"]?\s+(?:to|and|в|до|к|на|и)\s+(?:\S+\s+){0,4}?(?:the\s+)?[«“\"]?", re.IGNORECASE)
_LAST = re.compile(  # said the other way round: "a pipeline to the port of Ceyhan from fields in Iraq"
    r"\s*(?:(?:taking|carrying|bringing)\s+(?:\w+\s+){1,2})?(?:to|до|в)\s+(?:\w+\s+){0,3}?(?:port\s+of\s+|порта?\s+)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s+(?:from|из|от)\s+(?:\S+\s+){0,3}?(?:the\s+)?", re.IGNORECASE)


def described(tree: Tree, named: list[Mention]) -> list[Mention]:
    """Find the pipelines that a sentence names by what they join."""
    found = []
    words = frozenset(table("ends")["words"][tree.lang])
    for token in tree.tokens:
        if token.lemma not in words or any(token.index in m.tokens for m in named):
            continue
        start = next((m for m in named if _FIRST.fullmatch(tree.text[token.end : m.start])), None)
        ends = [m for m in named if start and m.start > start.end and _THEN.fullmatch(tree.text[start.end : m.start])]
        pipeline = next((p for m in ends if start and (p := _joining(start.ids, m.ids))), None)
        pipeline = pipeline or _backwards(tree, token.end, named)
        if pipeline:
            found.append(Mention((pipeline,), DESCRIBED, token.start, token.end, token.index, (token.index,)))
    return found


def _backwards(tree: Tree, place: int, named: list[Mention]) -> str | None:
    """Find the pipeline whose end is told before its beginning."""
    for last in (m for m in named if _LAST.fullmatch(tree.text[place : m.start])):
        for first in (m for m in named if m.start > last.end and _FROM.fullmatch(tree.text[last.end : m.start])):
            if pipeline := _joining(first.ids, last.ids):
                return pipeline
    return None


def _joining(first: tuple[str, ...], last: tuple[str, ...]) -> str | None:
    rows = table("ends")["ends"]
    return next((p for p, r in rows.items() if set(first) & set(r["from"]) and set(last) & set(r["to"])), None)


class CourseProposer:
    """A course for each pipeline that a sentence tells by its ends."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give the courses; nothing where the sentence is no statement."""
        drafts = []
        for mention in reading.scene.mentions:
            ends = _ends(reading, mention)
            held = _held(reading.scene.tree, mention.top) if ends else None
            if ends and held not in {None, Modality.DENIED}:
                drafts.append(_draft(mention, ends, Modality.POSSIBLE if held is Modality.POSSIBLE else Modality.FACT))
        return drafts


def _held(tree: Tree, index: int) -> Modality | None:
    """Tell how firmly a line exists: what its verb says it may do is no doubt about where it runs."""
    return Modality.FACT if tree[index].role in {"subj", "psubj"} else modality(tree, index)


def _ends(reading: Reading, mention: Mention) -> tuple[str, str] | None:
    row = table("ends")["ends"].get(mention.ids[0]) if mention.kind == DESCRIBED else None
    if row is not None:
        later = [i for m in reading.scene.mentions if m.start > mention.end for i in m.ids]
        return next((i for i in later if i in row["from"]), ""), next((i for i in later if i in row["to"]), "")
    told = table("ends")["told"].get(mention.ids[0])
    text = reading.text[mention.start : mention.end]
    noun = reading.scene.tree[mention.tokens[0]].lemma in table("ends")["words"][reading.scene.tree.lang]
    lang = reading.scene.tree.lang
    if "pipeline" in mention.kinds_of(mention.ids[0]) and mention.kind != DESCRIBED:
        after = _after(reading, mention)
        if after is not None:
            return after
    plain = reading.scene.tree[mention.top].role in {"subj", "psubj", "obj", "appos", "attr", "root", "conj"}
    if told is not None and noun and plain and re.search(told[lang], text, re.IGNORECASE):
        return told["from"], told["to"]
    return None


def _after(reading: Reading, mention: Mention) -> tuple[str, str] | None:
    """Read the ends that follow a name: "the BTC pipeline from Baku to Ceyhan"."""
    text, wanted = reading.text, frozenset({"site", "port", "terminal", "country", "sea"})
    later = [(m, i) for m in reading.scene.mentions if m.start >= mention.end and (i := m.pick(wanted))]
    first = next((row for row in later if _FIRST.fullmatch(text[mention.end : row[0].start])), None)
    if first is None:
        return None
    last = next((row for row in later if _THEN.fullmatch(text[first[0].end : row[0].start])), None)
    return (first[1], last[1]) if last else None


def _draft(mention: Mention, ends: tuple[str, str], held: Modality) -> Draft:
    roles: dict[str, tuple[str, ...]] = {name: (end,) for name, end in zip(("from", "to"), ends, strict=True) if end}
    return Draft("course", mention.ids, roles, held, mention.top, 0.8, timeless=True)
