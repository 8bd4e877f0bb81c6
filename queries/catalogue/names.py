"""Names in arguments become ids; an id is tried first, since that costs one look-up by key."""

from __future__ import annotations

from graph.store.port import Store
from queries.catalogue.arguments import NAMED, Resolver

# Of several bearers of one name the kind that stands first is meant.
_ANY = ("Country", "Pipeline", "Port", "Terminal", "Mooring", "Station", "Refinery", "Border", "Strait", "Market",
        "Region", "Field", "Company", "Commodity")  # fmt: skip
_BY_ID = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, labels(n) AS labels"


def resolver(store: Store) -> Resolver:
    """Give the function that turns a name and a parameter type into an id of ``store``."""

    def resolve(text: str, kind: str) -> str:
        wanted = NAMED[kind]
        spellings = [text, text.lower(), text.upper()]
        found = {row["id"]: row["labels"] for row in store.read(_BY_ID, {"ids": spellings})}
        fitting = [one for one in spellings if one in found and (wanted is None or wanted in found[one])]
        return fitting[0] if fitting else _by_name(store, text, wanted)

    return resolve


def _by_name(store: Store, text: str, wanted: str | None) -> str:
    """Read all names; UnknownName where none or several fit."""
    from graph.store.view import view_of
    from queries.names import Names

    names = Names(view_of(store, ("Entity",), ()).nodes)
    if wanted is None:
        return names.resolve(text, _ANY).id
    return names.resolve(text, (wanted,), wanted=wanted.lower()).id
