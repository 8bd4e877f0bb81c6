"""A table as it was read: a source item with a fingerprint, its good rows, and what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.reference.problem import Problem
from loaders.reference.schema import LIST_SEPARATOR, TableSchema


@dataclass(frozen=True, slots=True)
class Row:
    """One good row: the line of its file (1 is the header) and its cells as text."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """Give the parts of a list cell."""
        return split(self.cells[column])


@dataclass(frozen=True, slots=True)
class Table:
    """One table file. ``key`` is its name as a source item; ``fingerprint`` the SHA-256 of its bytes."""

    key: str
    file: str
    schema: TableSchema | None
    fingerprint: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def split(cell: str) -> tuple[str, ...]:
    """Split a list cell at its semicolons."""
    return tuple(part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip())
