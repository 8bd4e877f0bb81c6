"""A source's columns brought to ours, as the source or the release says; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.errors import BadInput
from loaders.reference.schema import schemas
from loaders.sources.model import ConfiguredSource, releases
from loaders.sources.rows import Row, read_rows

STOOD_IN = frozenset({"source", "confidence"})  # columns for which the address and the trust of the source stand in


@dataclass(frozen=True, slots=True)
class MappedTable:
    """Rows under our names for ``table``; ``left_out`` are the source's columns that nobody asked for."""

    table: str
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    credit: str = ""


def read_table(source: ConfiguredSource, data: bytes) -> MappedTable:
    """Read the bytes of a table source; a release, whose sheets are called otherwise each time, by its columns.

    Raises:
        BadInput: no readable table, without rows, or without a column.
    """
    release = source.release
    fits = (lambda given: not _lacking(release, _found(release, given))) if release else None
    return map_columns(source, read_rows(data, source.sheet, fits))


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


def refuse_lacking(source: ConfiguredSource, mapped: MappedTable) -> None:
    """Refuse a table of which no row could be used; of a release, ``map_columns`` has seen to it.

    Raises:
        BadInput: no such reference table, or a column that it needs is lacking; the sentence says how to name it.
    """
    if source.release is not None:
        return
    if mapped.table not in schemas():
        raise BadInput(f'no reference table is called "{mapped.table}"; the tables are: {", ".join(schemas())}')
    given = mapped.rows[0]
    needed = (one.name for one in schemas()[mapped.table].columns if one.required and one.name not in STOOD_IN)
    if lacking := [name for name in needed if name not in given]:
        ours = ", ".join(f'{name} = "…"' for name in lacking)
        raise BadInput(
            f'the table "{mapped.table}" lacks the column "{lacking[0]}"; the columns here are: {", ".join(given)}; '
            f"say in the file of sources which is which: columns = {{ {ours} }}"
        )


def _chosen(source: ConfiguredSource, given: list[str]) -> dict[str, str]:
    if not source.columns:
        return {name: name for name in given}
    if lacking := [theirs for theirs in source.columns.values() if theirs not in given]:
        raise BadInput(f'it has no column "{lacking[0]}"; its columns are: {", ".join(given)}')
    return dict(source.columns)


def _of_release(name: str, given: list[str]) -> dict[str, str]:
    found = _found(name, given)
    if lacking := _lacking(name, found):
        names = " or ".join(releases()[name]["columns"][lacking[0]])
        raise BadInput(f'no release file of {name}: it has no column "{names}"')
    return found


def _found(name: str, given: Sequence[str]) -> dict[str, str]:
    columns = releases()[name]["columns"]
    return {ours: theirs for ours, names in columns.items() if (theirs := _first(names, given)) is not None}


def _lacking(name: str, found: Mapping[str, str]) -> list[str]:
    return [ours for ours in releases()[name]["required"] if ours not in found]


def _first(names: list[str], given: Sequence[str]) -> str | None:
    return next((name for name in names if name in given), None)
