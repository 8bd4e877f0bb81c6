"""What completion may offer: the words of the schema, of Cypher, of the console and of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

KEYWORDS = (
    "ALL", "AND", "ANY", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "COUNT", "CREATE", "DELETE", "DESC", "DETACH",
    "DISTINCT", "ELSE", "END", "ENDS WITH", "EXISTS", "EXPLAIN", "FALSE", "IN", "IS NOT NULL", "IS NULL", "LIMIT",
    "MATCH", "MERGE", "NONE", "NOT", "NULL", "OPTIONAL MATCH", "OR", "ORDER BY", "PROFILE", "REMOVE", "RETURN", "SET",
    "SINGLE", "SKIP", "STARTS WITH", "THEN", "TRUE", "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD",
)  # fmt: skip
FUNCTIONS = (
    "abs", "avg", "ceil", "coalesce", "collect", "count", "elementId", "endNode", "floor", "head", "keys", "labels",
    "last", "length", "max", "min", "nodes", "properties", "range", "reduce", "relationships", "replace", "reverse",
    "round", "size", "split", "startNode", "substring", "sum", "tail", "toFloat", "toInteger", "toLower", "toString",
    "toUpper", "trim", "type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by kind; ``properties`` by label or relation type, ``questions`` with the names of their parameters."""

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    commands: tuple[str, ...] = ()
    keywords: tuple[str, ...] = KEYWORDS
    functions: tuple[str, ...] = FUNCTIONS

    def properties_of(self, kind: str | None) -> tuple[str, ...]:
        """Give the properties of one label or type, or all of them where it is unknown."""
        if kind is not None and kind in self.properties:
            return self.properties[kind]
        return tuple(sorted({name for names in self.properties.values() for name in names}))


@cache
def vocabulary() -> Vocabulary:
    """Read the words of this version's schema and catalogue."""
    from graph.schema.declaration import schema
    from queries.catalogue.registry import questions
    from queries.console.special import COMMANDS

    declared = schema()
    properties: dict[str, tuple[str, ...]] = {}
    for family in declared.nodes.values():
        names = tuple(sorted(name for name in family.properties if "*" not in name))
        properties |= dict.fromkeys((family.name, *family.labels), names)
    properties |= {one.name: tuple(sorted(one.properties)) for one in declared.relations.values()}
    return Vocabulary(
        labels=tuple(sorted(label for family in declared.nodes.values() for label in (family.name, *family.labels))),
        types=tuple(sorted(declared.relations)),
        properties=properties,
        questions={one.id: tuple(parameter.name for parameter in one.parameters) for one in questions()},
        commands=tuple(f":{name}" for name in COMMANDS),
    )
