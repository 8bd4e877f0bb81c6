"""Tables as source items: compared by their bytes alone, so that pandas is not imported before one has changed."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.refresh.items import Loaded, Problem, SourceItem
from loaders.refresh.versions import READS_TABLES, version_of

if TYPE_CHECKING:
    from loaders.reference.problem import Problem as RowProblem
    from loaders.reference.table import Table

TABLE_BYTES = 20_000_000  # a hundred times the greatest table of the package
SUFFIX = ".csv"


def table_items(source: str, tables: Iterable[tuple[str, bytes]], folder: Path | None) -> Iterator[SourceItem]:
    """List tables, given as names and bytes; ``folder`` is where they lie, None for the package."""
    version = version_of(READS_TABLES)
    read_once = cache(partial(_read, folder))  # a table may name ids of the others, so all are read together
    for name, data in tables:
        load = partial(_load, name, read_once)
        yield SourceItem(f"{source}/{name.removesuffix(SUFFIX)}", hashlib.sha256(data).hexdigest(), version, load)


def folder_tables(folder: Path) -> Iterator[SourceItem]:
    """List the tables that lie in a folder."""
    fine, refused = [], []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            fine.append((path.name, _bytes(path)))
        except OSError as error:
            reason = error.strerror.lower() if error.strerror else str(error)
            refused.append((path.name, f"the table cannot be read: {reason}"))
    if refused:  # all tables of a folder are read together
        fine_ones = ((name, "the tables beside it cannot be read, and it may need them") for name, _ in fine)
        yield from (_refused(folder, name, reason) for name, reason in (*refused, *fine_ones))
    else:
        yield from table_items(folder.as_posix(), fine, folder)


def _bytes(path: Path) -> bytes:
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise OSError("not a regular file")
    if info.st_size > TABLE_BYTES:
        raise OSError(f"{info.st_size / 1e6:.0f} MB, larger than the {TABLE_BYTES / 1e6:.0f} MB allowed for one table")
    return path.read_bytes()


def _refused(folder: Path, name: str, reason: str) -> SourceItem:
    key = f"{folder.as_posix()}/{name.removesuffix(SUFFIX)}"
    return SourceItem(key, reason, "", lambda: Problem("", reason))


def _read(folder: Path | None) -> dict[str, Table]:
    from loaders.reference.read import read_tables

    return {table.file: table for table in read_tables(folder)}


def _load(name: str, read: Callable[[], dict[str, Table]]) -> Loaded | Problem:
    table = read().get(name)
    if table is None:
        return Problem("", "the table vanished while it was being read: run again")
    return said_by(table)


def said_by(table: Table) -> Loaded | Problem:
    """Give what a table states; one that states nothing gives the reason."""
    from loaders.reference.transform import table_claims

    found = table_claims(table)
    fatal = [one.reason for one in found.problems if not one.kept]
    if not found.claims and fatal:
        return Problem("", "; ".join(fatal[:3]))  # what it said before stays
    return Loaded(tuple(found.claims), tuple(found.documents), tuple(map(_problem, found.problems)))


def _problem(found: RowProblem) -> Problem:
    note = " (the row is loaded all the same)" if found.kept else ""
    return Problem(f"line {found.line}", f"{found.reason}{note}")
