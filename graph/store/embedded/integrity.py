"""Damage that can be seen in the data folder before the engine opens it.

The engine itself goes on with what it can still read, which would show a
graph with holes as if it were whole. After a clean stop any unfinished file is
damage; after a crash the engine's own log mends unfinished files, so that only
a folder without any schema is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from graph.store.embedded.files import read_json

_OPEN_MARK = "database.lck"  # lies there while the database is open, and after a crash
_SCHEMAS = ("schema.json", "schema.prev.json")
_PAGED = re.compile(r"\.(?P<page>[0-9]+)\.v[0-9]+\.[a-z]+$")


def find_damage(database: Path) -> str | None:
    """Return what is wrong with an existing, closed database folder, or ``None``."""
    if not any((database / name).is_file() for name in _SCHEMAS):
        return "it holds no schema.json"
    if (database / _OPEN_MARK).exists():
        return None
    schema = read_json(database / _SCHEMAS[0])
    if schema is None:
        return "its schema.json cannot be read"
    if missing := _missing(database, schema):
        return f"its file {missing} is missing"
    return next((reason for path in sorted(database.iterdir()) if (reason := _unfinished(path))), None)


def _missing(database: Path, schema: dict[str, Any]) -> str | None:
    """Name a bucket or an index that the schema lists and no file holds."""
    present = {unquote(path.name.partition(".")[0]) for path in database.iterdir()}
    types = schema.get("types", {}).values()
    listed = {unquote(name) for one in types for name in (*one.get("buckets", ()), *one.get("indexes", ()))}
    return min(listed - present, default=None)


def _unfinished(path: Path) -> str | None:
    match = _PAGED.search(path.name)
    if match and path.stat().st_size % int(match["page"]):
        return f"its file {path.name} is cut short"
    return None
