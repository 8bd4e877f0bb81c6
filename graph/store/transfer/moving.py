"""Export, import and copy as a person asks for them: with the lock, the checks, and the backup before a replacement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError, StoreUnreachable, UsageError
from graph.store.alone import held_alone
from graph.store.backup.keeping import back_up
from graph.store.embedded.files import make_private_folder
from graph.store.lease import writing_alone
from graph.store.opening import connect
from graph.store.port import Store, open_store
from graph.store.transfer.exporting import export_graph
from graph.store.transfer.importing import Imported, holds_graph, import_graph
from graph.store.transfer.layout import SUFFIX, Header
from graph.store.transfer.marks import read_mark
from graph.store.transfer.progress import Progress, silent
from graph.store.transfer.reading import verify
from graph.store.versions import check_not_newer, stored_version

if TYPE_CHECKING:
    from graph.settings import Settings


NAMED_BY = {
    "TRUNKLINE_STORE_URI": "--to",
    "TRUNKLINE_STORE_USER": "--user",
    "TRUNKLINE_STORE_PASSWORD": "TRUNKLINE_COPY_PASSWORD",
    "TRUNKLINE_STORE_DATABASE": "--database",
}
"""What a copy is told about its target, in place of the settings of the store it reads."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What an import did, and the backup of what was there before."""

    imported: Imported
    backup: Path | None


@contextmanager
def connected(settings: Settings, *, write: bool) -> Iterator[Store]:
    """Open a store whatever state its graph is in; ``open_store`` would refuse a half-filled one."""
    store = connect(settings, write=write)
    try:
        yield store
    finally:
        store.close()


def export_to(settings: Settings, path: Path, *, overwrite: bool, progress: Progress = silent) -> Header:
    """Write the configured store's graph to a file."""
    if path.exists() and not overwrite:
        raise UsageError(f"{path} exists already: choose another name, or add --overwrite.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} to.")
    with held_alone(settings.home), open_store(settings) as store:
        return export_graph(store, path, progress)


def import_from(settings: Settings, path: Path, *, command: str, replace: bool, progress: Progress = silent) -> Moved:
    """Fill the configured store from a file; what was there goes to a backup first where it is replaced."""
    found = verify(path)
    with held_alone(settings.home), connected(settings, write=True) as store:
        check_not_newer(stored_version(store))
        kept = None
        if replace and holds_graph(store) and read_mark(store) is None:
            kept = back_up(store, settings, "before-import", spare=path)
        with writing_alone(store) as writer:
            return Moved(import_graph(writer, found, command=command, replace=replace, progress=progress), kept)


def copy_to(source: Settings, target: Settings, *, command: str, replace: bool, progress: Progress = silent) -> Moved:
    """Copy the graph of one store into another.

    The file between them is the same each time while the source is the same, so a copy that was interrupted goes on.
    """
    if (source.store_uri, source.store_database) == (target.store_uri, target.store_database):
        raise UsageError("Source and target are the same store: name another one with --to.")
    folder = source.home / "copies"
    make_private_folder(folder)
    path = folder / f"outgoing{SUFFIX}"
    try:
        export_to(source, path, overwrite=True, progress=progress)
        with _said_of_target():
            return import_from(target, path, command=command, replace=replace, progress=progress)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _said_of_target() -> Iterator[None]:
    """Let advice name the arguments of the copy: the settings that it would name belong to the other store."""
    try:
        yield
    except (StoreError, StoreUnreachable) as error:
        said = str(error)
        for setting, argument in NAMED_BY.items():
            said = said.replace(setting, argument)
        raise type(error)(said) from error
