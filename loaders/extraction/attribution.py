"""Who says it: the persons, bodies and outlets that a sentence names as the source of what it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from graph.model.identity import new_entity_id
from loaders.extraction.data import table
from loaders.extraction.fill import Scene
from loaders.extraction.mentions import PERSON, Mention
from loaders.resolve.gazetteer import DEMONYM

_SPEAKING = frozenset({"company", "regulator"})
_OPEN, _CLOSE = '«“„"', '»”"'


@dataclass(slots=True)
class Speakers:
    """The running state: who spoke last, and whether a quotation is still open."""

    last: tuple[str, ...] = ()
    paragraph: int = -1
    speech: bool = False
    persons: dict[str, str] = field(default_factory=dict)

    def of(self, scene: Scene, text: str, paragraph: int) -> tuple[str, ...]:
        """Give the speakers of a sentence and remember them for those that go on."""
        named = speakers(scene, text, self)
        continues = not named and self.last and self._goes_on(text, paragraph)
        self.speech = bool(named) or bool(continues)
        if named:
            self.last, self.paragraph = named, paragraph
            return named
        if continues:
            self.paragraph = paragraph
            return self.last
        return ()

    def _goes_on(self, text: str, paragraph: int) -> bool:
        """Tell whether a sentence plainly belongs to the last speaker: quoted, or a dash that ends a quotation."""
        quoted = text[:1] in _OPEN or (text[-1:] in _CLOSE and not any(c in text for c in "«“"))
        return self.speech and quoted and paragraph - self.paragraph <= 1


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


def _in_stretch(scene: Scene, text: str, stretch: tuple[int, int], rows: dict[str, Any], state: Speakers) -> list[str]:
    start, end = stretch
    part = text[start:end]
    inside = [m for m in scene.mentions if m.start >= start and m.end <= end and m.kind != DEMONYM]
    persons = [m for m in inside if m.kind == PERSON]
    if persons:
        return [_full(persons[0], state)]
    if match := re.search(rows["ministry"], part):
        return [new_entity_id(" ".join(g for g in match.groups() if g) if scene.tree.lang == "ru" else match[0])]
    if match := re.search(rows["outlet"], part):
        return [new_entity_id(match[1])]
    for mention in inside:
        if found := mention.pick(_SPEAKING) or (
            mention.pick(frozenset({"country"})) if mention.kind == "gov" else None
        ):
            return [found]
    words = {t.lemma for t in scene.tree.tokens if start <= t.start < end}
    return list(state.last[:1]) if words & frozenset(rows["again"]) else []


def _full(mention: Mention, state: Speakers) -> str:
    name = mention.ids[0]
    return state.persons.get(name.removeprefix("new:"), name) if " " not in name else name
