"""The Cypher that the schema generates; both stores run all of it.

Names come from the declaration only, never from data, so nothing a source says can reach a statement.
Relations are written with two MATCH clauses: one clause with two patterns is far slower on some engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graph.schema.declaration import NodeFamily, RelationType, check_labels, schema


def definition_statements() -> list[str]:
    """Give the constraints and indexes, safe to run again."""
    statements = []
    for family in schema().nodes.values():
        statements.append(
            f"CREATE CONSTRAINT {family.name.lower()}_{family.key} IF NOT EXISTS "
            f"FOR (n:{family.name}) REQUIRE n.{family.key} IS UNIQUE"
        )
        statements += [_index(family, name) for name in family.indexes]
    return statements


def _index(family: NodeFamily, name: str) -> str:
    return f"CREATE INDEX {family.name.lower()}_{name} IF NOT EXISTS FOR (n:{family.name}) ON (n.{name})"


@cache
def merge_nodes(family: str, labels: frozenset[str], dropped: frozenset[str] = frozenset()) -> str:
    """Upsert ``$rows`` of {id, properties}: properties are replaced whole, ``dropped`` labels removed."""
    check_labels(family, labels | dropped)
    found = schema().nodes[family]
    more = f" SET n:{':'.join(sorted(labels))}" if labels else ""
    less = f" REMOVE n:{':'.join(sorted(dropped))}" if dropped else ""
    merge = f"MERGE (n:{found.name} {{{found.key}: row.id}})"
    return f"UNWIND $rows AS row {merge} SET n = row.properties{more}{less}"


@cache
def delete_nodes(family: str) -> str:
    """Delete the nodes whose keys are ``$ids``, with their relations."""
    found = schema().nodes[family]
    return f"UNWIND $ids AS id MATCH (n:{found.name} {{{found.key}: id}}) DETACH DELETE n"


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
def create_relations(name: str) -> str:
    """Create ``$rows`` that are known to be missing; faster than a MERGE."""
    found, start, end = _ends(name)
    return (
        f"UNWIND $rows AS row MATCH (a:{start.name} {{{start.key}: row.start}}) "
        f"MATCH (b:{end.name} {{{end.key}: row.end}}) CREATE (a)-[r:{found.name}]->(b) SET r = row.properties"
    )


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
def read_relations(name: str) -> str:
    """Read every relation of a type: start and end keys, properties, in the order of the id."""
    found, start, end = _ends(name)
    return (
        f"MATCH (a:{start.name})-[r:{found.name}]->(b:{end.name}) "
        f"RETURN a.{start.key} AS start, b.{end.key} AS end, properties(r) AS properties "
        "ORDER BY r.id, start, end"
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
