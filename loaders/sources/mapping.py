"""A source's columns brought to ours, as the source or the release says; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import BadInput
from loaders.sources.model import ConfiguredSource, releases
from loaders.sources.rows import Row


@dataclass(frozen=True, slots=True)
class MappedTable:
    """Rows under our names for ``table``; ``left_out`` are the source's columns that nobody asked for."""

    table: str
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    credit: str = ""


def map_columns(source: ConfiguredSource, rows: Sequence[Row]) -> MappedTable:
    """Rename the columns of a table source.

    Raises:
        BadInput: the table has no rows, or lacks a column.
    """
    if not rows:
        raise BadInput("the table has no rows")
    given = list(dict.fromkeys(name for row in rows for name in row))
    if source.release is None:
        ours, table, credit = _chosen(source, given), source.table or "", ""
    else:
        release = releases()[source.release]
        ours, table, credit = _of_release(source.release, given), str(release["table"]), str(release["credit"])
    renamed = tuple({name: row.get(theirs, "") for name, theirs in ours.items()} for row in rows)
    return MappedTable(table, renamed, tuple(name for name in given if name not in ours.values()), credit)


def _chosen(source: ConfiguredSource, given: list[str]) -> dict[str, str]:
    if not source.columns:
        return {name: name for name in given}
    if lacking := [theirs for theirs in source.columns.values() if theirs not in given]:
        raise BadInput(f'it has no column "{lacking[0]}"; its columns are: {", ".join(given)}')
    return dict(source.columns)


def _of_release(name: str, given: list[str]) -> dict[str, str]:
    release = releases()[name]
    found = {ours: theirs for ours, names in release["columns"].items() if (theirs := _first(names, given)) is not None}
    if lacking := [ours for ours in release["required"] if ours not in found]:
        names = " or ".join(release["columns"][lacking[0]])
        raise BadInput(f'no release file of {name}: it has no column "{names}"')
    return found


def _first(names: list[str], given: list[str]) -> str | None:
    return next((name for name in names if name in given), None)
