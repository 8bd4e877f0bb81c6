"""Ways that a sentence tells leg by leg: "by rail to Batumi and on by tanker to Trieste" is one route."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.model.claim import Modality
from loaders.extraction.data import table
from loaders.extraction.mentions import GENERIC, PERSON, VESSEL, Mention
from loaders.extraction.modality import is_future, modality
from loaders.extraction.owners import exporting
from loaders.extraction.places import TOWARDS, preposition
from loaders.extraction.propose import Draft, Reading
from loaders.resolve.gazetteer import DEMONYM, GOVERNMENT, kinds

_WAY = frozenset({"pipeline", "corridor"})
_SPOT = frozenset({"port", "terminal", "site", "refinery"})
_COUNTRY = frozenset({"country"})
_PORT = frozenset({"port", "terminal"})
_ALONG = frozenset({"через", "по", "via", "through", "along", "over", "across"})
_FROM = frozenset({"из", "с", "со", "from", "out of"})


@dataclass(slots=True)
class _Legs:
    """Where a cargo starts, what it passes and where it ends, in the order of the words."""

    start: str = ""
    stops: list[tuple[str, str]] = field(default_factory=list)  # role ("via", "through") and id
    ends: list[tuple[str, str]] = field(default_factory=list)


class LegProposer:
    """A route for each sentence that tells a way by its legs."""

    def propose(self, reading: Reading) -> list[Draft]:
        """Give the route; nothing where the sentence counts, stops or prices what goes, or tells of one vessel."""
        rows = table("legs")[reading.scene.tree.lang]
        text = reading.text
        move = re.search(rows["move"], text, re.IGNORECASE)
        told = (
            move and re.search(rows["cargo"], text, re.IGNORECASE) and not re.search(rows["far"], text, re.IGNORECASE)
        )
        if move is None or not told or any(m.kind == VESSEL for m in reading.scene.mentions):
            return []
        chain = _chain(reading)
        legs = chain or _legs(reading)
        if not legs.ends and _origins(reading) and (spoken := _spoken_port(reading)):
            legs.ends.append(("via", spoken))
            legs.stops.append(("via", spoken))
        onward = re.search(rows["onward"], text[move.start() :], re.IGNORECASE)
        means = re.search(rows["means"], text, re.IGNORECASE)
        if not legs.ends or not (chain or means or (onward and (legs.stops or len(legs.ends) > 1))):
            return []
        return _route(reading, legs, reading.scene.tree.at(move.start(), move.end()))


def _spoken_port(reading: Reading) -> str | None:
    """Give the port that the text speaks of: "most of it comes by rail from A" comes there."""
    return next((t for t in reading.topic[:1] if kinds().get(t, frozenset()) & _PORT), None)


def _legs(reading: Reading) -> _Legs:
    legs = _Legs()
    for mention in reading.scene.mentions:
        if mention.kind in {DEMONYM, GOVERNMENT, PERSON} or (mention.kind == GENERIC and not mention.pick(_PORT)):
            continue
        prep = preposition(reading, mention)
        spot, way, country = mention.pick(_SPOT), mention.pick(_WAY), mention.pick(_COUNTRY)
        if prep in _ALONG and (way or spot or country):
            legs.stops.append(("via", way or spot or "") if way or spot else ("through", country or ""))
        elif prep in _FROM and (spot or country):
            legs.start = legs.start or spot or country or ""
        elif prep in TOWARDS and (way or spot or country):
            kind = "via" if spot or way else "through"
            end = (kind, spot or country or way or "")
            legs.ends.append(end)
            legs.stops.append(end)
    return legs


_CHAINED = re.compile(r"\s*[»”\"]?\s*[–—-]\s*[«“\"]?\s*")
_ROUTE = re.compile(
    r"(?:по\s+(?:[а-яё]+\s+)?маршруту|along\s+the|via\s+the|\broute:?|\bмаршрут:?)\s+[«“\"]?$", re.IGNORECASE
)


def _chain(reading: Reading) -> _Legs | None:
    """Read a route written as places in a row: «по маршруту Омск – Павлодар – Шымкент»."""
    rows = [(m, i) for m in reading.scene.mentions if m.kind not in {DEMONYM, PERSON} and (i := m.pick(_SPOT))]
    first = next((n for n, (m, _) in enumerate(rows) if _ROUTE.search(reading.text[: m.start])), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(rows) and _CHAINED.fullmatch(reading.text[rows[last][0].end : rows[last + 1][0].start]):
        last += 1
    if last == first:
        return None
    ends = [("via", i) for _, i in rows[first + 1 : last + 1]]
    return _Legs(rows[first][1], list(ends), list(ends))


def _route(reading: Reading, legs: _Legs, tokens: list[int]) -> list[Draft]:
    tree = reading.scene.tree
    held = modality(tree, tokens[0]) if tokens else None
    origins = _origins(reading)
    about = _shipper(reading, tokens) or (exporting(reading.scene, reading.moved) if len(origins) < 2 else None)
    if held is None or held is Modality.DENIED:
        return []
    owners = {about: tokens[0]} if about else origins
    ahead = is_future(tree, tokens[0])
    return [_draft(legs, place, held, owner, ahead) for owner, place in owners.items() if owner != legs.ends[-1][1]]


def _origins(reading: Reading) -> dict[str, int]:
    """Give the countries that oil comes from, each with its place: "by rail from A and B"."""
    found: dict[str, int] = {}
    joined = False
    for mention in reading.scene.mentions:
        country = mention.pick(_COUNTRY) if mention.kind not in {DEMONYM, GOVERNMENT, PERSON} else None
        joined = country is not None and (preposition(reading, mention) in _FROM or joined)
        if country and joined:
            found.setdefault(country, mention.top)
    return found


def _draft(legs: _Legs, trigger: int, held: Modality, about: str, ahead: bool) -> Draft:
    last = legs.ends[-1]
    roles: dict[str, tuple[str, ...]] = {"to": (last[1],)}
    passed = legs.stops[: legs.stops.index(last)] + legs.stops[legs.stops.index(last) + 1 :]
    for role in ("via", "through"):
        ids = tuple(dict.fromkeys(i for r, i in passed if r == role and i not in {last[1], about, legs.start}))
        if ids:
            roles[role] = ids
    if legs.start and legs.start != about and "country" not in kinds().get(legs.start, ()):
        roles["from"] = (legs.start,)
    future = ahead or held in {Modality.PLAN, Modality.POSSIBLE}
    return Draft("route", (about,), roles, held, trigger, 0.81, future=future)


def _shipper(reading: Reading, verbs: list[int]) -> str | None:
    """Give the company that sends: the subject of the verb of going, or of the one above it."""
    tree = reading.scene.tree
    senders = {*verbs, *(tree[v].head for v in verbs)}
    rows = [
        i for m in reading.scene.mentions
        if m.kind not in {DEMONYM, PERSON, GENERIC} and tree[m.top].role == "subj" and tree[m.top].head in senders
        and (i := _company(m))
    ]  # fmt: skip
    return rows[0] if len(set(rows)) == 1 else None


def _company(mention: Mention) -> str | None:
    found = mention.pick(frozenset({"company"}))
    return found if found and not mention.kinds_of(found) & {"pipeline", "terminal", "consortium"} else None
