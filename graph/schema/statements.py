"""The Cypher that the schema generates; both stores run all of it.

Names come from the declaration only, never from data, so nothing a source says can reach a statement.
Relations are written with two MATCH clauses: one clause with two patterns is far slower on some engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from graph.errors import TrunklineError
from graph.schema.declaration import NodeFamily, RelationType, check_labels, schema

_ROLE = re.compile(r"role_[a-z][a-z0-9_]*")


def definition_statements() -> list[str]:
    """Give the constraints and indexes and the version stamp of a new graph, safe to run again."""
    statements = []
    for family in schema().nodes.values():
        statements += [define_key(family), *(define_index(family, name) for name in family.indexes)]
    return [*statements, f"MERGE (m:Meta {{id: 'graph'}}) ON CREATE SET m.schema_version = {schema().version}"]


def constraint_name(family: NodeFamily) -> str:
    """Name the constraint that keeps the keys of a family unique."""
    return f"{family.name.lower()}_{family.key}"


def define_key(family: NodeFamily) -> str:
    """Have the keys of a family unique."""
    name = constraint_name(family)
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{family.name}) REQUIRE n.{family.key} IS UNIQUE"


def define_index(family: NodeFamily, name: str) -> str:
    """Index one property of a family."""
    return f"CREATE INDEX {family.name.lower()}_{name} IF NOT EXISTS FOR (n:{family.name}) ON (n.{name})"


@cache
def create_nodes(family: str, labels: frozenset[str], names: frozenset[str]) -> str:
    """Create ``$rows`` of plain properties that are known to be missing, with all their labels at once.

    ``names`` are all properties that occur in the rows; one that a row lacks is not stored. One engine cannot add a
    label to a node in the transaction that made it, and its MERGE over several labels finds no index; the unique key
    still refuses a node that is there already. Rows are flat: a map inside each row costs a fifth of the time more
    (benchmarks/writing.py).
    """
    check_labels(family, labels)
    inline = _inline(names, schema().nodes[family].properties)
    return f"UNWIND $rows AS row CREATE (n:{':'.join([family, *sorted(labels)])} {inline})"


@cache
def update_nodes(family: str, added: frozenset[str], dropped: frozenset[str]) -> str:
    """Replace the properties of ``$rows`` of {id, properties} whole, and add or drop labels, not both at once."""
    check_labels(family, added | dropped)
    found = schema().nodes[family]
    more = f" SET n:{':'.join(sorted(added))}" if added else ""
    less = f" REMOVE n:{':'.join(sorted(dropped))}" if dropped else ""
    return f"UNWIND $rows AS row MATCH (n:{family} {{{found.key}: row.id}}) SET n = row.properties{more}{less}"


@cache
def merge_nodes(family: str) -> str:
    """Upsert ``$rows`` of {id, properties} of a family without further labels: properties are replaced whole."""
    key = schema().nodes[family].key
    return f"UNWIND $rows AS row MERGE (n:{family} {{{key}: row.id}}) SET n = row.properties"


@cache
def delete_nodes(family: str) -> str:
    """Delete the nodes whose keys are ``$ids``, with their relations."""
    found = schema().nodes[family]
    return f"UNWIND $ids AS id MATCH (n:{found.name} {{{found.key}: id}}) DETACH DELETE n"


@cache
def existing_nodes(family: str) -> str:
    """Read which of the keys ``$ids`` a family has."""
    found = schema().nodes[family]
    return f"UNWIND $ids AS id MATCH (n:{found.name} {{{found.key}: id}}) RETURN n.{found.key} AS id"


@cache
def merge_relations(name: str) -> str:
    """Upsert ``$rows`` of {start, end, id, properties}."""
    found, start, end = _ends(name)
    return (
        f"UNWIND $rows AS row MATCH (a:{start.name} {{{start.key}: row.start}}) "
        f"MATCH (b:{end.name} {{{end.key}: row.end}}) "
        f"MERGE (a)-[r:{found.name} {{id: row.id}}]->(b) SET r = row.properties"
    )


@cache
def create_relations(name: str, names: frozenset[str]) -> str:
    """Create ``$rows`` (``relation_row``) that are known to be missing; ``names`` are all properties in them.

    Properties written inside CREATE are twice as fast as a SET after it (benchmarks/writing.py).
    """
    found, start, end = _ends(name)
    return (
        f"UNWIND $rows AS row MATCH (a:{start.name} {{{start.key}: row._start}}) "
        f"MATCH (b:{end.name} {{{end.key}: row._end}}) "
        f"CREATE (a)-[:{found.name} {_inline(names, found.properties)}]->(b)"
    )


def relation_row(start: str, end: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row of ``create_relations``; no declared property begins with an underscore."""
    return {**properties, "_start": start, "_end": end}


def _inline(names: frozenset[str], declared: dict[str, str]) -> str:
    """Write a map of properties, only names that the schema declares; ``role_*`` stands for role_ and a word."""
    for name in names:
        if name not in declared and not (_ROLE.fullmatch(name) and "role_*" in declared):
            raise TrunklineError(f'The schema has no property "{name}".')
    return "{" + ", ".join(f"{name}: row.{name}" for name in sorted(names)) + "}"


@cache
def delete_relations(name: str) -> str:
    """Delete ``$rows`` of {start, id}."""
    found, start, _ = _ends(name)
    return (
        f"UNWIND $rows AS row MATCH (a:{start.name} {{{start.key}: row.start}})"
        f"-[r:{found.name} {{id: row.id}}]->() DELETE r"
    )


@cache
def read_nodes(family: str) -> str:
    """Read every node of a family: id, labels, properties, in the order of the key."""
    found = schema().nodes[family]
    key = found.key
    return f"MATCH (n:{found.name}) RETURN n.{key} AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id"


@cache
def read_nodes_page(family: str) -> str:
    """Read the first ``$rows`` nodes of a family whose key comes after ``$after``, as ``read_nodes`` does."""
    found = schema().nodes[family]
    key = found.key
    return (
        f"MATCH (n:{found.name}) WHERE n.{key} > $after "
        f"RETURN n.{key} AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id LIMIT $rows"
    )


@cache
def count_without_key(family: str) -> str:
    """Count the nodes of a family that lack their key, which no statement of ours makes."""
    found = schema().nodes[family]
    return f"MATCH (n:{found.name}) WHERE n.{found.key} IS NULL RETURN count(n) AS n"


@cache
def read_relations(name: str) -> str:
    """Read every relation of a type: start and end keys, properties, in the order of the id."""
    found, start, end = _ends(name)
    return (
        f"MATCH (a:{start.name})-[r:{found.name}]->(b:{end.name}) "
        f"RETURN a.{start.key} AS start, b.{end.key} AS end, properties(r) AS properties "
        "ORDER BY r.id, start, end"
    )


@cache
def read_relations_between(name: str) -> str:
    """Read the relations of a type that leave nodes whose keys are above ``$after`` up to ``$until``, in no order."""
    found, start, end = _ends(name)
    return (
        f"MATCH (a:{start.name})-[r:{found.name}]->(b:{end.name}) WHERE a.{start.key} > $after "
        f"AND a.{start.key} <= $until RETURN a.{start.key} AS start, b.{end.key} AS end, properties(r) AS properties"
    )


@cache
def relations_leaving(name: str) -> str:
    """Read the relations of a type that leave the node with key ``$id``."""
    found, start, end = _ends(name)
    return (
        f"MATCH (a:{start.name} {{{start.key}: $id}})-[r:{found.name}]->(b:{end.name}) "
        f"RETURN a.{start.key} AS start, b.{end.key} AS end, r.id AS id, properties(r) AS properties"
    )


@cache
def relations_reaching(name: str) -> str:
    """Read the relations of a type that reach the node with key ``$id``."""
    found, start, end = _ends(name)
    return (
        f"MATCH (b:{end.name} {{{end.key}: $id}})<-[r:{found.name}]-(a:{start.name}) "
        f"RETURN a.{start.key} AS start, b.{end.key} AS end, r.id AS id, properties(r) AS properties"
    )


def _ends(name: str) -> tuple[RelationType, NodeFamily, NodeFamily]:
    found = schema().relations[name]
    return found, schema().nodes[found.start], schema().nodes[found.end]


def schema_table() -> str:
    """Render the schema as the Markdown tables of the README."""
    nodes = (f"| `:{one.name}` | {one.meaning} |" for one in schema().nodes.values())
    relations = (f"| `{one.drawn}` | {one.meaning} |" for one in schema().relations.values())
    return _table("node", nodes) + "\n" + _table("relation", relations)


def _table(head: str, rows: Iterable[str]) -> str:
    return "\n".join([f"| {head} | meaning |", "|---|---|", *rows]) + "\n"
