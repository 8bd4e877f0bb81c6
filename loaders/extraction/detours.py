"""Oil sent another way, by the order of words: "rerouted from A to B", "through B instead of A"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.model.claim import Modality
from loaders.extraction.attach import time_of
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.modality import is_future, modality
from loaders.extraction.owners import exporting, only_says_whose
from loaders.extraction.places import FROM, TOWARDS, preposition
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT
from loaders.resolve.words import tense

_WAY = frozenset({"pipeline", "terminal", "port", "corridor"})
_PLACE = _WAY | {"country", "site", "refinery"}
_COMPANY, _COUNTRY = frozenset({"company"}), frozenset({"country"})
_ALONG = frozenset({"через", "по", "via", "through", "along", "over"})
_FLOWS = ("oil_", "gas_", "uranium")


@dataclass(slots=True)
class _Ways:
    """What is left and what is taken."""

    left: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)


class DetourProposer:
    """A reroute for each sentence that tells of one way left for another."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give the reroute; nothing where neither way is named, or what goes is neither oil, gas nor uranium."""
        tree, text = reading.scene.tree, reading.text
        rows = table("detours")[tree.lang]
        if not any(token.lemma in rows["words"] for token in tree.tokens):
            return []
        found = _told(reading, rows)
        if found is None or not re.search(rows["cargo"], text, re.IGNORECASE) or re.search(rows["far"], text, re.I):
            return []
        trigger, ways = found
        ways.taken = _near(reading, trigger, ways.taken)
        held = Modality.DENIED if re.search(rows["needless"], text, re.IGNORECASE) else _held(tree, trigger)
        about = _sender(tree, reading.scene.mentions, trigger) or _whose(reading)
        if held is None or about is None:
            return []
        sides = (("from", ways.left), ("to", ways.taken))
        roles = {name: ids for name, row in sides if (ids := tuple(i for i in dict.fromkeys(row) if i != about))}
        figures = [m for m in reading.measures if not m.change and m.dimension.startswith(_FLOWS)]
        figure = figures[0] if len(figures) == 1 else None
        return [
            Draft("reroute", (about,), roles, held, trigger, 0.83, value=figure.value if figure else None,
                  measure=figure.start if figure else None, when=time_of(tree, trigger, reading.times, []),
                  future=is_future(tree, trigger) or held is Modality.PLAN)
        ]  # fmt: skip


def _near(reading: Reading, trigger: int, taken: list[str]) -> list[str]:
    """Leave out what stands beyond the comma after the verb, where something stands before it."""
    comma = reading.text.find(", ", reading.scene.tree[trigger].end)
    before = {i for m in reading.scene.mentions if comma < 0 or m.start < comma for i in m.ids}
    return [i for i in taken if i in before] or taken


def _whose(reading: Reading) -> str | None:
    """Give whose oil it is: the sentence's, the one just spoken of, the article's; else Kazakhstan's where named."""
    return exporting(reading.scene, reading.moved or reading.home or ("KZ" if "KZ" in reading.known else None))


def _held(tree: Tree, trigger: int) -> Modality | None:
    """Tell how firmly it is said: "rerouting it would take years" reroutes nothing yet."""
    above = tree[tree[trigger].head]
    weighed = tree[trigger].role in {"subj", "csubj"} and {k.lemma for k in tree.kids(above.index, "aux")} & _WOULD
    held = Modality.POSSIBLE if weighed else modality(tree, trigger)
    if held is None and any(k.lemma == "instead" for k in tree.kids(trigger, "advmod")):
        held = Modality.PLAN if is_future(tree, trigger) else Modality.FACT  # "goes there instead" says that it goes
    ahead = tree.lang == "ru" and tense(tree[trigger].text.lower()).get("Tense") == "Fut"  # whatever the tagger says
    return Modality.PLAN if held is Modality.FACT and ahead else held


_WOULD = frozenset({"would", "could", "may", "might"})


def _told(reading: Reading, rows: dict[str, str]) -> tuple[int, _Ways] | None:
    """Give the word that says it, with the ways; None where the sentence only seems to say it."""
    text, ways = reading.text, _ways(reading, rows)
    other = re.search(rows["other"], text, re.IGNORECASE)
    sure = re.search(rows["bare"] if not (ways.left or ways.taken or other) else rows["surely"], text, re.IGNORECASE)
    if sure:
        return _at(reading.scene.tree, sure), ways
    moved = re.search(rows["moved"], text, re.IGNORECASE)
    if moved and ((ways.left and ways.taken) or (other and other.start() > moved.start())):
        return _at(reading.scene.tree, moved), ways
    replaced = re.search(rows["replaced"], text, re.IGNORECASE)
    if replaced:
        return _at(reading.scene.tree, replaced), _around(reading, replaced)
    named = _instead(reading, rows) or (ways.left[0] if ways.left and other else None)
    going = re.search(table("legs")[reading.scene.tree.lang]["move"], text, re.IGNORECASE) if named else None
    if named and going and (taken := [i for i in _around_all(reading) if i != named]):
        return _at(reading.scene.tree, going), _Ways([named], taken)
    return None


def _at(tree: Tree, found: re.Match[str]) -> int:
    return tree.at(found.start(), found.start() + 1)[0]


def _ways(reading: Reading, rows: dict[str, str]) -> _Ways:
    """Sort what the sentence names by the words before it: left, taken, or neither."""
    ways = _Ways()
    for mention in _things(reading):
        before = reading.text[: mention.start]
        prep = preposition(reading, mention)
        way, place = mention.pick(_WAY), mention.pick(_PLACE)
        if re.search(rows["instead"], before, re.I) or re.search(rows["meant"], before, re.I) or (prep in FROM and way):
            ways.left.append(way or place or "")
        elif prep in _ALONG and way and re.search(rows["intended"], before, re.IGNORECASE):
            ways.left.append(way)
        elif (prep in TOWARDS and place) or (prep in _ALONG and way):
            ways.taken.append(way or place or "")
    return ways


def _around(reading: Reading, replaced: re.Match[str]) -> _Ways:
    """Give the way before the word of replacing as left, the one after it as taken."""
    rows = [(m.start, i) for m in _things(reading) if (i := m.pick(_WAY))]
    return _Ways([i for s, i in rows if s < replaced.start()], [i for s, i in rows if s >= replaced.start()])


def _instead(reading: Reading, rows: dict[str, str]) -> str | None:
    """Give the way that a sentence says something else is taken instead of."""
    for mention in _things(reading):
        if (way := mention.pick(_PLACE)) and re.search(rows["instead"], reading.text[: mention.start], re.IGNORECASE):
            return way
    return None


def _around_all(reading: Reading) -> list[str]:
    rows = ((m, preposition(reading, m)) for m in _things(reading))
    return [i for m, prep in rows if prep in _ALONG | TOWARDS and (i := m.pick(_PLACE))]


def _things(reading: Reading) -> list[Mention]:
    tree, mentions = reading.scene.tree, reading.scene.mentions
    told = (m for m in mentions if m.kind not in {DEMONYM, PERSON, GENERIC, GOVERNMENT, VESSEL})
    return [m for m in told if not only_says_whose(tree, m, mentions)]


def _sender(tree: Tree, mentions: tuple[Mention, ...], trigger: int) -> str | None:
    """Give the company or country that is the subject of the verb, or of the one above it."""
    verbs = {trigger, tree[trigger].head} - {i for i in (tree[trigger].head,) if tree[i].lemma in _say(tree.lang)}
    for mention in mentions:
        acts = tree[mention.top].role == "subj" and tree[mention.top].head in verbs
        if acts and mention.kind not in {DEMONYM, PERSON, GENERIC, VESSEL}:
            found = mention.pick(_COMPANY) or mention.pick(_COUNTRY)
            return found if found and not mention.kinds_of(found) & {"pipeline", "terminal"} else None
    return None


def _say(lang: str) -> frozenset[str]:
    return frozenset(table("attribution")[lang]["say"])
