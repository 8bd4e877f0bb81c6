"""A row as a sentence, by the template of its table."""

from __future__ import annotations

import re

from loaders.reference.schema import TableSchema
from loaders.reference.table import Row

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_CELL = re.compile(r"\{(\w+)\}")


def sentence(file: str, schema: TableSchema, row: Row) -> str:
    """Render a row for a reader: the file, what it says, and the curator's note."""
    said = _OPTIONAL.sub(lambda part: _filled(part[1], row) if _complete(part[1], row) else "", schema.quote)
    note = f" — {row['note']}" if row["note"] else ""
    return f"{file}: {_filled(said, row)}{note}"


def _complete(template: str, row: Row) -> bool:
    return all(row[name] for name in _CELL.findall(template))


def _filled(template: str, row: Row) -> str:
    return _CELL.sub(lambda cell: row[cell[1]], template)
