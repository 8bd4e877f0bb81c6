"""What the figure of a table is about: the thing its row or column names, else the one its caption names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model.identity import new_entity_id
from loaders.extraction.columns import Said
from loaders.extraction.data import table
from loaders.extraction.surroundings import Surroundings
from loaders.resolve.gazetteer import DEMONYM, kinds

_PIPE = frozenset({"pipeline"})
_COUNTRY, _FIELD, _COMPANY = frozenset({"country"}), frozenset({"field"}), frozenset({"company"})
_HELD = frozenset({"pipeline", "field", "terminal", "port", "refinery", "company"})
_CARRIER = frozenset({"pipeline", "terminal", "port", "corridor"})
_WANTED = {"capacity": _CARRIER | {"mooring"}, "length": _PIPE, "share": _CARRIER, "volume": _CARRIER}
_ENDS = ("destination", "origin", "shipper")
_JOINED = re.compile(r"[»”\"]?\s?[—–-]\s?[«“\"]?")
_EXPORT = re.compile(r"экспорт|export", re.IGNORECASE)
_TOWARDS = re.compile(r"(?<!\w)(?:to|в)\s+(?:the\s+)?$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*")
_QUOTES = ' «»"“”,.'

Roles = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about, and who else takes part in it."""

    about: str
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()


def subject_of(kind: str, around: Surroundings) -> Subject | None:
    """Give what a figure is about; None where that is not plain."""
    if kind == "ownership":
        return _stake(around)
    if kind == "production":
        return _producer(around)
    return _carried(kind, around)


def _producer(around: Surroundings) -> Subject | None:
    named = _all(around)
    for wanted in (_FIELD, _COMPANY, _COUNTRY):
        near = _near(around, wanted)
        if near:
            return Subject(near[0]) if len(near) == len(named) == 1 else None
    wider = (*around.shared, around.title)
    found = next((row for wanted in (_FIELD, _COUNTRY, _COMPANY) if (row := _first(wider, wanted))), ())
    made = [i for i in found if not kinds().get(i, frozenset()) & _PIPE]
    return Subject(made[0]) if len(made) == 1 and not named else None


def _carried(kind: str, around: Surroundings) -> Subject | None:
    near, named, roles = _near(around, _WANTED[kind]), _all(around), _whose(kind, around)
    if len(near) == 2 and kind == "volume" and _is_way(around.name, near):
        roles["destination"] = (near.pop(),)
    if not near:
        return _of_caption(kind, around, named, roles)
    if len(near) > 1 or len(named) > len(near) + len(roles.get("destination", ())):
        return None
    fluid = any("fluid" in s.marks or s.whose() for s in around.levels)
    if not (fluid or kinds().get(near[0], frozenset()) & _PIPE):
        return None  # a port handles more than oil
    return Subject(near[0], tuple(roles.items()))


def _whose(kind: str, around: Surroundings) -> Roles:
    """Give whose oil it is that goes: by an adjective, or as the exports of a country."""
    whose = next((row for s in around.levels if (row := s.whose())), ())
    exporter = next((row for s in around.levels if _EXPORT.search(s.text) and (row := s.pick(_COUNTRY))), ())
    found = whose or exporter
    if len(found) != 1 or kind not in {"volume", "share"}:
        return {}
    return {"origin" if kind == "volume" else "of": found}


def _sent_to(around: Surroundings, named: list[str]) -> Subject | None:
    """Give the country of a row of suppliers, with the one country that the caption says it all goes to."""
    ends = {i for s in around.shared for f in s.things if _TOWARDS.search(s.text[: f.start]) for i in f.ids}
    sends = len(named) == 1 and "country" in kinds().get(named[0], frozenset())
    if not sends or len(ends) != 1 or not any("shipper" in s.marks for s in around.shared):
        return None
    return Subject(named[0], (("destination", (ends.pop(),)),)) if named[0] not in ends else None


def is_of_exports(said: Said) -> bool:
    """Tell whether a text speaks of the exports of one country."""
    return bool(_EXPORT.search(said.text)) and len(said.whose() or said.pick(_COUNTRY)) == 1


def _of_caption(kind: str, around: Surroundings, named: list[str], roles: Roles) -> Subject | None:
    """Give what the caption names, with the one thing of the row as its end, its beginning or its shipper."""
    wider = (*around.shared, around.title)
    found = _first(wider, _WANTED[kind])
    if not found and kind == "volume" and (sent := _sent_to(around, named)):
        return sent
    if not found and kind == "volume":
        found = roles.pop("origin", ())  # the exports of a country by their ends
    if len(found) != 1 or len(named) > 1:
        return None
    if named:
        rows = (*around.shared, *([around.title] if "by_end" in around.title.marks else []))
        role = next((role for role in _ENDS if any(role in s.marks for s in rows)), None)
        if kind != "volume" or role is None or named[0] == found[0]:
            return None
        roles[role] = (named[0],)
    return Subject(found[0], tuple(roles.items()))


def _is_way(name: Said, near: list[str]) -> bool:
    """Tell whether a name is a way from one port to another: «Актау – Махачкала»."""
    rows = [f for f in name.things if any(i in f.ids for i in near)]
    return len(rows) == 2 and bool(_JOINED.fullmatch(name.text[rows[0].end : rows[1].start]))


def _near(around: Surroundings, wanted: frozenset[str]) -> list[str]:
    return [*around.column.pick(wanted), *around.name.pick(wanted)]


def _all(around: Surroundings) -> list[str]:
    """Give every thing that the column and the row name, one id a name."""
    rows = (f for s in (around.column, around.name) for f in s.things)
    return list(dict.fromkeys(f.ids[0] for f in rows if f.kind != DEMONYM))


def _first(rows: tuple[Said, ...], wanted: frozenset[str]) -> tuple[str, ...]:
    return next((found for s in rows if (found := s.pick(wanted))), ())


def _stake(around: Surroundings) -> Subject | None:
    """Give the thing held, with its holder: rows of holders under a thing, or rows of things under a holder."""
    wider = (*around.shared, around.title)
    if "owned" in around.corner.marks and "owners" not in around.corner.marks:
        held, holders = around.name.pick(_HELD), around.column.pick(_COMPANY) or _first(wider, _COMPANY)
        return _held(held, holders[0] if len(holders) == 1 else None)
    return _held(around.column.pick(_HELD) or _first(wider, _HELD), holder_in(around.name))


def _held(held: tuple[str, ...], holder: str | None) -> Subject | None:
    if len(held) != 1 or holder is None or holder == held[0]:
        return None
    return Subject(held[0], (("owner", (holder,)),))


def holder_in(name: Said) -> str | None:
    """Give who a text names: a known holder whose name is the whole text, else the text as a new name."""
    plain = _PARENTHESES.sub(" ", name.text).strip(_QUOTES)
    bare = re.sub(rf"(?<![\w.]){table('columns')['legal']['forms']}(?![\w.])", " ", plain)
    bare = re.sub(r"\s{2,}", " ", bare).strip(_QUOTES)
    for found in name.things:
        if name.text[found.start : found.end].strip(_QUOTES) in {bare, plain}:
            return found.ids[0]
    return new_entity_id(bare) if bare[:1].isupper() and not name.pick(_HELD | _COUNTRY) else None
