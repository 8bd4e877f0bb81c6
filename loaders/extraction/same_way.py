"""A flow that names no carrier because the sentence before did: the same way, end or country again."""

from __future__ import annotations

import re

from graph.model.claim import Modality
from loaders.extraction.attach import head_of
from loaders.extraction.measuring import figure_draft, kind_of
from loaders.extraction.mentions import GENERIC, PERSON, Mention
from loaders.extraction.modality import modality
from loaders.extraction.parts import Part
from loaders.extraction.places import Places, places_of
from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import DEMONYM, kinds

_ANY = frozenset({"pipeline", "terminal", "port", "corridor", "field"})
_END_ONLY = frozenset({"country"})
# What needs no name a second time: "in January exports were 1.9 million, in February 1.4 million".
_BARE_FLOW = re.compile(r"экспорт|прокач|перевал|транзит|отгру|export|throughput|transit|shipment|loadings|flow|volume")


_IS_FLOW = re.compile(
    r"(?<!\w)(?:экспорт|прокачка|перевалка|транзит|отгрузка|exports|throughput|transit|shipments|loadings|flows)(?!\w)"
)
# An export as a whole: "exports came to 20 million", «экспортировано 17 млн тонн».
_WHOLE = re.compile(r"экспорт|за рубеж|export|sold abroad")


# "By alternative routes", «по другим маршрутам»: not by the way spoken of.
OTHER_WAYS = re.compile(
    r"(?<!\w)(?:alternative|other|new|different|several)\s+(?:export\s+)?(?:routes?|ways?|directions?|pipelines?|corridors?)|"
    r"(?<!\w)(?:альтернативн|други|ины|новы|разны|нескольки)\w+\s+(?:экспортн\w+\s+)?(?:маршрут|пут|направлени|трубопровод|коридор)"
)


def same_way(reading: Reading, part: Part, last: Draft | None, topic: str | None) -> Draft | None:
    """Read a flow without a carrier: it goes where that of the sentence before went, or comes from its country.

    ``last``: the figure told before; ``topic``: the carrier that the sentences before speak of.
    """
    kind = kind_of(part, reading.scene.tree.lang)
    if kind is None or kind[0] != "volume" or part.measure.old or OTHER_WAYS.search(part.text):
        return None
    trigger = head_of(reading.scene.tree, part.start + kind[1].start(), part.start + kind[1].end())
    found = places_of(reading, part.mentions, part.measure, None)
    if last is None:
        about = _spoken_of(reading, part, kind[1].group(), topic) or _from_home(reading, part, found)
    else:
        about = _again(part, found, kind[1].group(), last)
    held = modality(reading.scene.tree, trigger) if trigger is not None else None
    if about is None or trigger is None or held is None or held is Modality.DENIED:
        return None
    return figure_draft("volume", reading, part, about, found, held, trigger, 0.78)


def _is_bare(part: Part, word: str) -> bool:
    return all(m.kind == DEMONYM for m in part.mentions) and bool(part.times) and bool(_BARE_FLOW.match(word))


def _spoken_of(reading: Reading, part: Part, word: str, topic: str | None) -> str | None:
    """Give the carrier that the sentences before speak of, for a bare "in January exports were 1.9 million tonnes"."""
    told = _IS_FLOW.search(part.text[: part.place]) and part.measure in reading.measures
    return topic if told and _is_bare(part, word) else None


def _again(part: Part, found: Places, word: str, last: Draft) -> str | None:
    """Give what carried the figure before, where this one plainly goes on with it."""
    ends = found.roles.get("destination", ())
    others = (m for m in part.mentions if m.kind != GENERIC and m.pick(_END_ONLY) is None and not _is_end(m, ends))
    if any(m.pick(_ANY) for m in others):
        return None
    before = last.about[0]
    country = "country" in kinds().get(before, ()) and "origin" not in found.roles and before not in ends
    if last.type == "production":
        return before if country and _WHOLE.match(word) else None
    if last.type != "volume":
        return None
    same = bool(ends) and (country or ends == last.roles.get("destination") or _across(before, ends))
    if _THIS.search(part.text[: part.place]) or (_RECEIVED.search(part.text) and _is_next_end(part, ends, last)):
        return before
    return before if same or _is_bare(part, word) else None


# "This volume came to 24 million in ten months"; "Slovakia got 3.9 million" after what Hungary got.
_THIS = re.compile(
    r"(?<!\w)(?:этот|данный|указанный|такой\s+же|тот\s+же)\s+(?:объем|показатель)|(?<!\w)this\s+(?:volume|figure|amount|flow)(?!\w)"
)
_RECEIVED = re.compile(r"(?<!\w)(?:получил|импортир|закупил|купил|принял|received|got|imported|bought)")


def _is_next_end(part: Part, ends: tuple[str, ...], last: Draft) -> bool:
    """Tell whether a country got its part of what the figure before tells of another one."""
    named = [m for m in part.mentions if m.kind not in {PERSON, DEMONYM}]
    return bool(last.roles.get("destination")) and len(ends) == len(named) == 1


def _is_end(mention: Mention, ends: tuple[str, ...]) -> bool:
    return any(i in ends for i in mention.ids)


def _across(port: str, ends: tuple[str, ...]) -> bool:
    """Tell whether a flow goes to other ports: it leaves the port of the figure before, "1.6 million went to X"."""
    return "port" in kinds().get(port, ()) and port not in ends and all("port" in kinds().get(e, ()) for e in ends)


def _from_home(reading: Reading, part: Part, found: Places) -> str | None:
    """Give the article's country for an export to another one: "5.2 billion were exported to Turkey"."""
    ends = found.roles.get("destination", ())
    plain = set(found.roles) == {"destination"} and len([m for m in part.mentions if m.kind != PERSON]) == len(ends)
    abroad = plain and all("country" in kinds().get(e, ()) for e in ends) and reading.home not in ends
    return reading.home if abroad and _WHOLE.search(part.text) else None
