"""Which constraints and indexes of the schema a store lacks: asking takes two readings, defining them all seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from graph.errors import StoreError
from graph.schema.declaration import schema
from graph.schema.statements import constraint_name, define_index, define_key, definition_statements

_CONSTRAINTS = "SHOW CONSTRAINTS"
_INDEXES = "SHOW INDEXES"


class Reader(Protocol):
    """Whatever reads rows from a store."""

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None, /) -> list[dict[str, Any]]:
        """Run one reading statement."""


def missing_definitions(store: Reader) -> list[str]:
    """Give the statements that define what is missing, and the version stamp of a new graph, safe to run again."""
    try:
        keys = {str(row["name"]) for row in store.read(_CONSTRAINTS)}
        indexed = {place for row in store.read(_INDEXES) for place in _places(row)}
    except StoreError:  # an account that may define and not look
        return definition_statements()
    families = schema().nodes
    there = {define_key(one) for one in families.values() if constraint_name(one) in keys}
    there |= {define_index(families[family], name) for family, name in indexed if family in families}
    return [one for one in definition_statements() if one not in there]


def _places(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give family and property of an index over one property."""
    labels, properties = row.get("labelsOrTypes") or [], row.get("properties") or []
    return [(str(labels[0]), str(properties[0]))] if len(labels) == 1 and len(properties) == 1 else []
