"""The sources a refresh can read: the tables and example articles of the package, and any file or folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from graph.errors import UsageError
from graph.settings import load_settings
from loaders.refresh.article import load_article
from loaders.refresh.items import Source, SourceItem
from loaders.refresh.tables import folder_tables, table_items
from loaders.refresh.versions import READS_ARTICLES, version_of
from loaders.review.decisions import path_in, read_decisions, standing

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
        return Source("-", "standard input", partial(_article_items, "-"), stream=True)
    try:
        place = Path(name).expanduser().resolve(strict=True)
    except FileNotFoundError:
        raise UsageError(
            f'There is no file or folder "{name}"; the sources of the package are: {", ".join(PACKAGED)}.'
        ) from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f'The source "{name}" cannot be read ({reason.lower()}).') from None
    return Source(str(place), str(place), partial(_items_at, place))


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


def _items_at(place: Path) -> Iterator[SourceItem]:
    """List the articles of a file or folder, and the tables that lie in the folder itself."""
    yield from _article_items(place)
    if place.is_dir():
        yield from folder_tables(place)


def _reference_items() -> Iterator[SourceItem]:
    root = files("loaders.reference").joinpath("tables")
    tables = [(entry.name, entry.read_bytes()) for entry in root.iterdir() if entry.name.endswith(".csv")]
    return table_items(REFERENCE, sorted(tables), None)


def _example_items() -> Iterator[SourceItem]:
    with as_file(files("loaders.examples").joinpath("articles")) as folder:
        for item in _article_items(folder):
            yield replace(item, key=f"{EXAMPLES}/{item.key.removeprefix(folder.as_posix() + '/')}", hides="")


def _article_items(place: Path | Literal["-"]) -> Iterator[SourceItem]:
    from loaders.documents.files import list_items

    decisions = standing(read_decisions(path_in(load_settings().home)))
    version = "+".join(filter(None, (version_of(READS_ARTICLES), decisions.version)))
    for raw in list_items([place]):
        yield SourceItem(raw.key, raw.fingerprint, version, load_article(raw, decisions), raw.hides)
