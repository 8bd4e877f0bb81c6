"""Brings a backup back, also where the present graph is damaged beyond opening."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import BadInput, StoreError, StoreUnreachable
from graph.store.alone import held_alone
from graph.store.backup.keeping import BEFORE_RESTORE, back_up, backup_folder, last_backup
from graph.store.lease import writing_alone
from graph.store.port import Store
from graph.store.transfer.importing import Imported, holds_graph, import_graph
from graph.store.transfer.marks import read_mark
from graph.store.transfer.moving import connected
from graph.store.transfer.progress import Progress, silent
from graph.store.transfer.reading import Verified, verify

if TYPE_CHECKING:
    from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, from where, and where the graph of before lies: as a backup, or as a damaged folder."""

    path: Path
    imported: Imported
    backup: Path | None
    damaged: Path | None


def restore(settings: Settings, path: Path | None, *, command: str, progress: Progress = silent) -> Restored:
    """Put the graph of a backup in the place of the present one; without ``path``, of the last backup.

    Raises:
        BadInput: there is no such backup, or it is no whole export file.
    """
    chosen = path or last_backup(settings)
    if chosen is None:
        raise BadInput(f"There is no backup in {backup_folder(settings)}: name an export file.")
    found = verify(chosen)
    with held_alone(settings.home):
        restoring = _server if settings.store_uri else _embedded
        return restoring(settings, found, command, progress)


def _server(settings: Settings, found: Verified, command: str, progress: Progress) -> Restored:
    with connected(settings, write=True) as store:
        kept = _guarded(store, settings, found)
        with writing_alone(store) as writer:
            imported = import_graph(writer, found, command=command, replace=True, progress=progress)
    return Restored(found.path, imported, kept, None)


def _embedded(settings: Settings, found: Verified, command: str, progress: Progress) -> Restored:
    """Fill a new database: the engine may stumble over what is damaged in the old one even while deleting it."""
    from graph.store.embedded.aside import set_aside

    damaged, kept = False, None
    try:
        with connected(settings, write=True) as store:
            mark = read_mark(store)
            if mark and mark.checksum == found.checksum:
                return Restored(found.path, import_graph(store, found, command=command, progress=progress), None, None)
            kept = _guarded(store, settings, found)
    except (StoreError, StoreUnreachable):
        damaged = True
    old = set_aside(settings)
    with connected(settings, write=True) as store:
        imported = import_graph(store, found, command=command, progress=progress)
    if old and not damaged:
        shutil.rmtree(old)
    return Restored(found.path, imported, kept, old if damaged else None)


def _guarded(store: Store, settings: Settings, found: Verified) -> Path | None:
    """Back up what is there, unless it is nothing or only half a graph."""
    if not holds_graph(store) or read_mark(store):
        return None
    return back_up(store, settings, BEFORE_RESTORE, spare=found.path)
