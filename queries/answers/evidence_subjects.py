"""What an id names: one small finder a kind, tried in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.model.identity import LEG_PREFIX
from graph.store.port import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing asked about: its kind, a line that describes it, and the ids of the claims behind it."""

    id: str
    kind: str
    title: str
    claims: tuple[str, ...]


Finder = Callable[[Store, str], Subject | None]

_ENTITY = """
MATCH (n:Entity {id: $id})
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(n)
RETURN n.name_en AS name, coalesce(n.claims, []) AS own, labels(n) AS labels, collect(c.id) AS about
"""
_EVENT = """
MATCH (n:Event {id: $id})
RETURN n.type AS type, n.about AS about, n.when AS period, n.summary AS summary, coalesce(n.claims, []) AS claims
"""
_CLAIM = "MATCH (n:Claim {id: $id}) RETURN n.type AS type, n.about AS about"
_ARTICLE = """
MATCH (n:Article {id: $id})
OPTIONAL MATCH (c:Claim)-[:STATED_IN]->(n)
RETURN n.title AS title, collect(c.id) AS claims
"""
_RUN = """
MATCH (n:Run {id: $id})
OPTIONAL MATCH (i:Item {run: $id})
RETURN n.started AS started, n.status AS status, collect(i.id) AS items
"""
_ITEM = "MATCH (n:Item {id: $id}) RETURN n.source AS source"
_OF_ITEMS = "MATCH (c:Claim) WHERE c.item IN $items RETURN c.id AS id ORDER BY id"
_RELATIONS = {
    "FLOWS_TO": "MATCH (a:Entity)-[r:FLOWS_TO {id: $id}]->(b:Entity)",
    "OWNS": "MATCH (a:Entity {id: $start})-[r:OWNS]->(b:Entity {id: $end})",
    "OPERATES": "MATCH (a:Entity {id: $start})-[r:OPERATES]->(b:Entity {id: $end})",
    "PART_OF": "MATCH (a:Entity {id: $start})-[r:PART_OF]->(b:Entity {id: $end})",
    "FEEDS": "MATCH (a:Entity {id: $start})-[r:FEEDS]->(b:Entity {id: $end})",
    "CROSSES": "MATCH (a:Entity {id: $start})-[r:CROSSES]->(b:Entity {id: $end})",
    "LOCATED_IN": "MATCH (a:Entity {id: $start})-[r:LOCATED_IN]->(b:Entity {id: $end})",
}
_KINDS = {
    "FLOWS_TO": ("leg", "flows to"),
    "OWNS": ("share", "owns a share of"),
    "OPERATES": ("operator", "operates"),
    "PART_OF": ("part", "is part of"),
    "FEEDS": ("feed", "feeds"),
    "CROSSES": ("crossing", "crosses"),
    "LOCATED_IN": ("place", "lies in"),
}


def _one(store: Store, statement: str, **parameters: Any) -> dict[str, Any] | None:  # noqa: ANN401
    return next(iter(store.read(statement, parameters)), None)


def _claim(store: Store, key: str) -> Subject | None:
    row = _one(store, _CLAIM, id=key)
    return Subject(key, "claim", f"{row['type']} of {', '.join(row['about'])}", (key,)) if row else None


def _event(store: Store, key: str) -> Subject | None:
    row = _one(store, _EVENT, id=key)
    if row is None:
        return None
    title = f"{row['type']} of {', '.join(row['about'])}, {row['period'] or 'day unknown'}"
    return Subject(key, "event", title, tuple(row["claims"]))


def _entity(store: Store, key: str) -> Subject | None:
    for spelling in dict.fromkeys((key, key.lower(), key.upper())):
        row = _one(store, _ENTITY, id=spelling)
        if row is not None:
            kinds = ", ".join(sorted(set(row["labels"]) - {"Entity", "Site", "Asset"}))
            claims = sorted({*row["own"], *row["about"]})
            return Subject(spelling, "entity", f"{row['name'] or spelling} ({kinds or 'name only'})", tuple(claims))
    return None


def _relation(store: Store, key: str) -> Subject | None:
    start, _, end = key.partition("|")
    names = [name for name in _RELATIONS if name != "FLOWS_TO"] if end else ["FLOWS_TO"]
    for name in names:
        row = _one(
            store,
            f"{_RELATIONS[name]} RETURN a.name_en AS a, b.name_en AS b, coalesce(r.claims, []) AS claims",
            **({"start": start, "end": end} if end else {"id": key.removeprefix(LEG_PREFIX)}),
        )
        if row is not None:
            kind, verb = _KINDS[name]
            return Subject(key.removeprefix(LEG_PREFIX), kind, f"{row['a']} {verb} {row['b']}", tuple(row["claims"]))
    return None


def _article(store: Store, key: str) -> Subject | None:
    row = _one(store, _ARTICLE, id=key)
    return Subject(key, "document", row["title"] or key, tuple(sorted(row["claims"]))) if row else None


def _run(store: Store, key: str) -> Subject | None:
    row = _one(store, _RUN, id=key)
    if row is None:
        return None
    title = f"refresh of {row['started']}, {row['status']}, {len(row['items'])} items"
    return Subject(key, "run", title, _claims_of(store, row["items"]))


def _item(store: Store, key: str) -> Subject | None:
    row = _one(store, _ITEM, id=key)
    return Subject(key, "item", f"item of {row['source']}", _claims_of(store, [key])) if row else None


def _claims_of(store: Store, items: list[str]) -> tuple[str, ...]:
    return tuple(str(row["id"]) for row in store.read(_OF_ITEMS, {"items": items}))


SUBJECTS: tuple[Finder, ...] = (_claim, _event, _entity, _relation, _article, _run, _item)
