"""Who says it: the persons, bodies and outlets that a sentence names as the source of what it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model.identity import new_entity_id
from loaders.extraction.data import table
from loaders.extraction.fill import Scene
from loaders.extraction.mentions import PERSON, Mention
from loaders.extraction.owners import COMPOUND
from loaders.extraction.trees import Token, Tree
from loaders.resolve.gazetteer import DEMONYM, Found

_SPEAKING = frozenset({"company", "regulator"})
_DASHES = "—–-"
_LEAD = 2  # paragraphs in which an interview names its guest, the headline being the first
_OPEN, _CLOSE = '«“„"', '»”"'


@dataclass(slots=True)
class Speakers:
    """The running state: who spoke last, and whether a quotation is still open."""

    last: tuple[str, ...] = ()
    paragraph: int = -1
    speech: bool = False
    persons: dict[str, str] = field(default_factory=dict)
    country: str | None = None
    asked: int = -9
    dash: int = -9
    figures: tuple[tuple[str, ...], int] = ((), -9)
    guest: str | None = None
    body: tuple[str, int] = ("", -9)
    now: int = 0

    def of(self, scene: Scene, text: str, paragraph: int) -> tuple[str, ...]:
        """Give the speakers of a sentence and remember them for those that go on."""
        self.skip(text, paragraph)
        named = speakers(scene, text, self)
        if paragraph <= _LEAD and self.guest is None:
            self.guest = next((m.ids[0] for m in scene.mentions if m.kind == PERSON), None)
        if not named and (answering := self._answering(text, paragraph)):
            return (answering,)
        continues = not named and self.last and self._goes_on(text, paragraph)
        self.speech = bool(named) or bool(continues)
        if named and any(t.lemma in table("attribution")[scene.tree.lang]["figures"] for t in scene.tree.tokens):
            self.figures = (named, paragraph)
        if named:
            self.last, self.paragraph = named, paragraph
            return named
        if continues:
            self.paragraph = paragraph
            return self.last
        return ()

    def skip(self, text: str, paragraph: int) -> None:
        """Note the dashes and questions of a sentence, parsed or not."""
        self.now = paragraph
        if text[:1] in _DASHES:
            self.dash = paragraph
        if self.dash == paragraph and _is_question(text):
            self.asked = paragraph

    def note(self, text: str, found: Sequence[Found], lang: str, paragraph: int) -> None:
        """Note the ministry that a sentence names, parsed or not, for "the ministry" and «ведомство» after it."""
        rows = table("attribution")[lang]
        for match in re.finditer(rows["ministry"], text):
            near = [
                f for f in found if -25 <= f.start - match.start() < 0 or match.start() <= f.start <= match.end() + 15
            ]
            country = next((i for f in near for i in f.ids if i in rows["countries"]), None)
            self.country = country or self.country
            self.body = (new_entity_id(_ministry(match[1], self.country, rows)), paragraph)

    def of_figure(self, paragraph: int) -> tuple[str, ...]:
        """Give who published the figures that a text goes through, as long as no paragraph passes without one."""
        speakers, last = self.figures
        if paragraph - last > 1:
            return ()
        self.figures = (speakers, paragraph)
        return speakers

    def named_body(self, tree: Tree, words: Sequence[Token], bodies: Sequence[str]) -> str | None:
        """Give what a bare "the ministry" among some words stands for: the one named here or a paragraph before."""
        said = next((t for t in words if t.lemma in bodies), None)
        if said is None or tree.kids(said.index, "gen", "mod", "obl", "appos"):  # the ministry of defence
            return None
        name, paragraph = self.body
        return name if name and self.now - paragraph <= 1 else None

    def full(self, name: str) -> str:
        """Give the full name of a person of whom a sentence says only the surname."""
        return self.persons.get(name.removeprefix("new:"), name)

    def _answering(self, text: str, paragraph: int) -> str | None:
        """Give the guest of an interview for a paragraph that answers a question; dashes open both."""
        answers = self.dash == paragraph and self.asked == paragraph - 1 and not _is_question(text)
        return self.guest if answers else None

    def _goes_on(self, text: str, paragraph: int) -> bool:
        """Tell whether a sentence plainly belongs to the last speaker: quoted, or a dash that ends a quotation."""
        quoted = text[:1] in _OPEN or (text[-1:] in _CLOSE and not any(c in text for c in "«“"))
        return self.speech and quoted and paragraph - self.paragraph <= 1


def _is_question(text: str) -> bool:
    return text.rstrip("»”\"' ").endswith("?")


def speakers(scene: Scene, text: str, state: Speakers) -> tuple[str, ...]:
    """Give the speakers that a sentence names."""
    rows = table("attribution")[scene.tree.lang]
    _learn(scene, state)
    found = [*_after_by(scene, text, rows, state), *_of_verbs(scene, text, rows, state)]
    return tuple(dict.fromkeys(found))


def _learn(scene: Scene, state: Speakers) -> None:
    for mention in scene.mentions:
        if mention.kind == PERSON:
            surname = mention.ids[0].rsplit(" ", 1)[-1].removeprefix("new:")
            if " " in mention.ids[0]:
                state.persons[surname] = mention.ids[0]


def _after_by(scene: Scene, text: str, rows: dict[str, Any], state: Speakers) -> list[str]:
    found: list[str] = []
    for match in re.finditer(rows["by"], text, re.IGNORECASE):
        rest = text[match.end() : match.end() + 140]
        stop = re.search(r",\s|\.\s|;|\s[—–-]\s|»,", rest)
        stretch = (match.end(), match.end() + (stop.start() if stop else len(rest)))
        found.extend(_in_stretch(scene, text, stretch, rows, state))
    return found


def _of_verbs(scene: Scene, text: str, rows: dict[str, Any], state: Speakers) -> list[str]:
    tree, found = scene.tree, []
    say = frozenset(rows["say"])
    for token in tree.tokens:
        if token.lemma not in say or token.pos not in {"VERB", "AUX"}:
            continue
        subjects = tree.kids(token.index, "subj", "psubj", "agent")
        places = [k for k in tree.kids(token.index, "obl") if k.prep in {"в", "во"}] if tree.lang == "ru" else []
        for kid in [*subjects, *([] if subjects else places)]:
            phrase = tree.phrase(kid.index)
            stretch = (tree[phrase[0]].start, tree[phrase[-1]].end)
            found.extend(_in_stretch(scene, text, stretch, rows, state))
    return found


def _in_stretch(  # noqa: PLR0911 - a ladder
    scene: Scene, text: str, stretch: tuple[int, int], rows: dict[str, Any], state: Speakers
) -> list[str]:
    start, end = stretch
    part = text[start:end]
    inside = [m for m in scene.mentions if m.start >= start and m.end <= end and m.kind != DEMONYM]
    inside = [m for m in inside if not COMPOUND.match(text, m.end)]  # "the Chevron-led venture said"
    persons = [m for m in inside if m.kind == PERSON]
    if persons:
        return [_full(persons[0], state)]
    if match := re.search(rows["ministry"], part):
        return [new_entity_id(_ministry(match[1], _country(scene, (start + match.start(), end), state), rows))]
    if match := re.search(rows["outlet"], re.sub(r"\([^()]*\)", "", part)):  # «в "Транснефти" (цитата по ТАСС)»
        return [new_entity_id(match[1])]
    for mention in inside:
        if found := mention.pick(_SPEAKING) or (
            mention.pick(frozenset({"country"})) if mention.kind == "gov" else None
        ):
            return [found]
    words = [t for t in scene.tree.tokens if start <= t.start < end]
    if body := state.named_body(scene.tree, words, rows["body"]):
        return [body]
    if not {t.lemma for t in words} & frozenset(rows["again"]):
        return []
    if _is_new_here(scene.tree, words):
        state.last = ()
        return []
    before = [m.pick(_SPEAKING) for m in scene.mentions if m.end <= start and m.kind not in {PERSON, DEMONYM}]
    office = {t.lemma for t in words} & frozenset(rows["office"])
    return list(state.last) or [i for i in before if i and not office][:1]  # with the outlet that passes it on


def _is_new_here(tree: Tree, words: Sequence[Token]) -> bool:
    """Tell whether a speaker is somebody not yet spoken of: "a senior official", "one diplomat"."""
    some = {"a", "an", "one", "another"}
    return tree.lang == "en" and any(t.lemma in some and t.role in {"det", "num"} for t in words)


def _ministry(body: str, country: str | None, rows: dict[str, Any]) -> str:
    """Name a ministry in the nominative, with its country where the text gives it."""
    last = body.rsplit(maxsplit=1)[-1]
    short = rows["short"].get(last) if " " in body else None
    name = short or next((full for stem, full in rows["nominative"].items() if body.startswith(stem)), body)
    named = rows["countries"].get(country or "")
    return str(rows["of"].format(body=name, country=named)) if named else str(name)


def _country(scene: Scene, body: tuple[int, int], state: Speakers) -> str | None:
    """Give the country of a ministry: the one named beside it, else the one it had before."""
    near = [m for m in scene.mentions if -25 <= m.start - body[0] < 0 or body[0] <= m.start <= body[1] + 15]
    found = next((i for m in near if (i := m.pick(frozenset({"country"})) or _of_demonym(m))), None)
    state.country = found or state.country
    return state.country


def _of_demonym(mention: Mention) -> str | None:
    return mention.ids[0] if mention.kind == DEMONYM else None


def _full(mention: Mention, state: Speakers) -> str:
    name = mention.ids[0]
    return state.persons.get(name.removeprefix("new:"), name) if " " not in name else name
