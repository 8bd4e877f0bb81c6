"""Is the database of a server ours: asked when it is opened, before anything is written."""

from __future__ import annotations

from typing import Protocol

from graph.errors import StoreError
from graph.schema.declaration import schema
from graph.store.link import Link
from graph.store.port import Parameters, Row

_SAMPLE = "MATCH (n) WITH n LIMIT 1000 RETURN DISTINCT labels(n) AS labels"


class Asked(Protocol):
    """A store that can be asked before it is given away."""

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one reading statement."""


def check_database(store: Asked, link: Link) -> None:
    """Raise ``StoreError`` where the database holds nodes and none of them bears a label of ours."""
    families = "|".join(schema().nodes)
    if store.read(f"MATCH (n:{families}) RETURN 1 AS one LIMIT 1"):
        return
    if found := store.read(_SAMPLE):
        labels = sorted({label for row in found for label in row["labels"]})
        shown = f" ({', '.join(labels[:5])})" if labels else ""
        database = f"The database {link.database!r}" if link.database else "The default database"
        raise StoreError(
            f"{database} at {link.uri} holds something else{shown}, and nothing of Trunkline: name an empty one by "
            "TRUNKLINE_STORE_DATABASE."
        )
