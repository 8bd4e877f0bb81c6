"""Reads reference tables: good rows load, every bad one is reported with file, line and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from graph.errors import BadInput
from graph.model.identity import LEG_PREFIX
from loaders.reference.check import cell_doubt, cell_fault
from loaders.reference.frame import RawRow, header_of, raw_rows
from loaders.reference.problem import Problem
from loaders.reference.schema import TableSchema, schemas
from loaders.reference.shares import share_problems
from loaders.reference.table import Row, Table

_PACKAGE = "reference"  # the source name of the tables that ship with the package


@dataclass(frozen=True, slots=True)
class _File:
    """One file with its bytes; ``rows`` is None when the table as a whole cannot be used."""

    key: str
    name: str
    data: bytes
    schema: TableSchema | None
    rows: list[RawRow] | None
    faults: tuple[Problem, ...]


def read_tables(folder: Path | None = None) -> list[Table]:
    """Read the tables of the package, or those of ``folder``, in the order of their names.

    Tables of a folder may name ids of the package's tables and of each other.

    Raises:
        BadInput: the folder does not exist or holds no table.
    """
    own = [_load(_PACKAGE, name, data) for name, data in _package_files()]
    wanted = own if folder is None else [_load(folder.name, path.name, path.read_bytes()) for path in _csv(folder)]
    known = _ids(own) | _ids(wanted)
    return [_checked(file, known) for file in wanted]


def read_rows(key: str, name: str, rows: Sequence[Mapping[str, str]]) -> Table:
    """Read rows that are at hand as the table ``name``; they may name ids of the package's tables and of each other.

    Raises:
        BadInput: no such table, or a column without which no row can be used is lacking.
    """
    schema = schemas().get(name)
    if schema is None:
        raise BadInput(f'no reference table is called "{name}"; the tables are: {", ".join(schemas())}')
    given = list(dict.fromkeys(column for row in rows for column in row))
    for column in schema.columns:
        if column.required and column.name not in given:
            raise BadInput(f'the table "{name}" lacks the column "{column.name}"')
    faults = tuple(fault for fault in _header_problems(name, given, schema) if fault.kept)
    raw = [
        RawRow(line, {one: row.get(one, "").strip() for one in schema.names}) for line, row in enumerate(rows, start=2)
    ]
    own = [_load(_PACKAGE, *file) for file in _package_files()]
    made = _File(key, name, b"", schema, raw, faults)
    return _checked(made, _ids([*own, made]))


def _package_files() -> list[tuple[str, bytes]]:
    root = files("loaders.reference").joinpath("tables")
    found = [(entry.name, entry.read_bytes()) for entry in root.iterdir() if entry.name.endswith(".csv")]
    return sorted(found)


def _csv(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not found:
        raise BadInput("there is no folder with reference tables (*.csv) here", place=str(folder))
    return found


def _load(source: str, name: str, data: bytes) -> _File:
    stem = name.removesuffix(".csv")
    schema = schemas().get(stem)
    key = f"{source}/{stem}"
    if schema is None:
        reason = f'no reference table is called "{stem}"; the tables are: {", ".join(schemas())}'
        return _File(key, name, data, None, None, (Problem(name, 1, reason),))
    try:
        header = header_of(data)
        faults = tuple(_header_problems(name, header, schema))
        rows = None if any(not fault.kept for fault in faults) else raw_rows(data, header)
    except BadInput as error:
        return _File(key, name, data, schema, None, (Problem(name, 1, error.reason),))
    return _File(key, name, data, schema, rows, faults)


def _header_problems(name: str, header: list[str], schema: TableSchema) -> Iterator[Problem]:
    for column in schema.names:
        if column not in header:
            yield Problem(name, 1, f'the table "{schema.name}" lacks the column "{column}"; no row is loaded')
    for column in header:
        if column not in schema.names:
            yield Problem(name, 1, f'the column "{column}" is unknown and ignored', kept=True)


def _ids(loaded: list[_File]) -> set[str]:
    """Collect every id that a row defines, good or bad, so that one bad row is reported once."""
    found = set()
    for file in loaded:
        if file.schema and file.schema.unique == "id" and file.schema.name != "events":
            prefix = LEG_PREFIX if file.schema.name == "legs" else ""
            found |= {prefix + row.cells["id"] for row in file.rows or () if row.cells and row.cells["id"]}
    return found


def _checked(file: _File, known: Set[str]) -> Table:
    fingerprint = hashlib.sha256(file.data).hexdigest()
    rows: list[Row] = []
    problems = list(file.faults)
    seen: set[str] = set()
    for raw in file.rows or ():
        row, found = _row(file, raw, known, seen)
        problems += found
        rows += [row] if row else []
    if file.schema and file.schema.name == "ownership":
        problems += share_problems(file.name, rows)
    return Table(file.key, file.name, file.schema, fingerprint, tuple(rows), tuple(sorted(problems)))


def _row(file: _File, raw: RawRow, known: Set[str], seen: set[str]) -> tuple[Row | None, list[Problem]]:
    assert file.schema is not None
    if raw.cells is None:
        return None, [Problem(file.name, raw.line, f"the row has {raw.found}")]
    faults = _faults(file.schema, raw.cells, known, seen)
    if faults:
        return None, [Problem(file.name, raw.line, fault) for fault in faults]
    if file.schema.unique:
        seen.add(raw.cells[file.schema.unique])
    doubts = [doubt for column in file.schema.columns if (doubt := cell_doubt(column, raw.cells[column.name]))]
    return Row(raw.line, raw.cells), [Problem(file.name, raw.line, doubt, kept=True) for doubt in doubts]


def _faults(schema: TableSchema, cells: dict[str, str], known: Set[str], seen: Set[str]) -> list[str]:
    found = [fault for column in schema.columns if (fault := cell_fault(column, cells[column.name], known))]
    if schema.unique and cells[schema.unique] in seen:
        found.append(f'the id "{cells[schema.unique]}" stands in an earlier row')
    return found
