"""Names in arguments become ids; an id is tried first, since that costs one look-up by key."""

from __future__ import annotations

from graph.errors import UnknownName
from graph.store.port import Store
from queries.catalogue.arguments import NAMED, Resolver

_BY_ID = "MATCH (n) WHERE n.id IN $ids AND (n:Entity OR n:Claim OR n:Event OR n:Article) RETURN n.id AS id"
_ENTITY = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id"


def resolver(store: Store) -> Resolver:
    """Give the function that turns a name and a parameter type into an id of ``store``."""

    def resolve(text: str, kind: str) -> str:
        spellings = [text, text.lower(), text.upper()]
        known = {row["id"] for row in store.read(_ENTITY, {"ids": spellings})}
        for spelling in spellings:
            if spelling in known:
                return spelling
        return _by_name(store, text, kind)

    return resolve


def _by_name(store: Store, text: str, kind: str) -> str:
    statement = (
        "MATCH (n:Entity) WHERE toLower(n.name_en) = $name OR toLower(n.name_ru) = $name "
        "OR any(a IN n.aliases WHERE toLower(a) = $name) RETURN n.id AS id, labels(n) AS labels ORDER BY id"
    )
    wanted = NAMED[kind]
    rows = [row for row in store.read(statement, {"name": text.lower()}) if wanted is None or wanted in row["labels"]]
    if len(rows) == 1:
        return str(rows[0]["id"])
    raise UnknownName(text, [row["id"] for row in rows])
