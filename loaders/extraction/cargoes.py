"""Single cargoes, told by their ordinal or their ship: "the first batch of Kashagan crude was sent to Baku"."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.attach import time_of
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.modality import is_future, modality
from loaders.extraction.owners import exporting, only_says_whose
from loaders.extraction.places import FROM, TOWARDS, preposition
from loaders.extraction.propose import Draft, Reading
from loaders.extraction.quantities import Measure
from loaders.extraction.trees import Tree
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT

_PORT = frozenset({"port", "terminal"})
_LINE = frozenset({"pipeline"})
_SPOT = frozenset({"port", "terminal", "site", "refinery"})
_COUNTRY, _COMPANY, _FIELD, _SITE = (frozenset({k}) for k in ("country", "company", "field", "site"))
_CORRIDOR = frozenset({"corridor"})
_ALONG = frozenset({"через", "по", "via", "through", "along", "over"})
_OIL = ("oil_mass", "oil_volume")
_MOST = 350_000.0  # tonnes: the largest tankers carry some 320,000


class CargoProposer:
    """A shipment for each sentence that tells of one cargo on its way."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give the shipment; nothing where no single cargo moves, or the sentence stops, strikes or prices it."""
        tree, text = reading.scene.tree, reading.text
        rows = table("cargoes")[tree.lang]
        if not any(token.lemma in rows["words"] for token in tree.tokens):
            return []
        told = re.search(rows["cargo"], text, re.IGNORECASE)
        cargo = told or re.search(rows["ship"], text, re.IGNORECASE)
        if cargo is None or re.search(rows["far"], text, re.IGNORECASE):
            return []
        trigger = _trigger(tree, rows, cargo)
        held = modality(tree, trigger) if trigger is not None else None
        if trigger is None or held is None or held is Modality.DENIED:
            return []
        drafts = _shipment(reading, rows, trigger, held)
        return [d for d in drafts if told or "vessel" in d.roles or _start(reading, rows)]  # no ship without a port


def _trigger(tree: Tree, rows: dict[str, str], cargo: re.Match[str]) -> int | None:
    """Give the verb of going nearest to the cargo, else the word for it where something else is said to come about."""
    verbs = list(re.finditer(rows["moved"], tree.text, re.IGNORECASE))
    if verbs:
        near = min(verbs, key=lambda m: max(m.start() - cargo.end(), cargo.start() - m.end(), 0))
        return next(iter(tree.at(near.start(), near.end())), None)
    took_place = re.search(rows["took_place"], tree.text, re.IGNORECASE)
    return tree.top(tree.at(cargo.start(), cargo.end())) if took_place else None


def _shipment(reading: Reading, rows: dict[str, str], trigger: int, held: Modality) -> list[Draft]:
    start, ends = _start(reading, rows), _ends(reading, rows)
    about = start or exporting(reading.scene, reading.moved or reading.home)
    ends = [e for e in ends if e != about]
    vessels = tuple(m.ids[0] for m in reading.scene.mentions if m.kind == VESSEL)
    if about is None or not (ends or vessels or start or any(m.pick(_CORRIDOR) for m in _places(reading))):
        return []
    roles: dict[str, tuple[str, ...]] = {"to": (ends[-1],)} if ends else {}
    roles |= {"vessel": vessels[:1]} if vessels else {}
    shippers = [s for m in reading.scene.mentions if (s := _sender(reading.scene.tree, m, trigger)) and s != about]
    roles |= {"shipper": (shippers[0],)} if len(set(shippers)) == 1 else {}
    figures = [m for m in reading.measures if not m.change and m.dimension in _OIL]
    figure = figures[0] if len(figures) == 1 and _fits(figures[0]) else None
    future = is_future(reading.scene.tree, trigger) or held in {Modality.PLAN, Modality.POSSIBLE}
    return [
        Draft("shipment", (about,), roles, held, trigger, 0.82, value=figure.value if figure else None,
              measure=figure.start if figure else None, when=time_of(reading.scene.tree, trigger, reading.times, []),
              future=future)
    ]  # fmt: skip


def _fits(measure: Measure) -> bool:
    """Tell whether a tanker holds that much."""
    scale = {"t": 1.0, "kt": 1e3, "Mt": 1e6, "bbl": 1 / 7.3, "kbbl": 1e3 / 7.3, "Mbbl": 1e6 / 7.3}
    return measure.value.amount * scale.get(measure.value.unit, 1.0) <= _MOST


def _sender(tree: Tree, mention: Mention, trigger: int) -> str | None:
    """Give the company that is the subject of the verb of going, or of the one above it; never who only says so."""
    verb = tree[tree[mention.top].head]
    acts = verb.index in {trigger, tree[trigger].head} and verb.lemma not in table("attribution")[tree.lang]["say"]
    if mention.kind in {DEMONYM, PERSON, GENERIC, VESSEL} or tree[mention.top].role != "subj" or not acts:
        return None
    found = mention.pick(_COMPANY)
    return found if found and not mention.kinds_of(found) & {"pipeline", "terminal"} else None


def _start(reading: Reading, rows: dict[str, str]) -> str | None:
    """Give where a cargo leaves: a port, else the line that takes it, else its field."""
    ports, lines, fields = [], [], []
    for mention in _places(reading):
        before, prep = reading.text[: mention.start], preposition(reading, mention)
        filled = _is_there(reading, mention) and re.search(rows["filled"], reading.text, re.IGNORECASE)
        leaves = prep in FROM or filled or re.search(rows["leaving"], before, re.IGNORECASE)
        port, line = mention.pick(_PORT), mention.pick(_LINE)
        if port and (leaves or prep in {"через", "via"}):
            ports.append(port)
        elif line and prep in _ALONG:
            lines.append(line)
        elif mention.pick(_FIELD) and prep not in TOWARDS:
            fields.append(mention.pick(_SITE))
    return next((i for row in (ports, lines, fields) for i in row if i), None)


def _ends(reading: Reading, rows: dict[str, str]) -> list[str]:
    """Give where a cargo goes or has come, the last first named before the next."""
    found = []
    for mention in _places(reading):
        reached = re.search(rows["reaching"], reading.text[: mention.start], re.IGNORECASE)
        if reached or (preposition(reading, mention) in TOWARDS and not _is_there(reading, mention)):
            end = mention.pick(_SPOT) or mention.pick(_LINE) or mention.pick(_COUNTRY)
            found += [end] if end else []
    return found


def _is_there(reading: Reading, mention: Mention) -> bool:
    """Tell whether a case or preposition says that something is in a place, not on its way there."""
    token = reading.scene.tree[mention.top]
    told = token.feats.get("Case") == "Loc" and not token.text.endswith(("у", "и", "о"))  # «Баку» has but one form
    return told or bool(_IN_PORT.search(reading.text[: mention.start]))


_IN_PORT = re.compile(
    r"(?<!\w)в\s+(?:морском\s+)?порту\s+[«\"]?$|\b(?:at|in)\s+(?:the\s+)?(?:port\s+of\s+)?$", re.IGNORECASE
)


def _places(reading: Reading) -> list[Mention]:
    tree, mentions = reading.scene.tree, reading.scene.mentions
    told = (m for m in mentions if m.kind not in {DEMONYM, PERSON, GENERIC, GOVERNMENT, VESSEL})
    return [m for m in told if not only_says_whose(tree, m, mentions)]
