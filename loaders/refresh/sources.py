"""The sources a refresh can read: the tables and example articles of the package, and any file or folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graph.errors import UsageError
from loaders.refresh.article import load_article
from loaders.refresh.items import Loaded, Problem, Source, SourceItem
from loaders.refresh.versions import READS_ARTICLES, READS_TABLES, version_of

if TYPE_CHECKING:
    from loaders.reference.table import Table

REFERENCE = "reference"
EXAMPLES = "examples"
PACKAGED = (REFERENCE, EXAMPLES)


def source_named(name: str) -> Source:
    """Give the source of a name or path.

    Raises:
        UsageError: neither a source of the package nor an existing file or folder.
    """
    if name == REFERENCE:
        return Source(REFERENCE, "the tables of the package", _reference_items)
    if name == EXAMPLES:
        return Source(EXAMPLES, "the example articles of the package", _example_items)
    if name == "-":
        return Source("-", "standard input", partial(_article_items, "-"))
    path = Path(name).expanduser()
    if not path.exists():
        raise UsageError(f'There is no file or folder "{name}"; the sources of the package are: {", ".join(PACKAGED)}.')
    place = path.resolve()
    if place.is_dir() and _holds_tables(place):
        return Source(str(place), str(place), partial(_folder_tables, place))
    return Source(str(place), str(place), partial(_article_items, place))


def known_sources(names: list[str]) -> tuple[list[Source], list[str]]:
    """Give the sources of earlier runs that can be read now, and the names of those that are gone."""
    found, missing = [], []
    for name in dict.fromkeys([*PACKAGED, *names]):
        if name == "-":
            continue
        try:
            found.append(source_named(name))
        except UsageError:
            missing.append(name)
    return found, missing


def _holds_tables(folder: Path) -> bool:
    return any(folder.glob("*.csv"))


def _reference_items() -> Iterator[SourceItem]:
    root = files("loaders.reference").joinpath("tables")
    tables = [(entry.name, entry.read_bytes()) for entry in root.iterdir() if entry.name.endswith(".csv")]
    return _table_items(REFERENCE, sorted(tables), _package_tables)


def _folder_tables(folder: Path) -> Iterator[SourceItem]:
    tables = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]
    return _table_items(folder.name, tables, partial(_tables_of, folder))


def _table_items(
    source: str, tables: list[tuple[str, bytes]], read: Callable[[], dict[str, Table]]
) -> Iterator[SourceItem]:
    """List tables by their bytes alone: pandas is not imported before one has changed."""
    version = version_of(READS_TABLES)
    for name, data in tables:
        key = f"{source}/{name.removesuffix('.csv')}"
        yield SourceItem(key, hashlib.sha256(data).hexdigest(), version, partial(_load_table, key, read))


@cache
def _package_tables() -> dict[str, Table]:
    return _tables_of(None)


def _tables_of(folder: Path | None) -> dict[str, Table]:
    from loaders.reference.read import read_tables

    return {table.key: table for table in read_tables(folder)}


def _load_table(key: str, read: Callable[[], dict[str, Table]]) -> Loaded | Problem:
    from loaders.reference.transform import table_claims

    found = table_claims(read()[key])
    problems = tuple(Problem(f"line {one.line}", one.reason) for one in found.problems)
    return Loaded(tuple(found.claims), tuple(found.documents), problems)


def _example_items() -> Iterator[SourceItem]:
    with as_file(files("loaders.examples").joinpath("articles")) as folder:
        for item in _article_items(folder):
            yield replace(item, key=f"{EXAMPLES}/{item.key.removeprefix(folder.as_posix() + '/')}")


def _article_items(place: Path | Literal["-"]) -> Iterator[SourceItem]:
    from loaders.documents.files import list_items

    version = version_of(READS_ARTICLES)
    for raw in list_items([place]):
        yield SourceItem(raw.key, raw.fingerprint, version, partial(load_article, raw))
