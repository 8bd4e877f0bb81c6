"""The graph that the tables of this folder meet, and everything about a store that no reader may change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.settings import Settings
from graph.store import Store
from graph.store.embedded.server import ensure_running
from graph.store.link import Link
from graph.store.opening import foreign_link

HERE = Path(__file__).parent
GROUND = (HERE / "ground.cypher").read_text("utf-8")
SCHEMA = (
    "CREATE CONSTRAINT ground_id IF NOT EXISTS FOR (n:Port) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX ground_name IF NOT EXISTS FOR (n:Port) ON (n.name)",
)
DATA = (
    "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id",
    "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties "
    "ORDER BY start, type, end",
)
SURROUNDINGS = (
    "SHOW INDEXES YIELD name RETURN name ORDER BY name",
    "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "CALL db.relationshipTypes() YIELD relationshipType AS type RETURN type ORDER BY type",
)
ACCOUNTS = ("SHOW USERS", "SHOW DATABASES YIELD name, access, requestedStatus RETURN name, access, requestedStatus")


def table(name: str) -> dict[str, Any]:
    """Read one of the tables."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def lay(store: Store) -> None:
    """Put the ground graph and its schema into an empty store."""
    for statement in (*SCHEMA, GROUND):
        _run(store, statement)


def lift(store: Store) -> None:
    """Take the schema of the ground away again: other tests want names of ports that are not unique."""
    for statement in ("DROP CONSTRAINT ground_id IF EXISTS", "DROP INDEX ground_name IF EXISTS"):
        _run(store, statement)


def _run(store: Store, statement: str) -> None:
    store.write(lambda transaction: transaction.run(statement))


def data_of(store: Store) -> list[Any]:
    """Everything in the graph."""
    return [store.read(statement) for statement in DATA]


def surroundings_of(store: Store, accounts: Mapping[str, object]) -> list[Any]:
    """Indexes, constraints, labels, types, and what the caller knows of the accounts."""
    found: list[Any] = [store.read(statement) for statement in SURROUNDINGS]
    assert all(found), found
    return [*found, dict(accounts)]


def link_of(settings: Settings) -> Link:
    """Where the store under test answers."""
    return foreign_link(settings) if settings.store_uri else ensure_running(settings)
