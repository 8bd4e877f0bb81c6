"""Frames applied to a parsed sentence: each trigger with its arguments gives drafts of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from graph.model.claim import Modality, Quantity
from loaders.extraction.aftermath import is_day_of_restart
from loaders.extraction.arguments import Arguments, arguments
from loaders.extraction.attach import time_of
from loaders.extraction.data import table
from loaders.extraction.ends import ENDS, hits_another, hits_ships
from loaders.extraction.fill import Scene, adopt_subject, fill, indices, satisfies
from loaders.extraction.fillers import goes_on, takes_no_part
from loaders.extraction.flows import Flow
from loaders.extraction.frames import Frame, Slot, by_trigger, word_class
from loaders.extraction.leaders import led_by
from loaders.extraction.loading import LOADED, is_taken_in, where_it_loads
from loaders.extraction.mentions import GENERIC, Context, Mention, class_nouns
from loaders.extraction.modality import is_future, modality
from loaders.extraction.moments import TimeMention
from loaders.extraction.near_subject import adopt_flow
from loaders.extraction.owners import exporting, only_beside, only_says_whose, turns_back
from loaders.extraction.quantities import Measure
from loaders.extraction.sought import is_sought
from loaders.extraction.spoken import means_flow, spoken_of
from loaders.extraction.texts import is_time, means_text, phrase_text
from loaders.extraction.trees import Token, Tree
from loaders.extraction.valued import one_measure_one_claim, with_value
from loaders.resolve.gazetteer import DEMONYM, kinds


@dataclass(slots=True)
class Draft:
    """A claim in the making: what a sentence says, before it meets the rest of the article."""

    type: str
    about: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    modality: Modality
    trigger: int
    confidence: float
    value: Quantity | None = None
    measure: int | None = None
    steps: int = 0
    when: TimeMention | None = None
    future: bool = False
    timeless: bool = False
    span: tuple[int, int] | None = None
    said_by: tuple[str, ...] = ()
    required: bool = False
    generic: str = ""
    in_step: bool = False  # one of several figures that the sentence gives to several things, in one order
    proposer: str = ""  # of an installed package; empty for the frames of this one


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with everything the components found in it, and what the sentences before it named.

    ``home``: the country whose oil the article is about, where it is plainly about one; ``moved``: whose oil the
    sentences right before spoke of; ``flow``: what "it" may mean that stopped in the sentence right before;
    ``harmed``: what the paragraph has told of an attack on, or an accident at; ``ruled``: what the
    last ruling was about.
    """

    scene: Scene
    text: str
    times: tuple[TimeMention, ...]
    measures: tuple[Measure, ...]
    known: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    compared: tuple[TimeMention, ...] = ()
    context: Context = field(default_factory=lambda: Context(frozenset()))
    home: str | None = None
    moved: str | None = None
    flow: Flow | None = None
    harmed: tuple[str, ...] = ()
    ruled: tuple[str, ...] = ()


class ClaimProposer(Protocol):
    """Anything that reads a sentence and proposes drafts; they pass the same checks as the frames' own.

    Installed packages offer one under the entry point group ``trunkline.proposers``.
    """

    def propose(self, reading: Reading) -> Sequence[Draft]:
        """Give drafts of claims for one sentence."""
        ...


class FrameProposer:
    """The table of frames as a proposer."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Apply every frame whose trigger stands in the sentence."""
        tree = reading.scene.tree
        rows = by_trigger(tree.lang)
        named = _inside_names(reading)
        triggers = [t.index for t in tree.tokens if t.lemma in rows and t.index not in named]
        sites = [_Site(reading.scene, index) for index in triggers]
        drafts = [
            d
            for site in sites
            for frame in rows[tree[site.index].lemma]
            for d in _apply(frame, reading, site, triggers)
        ]
        return one_measure_one_claim(drafts)


class _Site:
    """Where a trigger stands: what all its frames ask for is found once, and only if one of them asks."""

    def __init__(self, scene: Scene, index: int) -> None:
        self.scene = scene
        self.index = index

    @cached_property
    def clause(self) -> str:
        """The words of the trigger's clause."""
        return _clause_text(self.scene.tree, self.index)

    @cached_property
    def found(self) -> Arguments:
        """The trigger's arguments, those of the words around it adopted where it has none of its own."""
        found = arguments(self.scene.tree, self.index)
        adopt_subject(self.scene, self.index, found)
        adopt_flow(self.scene.tree, self.index, found)
        return found


def _inside_names(reading: Reading) -> frozenset[int]:
    """Give the words inside names of several, which tell of nothing: "the Western Route Export Pipeline"."""
    lang = reading.scene.tree.lang
    long = (m for m in reading.scene.mentions if m.kind == "name" and len(m.tokens) > 1)
    return frozenset(i for m in long for i in m.tokens if reading.scene.tree[i].lemma not in class_nouns(lang))


def _apply(frame: Frame, reading: Reading, site: _Site, triggers: list[int]) -> Iterator[Draft]:
    tree, scene, index = reading.scene.tree, reading.scene, site.index
    if not _words_fit(frame, reading, site):
        return
    token, found = tree[index], site.found
    if not _theme_fits(frame, reading, index, found):
        return
    seat = (
        token.head if token.role == "aux" and not frame.negated else index
    )  # "would be working": what is held is the work
    held = modality(tree, seat, ignores_can=frame.ignores_can) or _asked_for(frame, tree, token)
    if held is None or (frame.negated and held is not Modality.DENIED and not _is_nothing(tree, found)):
        return
    slots = frame.about
    if frame.type == "attack" and hits_another(tree, index, found, scene.mentions):
        slots = tuple(s for s in slots if s.name in {"clause", "outer"} and "pipeline" in s.kinds)
    if frame.type == "attack" and hits_ships(tree, index, found):
        slots = tuple(replace(s, kinds=frozenset({"vessel"})) for s in slots)
    shun = _SHUNNED.get(frame.type, frozenset())
    about = fill(scene, index, found, slots, about=True, shun=shun, mixed=frame.type == "exemption")
    about = [
        row for row in about
        if not only_beside(frame.type, tree, row[1], scene.mentions)
        and not (frame.type in LOADED and kinds().get(row[0]) == _COMPANY)  # a company that is no system as well
        and not is_taken_in(frame.type, tree, row[1])
        and not (frame.type == "shipment" and token.lemma in _ARRIVING and tree[row[1].top].prep not in _STARTS)
    ]  # fmt: skip
    if "cpc" in reading.known:
        about = [row for row in about if not _only_says_where(frame.type, row[1], tree)]
    entities = tuple(dict.fromkeys(e for e, _ in about)) or _fallback(frame, reading)
    if "home" in frame.fallback:
        entities = _whose_search(entities, _roles(frame, reading, index, found, frozenset()), reading.home)
    if not entities and _SPOKEN & set(frame.fallback):
        entities = spoken_of(frame, reading, index, found)
    if not entities or any(not fill(scene, index, found, group) for group in frame.needs):
        return
    entities = tuple(e for e in entities if not kinds().get(e, frozenset()) & _NEVER.get(frame.type, frozenset()))
    if frame.type in LOADED:
        entities = tuple(dict.fromkeys(where_it_loads(e, frame.type, tree, found) for e in entities))
    if not entities:
        return
    if frame.one and len({m.start for _, m in about}) > 1:  # "they", the two, carry it together
        entities = entities[:1]
    roles = _roles(frame, reading, index, found, frozenset(entities))
    when = time_of(tree, index, reading.times, [*triggers, *_saying(tree)])
    draft = Draft(
        frame.type, entities, roles, _as_framed(frame, held, ahead=frame.negated and is_future(tree, index)), index,
        frame.confidence, when=None if is_day_of_restart(frame.type, tree, index, when) else when,
        future=is_future(tree, index) or held in {Modality.PLAN, Modality.POSSIBLE},
        timeless=frame.timeless, required=frame.required, generic=_generic(scene, about, found),
    )  # fmt: skip
    yield from with_value(frame, reading, index, draft)


def _asked_for(frame: Frame, tree: Tree, token: Token) -> Modality | None:
    """Give what an exemption that somebody asks for is: possible."""
    return Modality.POSSIBLE if frame.type == "exemption" and is_sought(tree.text[: token.start]) else None


def _words_fit(frame: Frame, reading: Reading, site: _Site) -> bool:
    """Tell whether the trigger is of the right part of speech, among the words that a frame asks for."""
    if frame.parts and site.scene.tree[site.index].pos not in frame.parts:
        return False
    if frame.near and not frame.near.search(reading.text if frame.wide else site.clause):
        return False
    return not (frame.far and frame.far.search(site.clause))


_SPOKEN = frozenset({"topic", "ruled"})
_COMPANY = frozenset({"company"})
# Where a cargo arrives is not where it left.
_ARRIVING = frozenset({"arrive", "reach", "dock", "прибыть", "прибывать", "прийти", "дойти"})
_MOVING = frozenset({"route", "reroute", "shipment"})
_STARTS = frozenset({"from", "of", "out of", "из", "с", "со", "через", "по", "via", "through", "by"})
# A pipeline company produces nothing and goes no way itself; a regulator exempts others.
_NEVER = {
    "production": frozenset({"pipeline", "terminal"}),
    "exemption": frozenset({"regulator"}),
    "sanction": frozenset({"regulator"}),
    "ruling": frozenset({"regulator"}),
    "route": frozenset({"pipeline", "terminal"}),
}


def _is_nothing(tree: Tree, found: Arguments) -> bool:
    """Tell whether what moves is said to be none: "no oil", "not a barrel"."""
    moved = [*found.theme, *found.subject]
    return any(k.lemma in {"no", "not"} for i in moved for k in tree.kids(i, "det", "neg", "advmod"))


def _fallback(frame: Frame, reading: Reading) -> tuple[str, ...]:
    """Give what a frame is about where the sentence names nothing: a thing that the article names, or its whole."""
    if "leader" in frame.fallback and (country := led_by(reading.text, reading.scene.tree.lang)):
        return (country,)
    home = reading.home if "exporter" in frame.fallback else reading.moved
    if _EXPORTERS & set(frame.fallback) and (country := exporting(reading.scene, home)):
        return (country,)
    implied: dict[str, str] = table("generic")["implied"]
    known = reading.known
    return tuple(f for f in frame.fallback if f in known or implied.get(f) in known)[:1]


_EXPORTERS = frozenset({"exporter", "named exporter"})  # the article's country counts, or only the sentence's own


def _only_says_where(kind: str, mention: Mention, tree: Tree) -> bool:
    """Tell whether a town with two terminals says no more than where something burned, was hit or repaired."""
    prep = tree[mention.top].prep
    if kind == "attack":
        return mention.town and prep in _LOCATIVE | _AGAINST
    return kind in _AT_THE_PLACE and mention.town and bool(prep)


# Where two terminals share a town, "in Novorossiysk" does not say which of them burned or was repaired.
_AT_THE_PLACE = frozenset({"accident", "repair", "suspension", "restriction", "resumption"})
_LOCATIVE = frozenset({"в", "во", "под", "у", "in", "near", "at", "outside", "off"})
_AGAINST = frozenset({"на", "по", "on", "against"})  # a raid on the town of two terminals hit either or none
# Where it goes is a role, not who sends it or what carries it.
_TOWARDS = ENDS | {"в", "во"}
_SHUNNED = {
    "volume": _TOWARDS,
    "share": _TOWARDS,
    "reroute": _TOWARDS,
    "route": ENDS | {"for"},
    "shipment": ENDS | {"for"},
    "operation": ENDS | {"from", "from to", "between", "out of", "из", "от", "с", "со", "между"},  # not its ends
}


def _as_framed(frame: Frame, held: Modality, *, ahead: bool = False) -> Modality:
    if frame.negated or (frame.modality == "fact" and held is Modality.DENIED):
        return Modality.FACT if not ahead else Modality.PLAN  # "its operation is not possible" states a stop
    goes_on = frame.modality == "denied" and held is Modality.PLAN  # "will continue as normal" plans no restriction
    return Modality(frame.modality) if frame.modality and (goes_on or held is Modality.FACT) else held


def _generic(scene: Scene, about: list[tuple[str, Mention]], found: Arguments) -> str:
    """Give the common noun that stood for the thing the claim is about, if it was not named."""
    if len(about) == 1 and about[0][1].kind == GENERIC and about[0][1].top in found.theme:
        return scene.tree[about[0][1].top].lemma
    return ""


def _theme_fits(frame: Frame, reading: Reading, index: int, found: Arguments) -> bool:
    if frame.type in _MOVING and _is_nothing(reading.scene.tree, found):
        return False  # "no crude was transported via it"
    if not frame.theme:
        return True
    from loaders.extraction.frames import _kinds

    kinds = frozenset(k for w in frame.theme if not w.startswith(("@", "subject")) for k in _kinds(w))
    tokens = [*found.theme, *(found.subject if "subject" in frame.theme and not found.theme else [])]
    return satisfies(reading.scene, tokens, frame.theme, kinds - {"subject"}) or means_flow(frame, reading, found)


def _roles(
    frame: Frame, reading: Reading, index: int, found: Arguments, about: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    scene = reading.scene
    roles = dict(frame.constants)
    for name, slots in frame.roles.items():
        fillers = tuple(
            dict.fromkeys(
                e
                for e, m in _fillers(scene, index, found, slots, every=name == "parties")
                if not (name in _ACTORS and only_says_whose(scene.tree, m, scene.mentions))
                and not turns_back(scene.tree.text, m, name)
                and not takes_no_part(scene, m, name)
                and not (name == "destination" and goes_on(scene.tree.text, m))
                and ((_may_act(scene, m, name) and e not in about) or name in {"parties", "in", "of", "operator"})
            )
        )
        if fillers:
            roles[name] = fillers
    for name, slots in frame.texts.items():
        text = next(
            (
                t
                for slot in slots
                for i in indices(scene, index, found, slot)
                if i != index and index not in scene.tree.phrase(i) and not is_time(scene.tree, i, reading.times)
                if (t := phrase_text(scene.tree, i))
            ),
            None,
        )
        if text:
            roles[name] = (means_text(text) if name == "means" else text,)
    avoided = set(roles.get("avoiding", ()))
    return {
        n: kept
        for n, row in roles.items()
        if (kept := row if n == "avoiding" else tuple(f for f in row if f not in avoided))
    }


def _fillers(
    scene: Scene, index: int, found: Arguments, slots: tuple[Slot, ...], *, every: bool
) -> list[tuple[str, Mention]]:
    """Give the fillers of the first slot that has any; of every slot where a role has several sides."""
    if not every:
        return fill(scene, index, found, slots)
    sides = [row for slot in slots if slot.name != "theme" for row in fill(scene, index, found, (slot,))]
    return sides or fill(scene, index, found, slots)


_ACTORS = frozenset({"buyer", "seller", "parties", "owner", "operator", "company", "shipper"})


def _may_act(scene: Scene, mention: Mention, role: str) -> bool:
    """Tell whether a demonym can be who did it: "a Russian court", not "Russian oil"."""
    if role != "by":
        return True
    if mention.kind != DEMONYM:
        return scene.tree[mention.top].prep in {"", "by", "ins", "со стороны"}
    return scene.tree[scene.tree[mention.top].head].lemma in word_class("@authority", scene.tree.lang)


_REMINDERS = frozenset({"напомнить", "remind", "recall", "отметиться"})


def _saying(tree: Tree) -> list[int]:
    say = frozenset(table("attribution")[tree.lang]["say"]) - _REMINDERS
    return [t.index for t in tree.tokens if t.lemma in say and t.pos == "VERB"]


def _clause_text(tree: Tree, index: int) -> str:
    """Give the words of the trigger's clause, its own phrase included, in their order."""
    clause = tree.clause(index)
    above = _antecedent(tree, tree[clause].head) if tree[clause].role in {"part", "relcl"} else set()
    shared = tree.kids(tree[clause].head, "subj", "psubj") if tree[clause].role == "conj" else []
    if not tree.kids(clause, "subj", "psubj"):  # "one of three moorings was hit and went out of service"
        above |= {i for k in shared for i in tree.phrase(k.index)}
    tokens = sorted(set(tree.phrase(clause)) | set(tree.phrase(index)) | above)
    return " ".join(tree[i].text for i in tokens)


def _antecedent(tree: Tree, index: int) -> set[int]:
    """Give the noun that a relative clause or participle hangs on, with its own adjectives."""
    return {index, *(k.index for k in tree.kids(index, "mod"))}


def _whose_search(entities: tuple[str, ...], roles: dict[str, tuple[str, ...]], home: str | None) -> tuple[str, ...]:
    """Give the country whose ways out are looked for: never the one gone around; the article's, if someone looks."""
    kept = tuple(e for e in entities if e not in roles.get("avoiding", ()))
    return kept or ((home,) if home and (roles.get("by") or roles.get("avoiding")) else ())
