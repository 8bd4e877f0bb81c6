"""The declared shape of every reference table, read from ``schema.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LIST_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column may hold; ``minimum``/``maximum`` bound a number."""

    name: str
    kind: str
    required: bool = False
    choices: frozenset[str] = frozenset()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its columns, the column that may not repeat, and the sentence that renders a row."""

    name: str
    columns: tuple[Column, ...]
    unique: str | None
    quote: str

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in their usual order."""
        return tuple(column.name for column in self.columns)


@cache
def schemas() -> Mapping[str, TableSchema]:
    """Give the schema of every table by name."""
    raw = tomllib.loads(files("loaders.reference").joinpath("schema.toml").read_text("utf-8"))
    common = [_column(name, row) for name, row in raw["common"].items()]
    return {name: _schema(name, row, common) for name, row in raw["tables"].items()}


def _schema(name: str, row: dict[str, Any], common: list[Column]) -> TableSchema:
    own = [_column(column, cell) for column, cell in row["columns"].items()]
    return TableSchema(name, (*own, *common), row.get("unique"), row["quote"])


def _column(name: str, row: dict[str, Any]) -> Column:
    return Column(
        name=name,
        kind=row["kind"],
        required=row.get("required", False),
        choices=frozenset(row.get("choices", ())),
        minimum=row.get("min"),
        maximum=row.get("max"),
    )
