"""Makes backups and keeps the last few.

::

    HOME/backups/embedded/                      000001-by-hand.trunkline   000002-before-migration.trunkline …
    HOME/backups/bolt-db.example.org-7687/      of a server: one folder for each address and database
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.embedded.files import make_private_folder
from graph.store.port import Store
from graph.store.transfer.exporting import export_graph
from graph.store.transfer.layout import SUFFIX
from graph.store.transfer.progress import Progress, silent

if TYPE_CHECKING:
    from graph.settings import Settings

BY_HAND = "by-hand"
BEFORE_RESTORE = "before-restore"
_NUMBERED = re.compile(r"(?P<number>[0-9]{6})-(?P<reason>[a-z-]+)" + re.escape(SUFFIX))
_ODD = re.compile(r"[^A-Za-z0-9.]+")


def backup_folder(settings: Settings) -> Path:
    """Give the folder of the backups of the configured store."""
    name = "embedded"
    if settings.store_uri:
        name = _ODD.sub("-", "-".join(filter(None, (settings.store_uri, settings.store_database))))
    return settings.home / "backups" / name


def backups(settings: Settings) -> list[Path]:
    """List the backups of the configured store, oldest first."""
    folder = backup_folder(settings)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _NUMBERED.fullmatch(path.name))


def last_backup(settings: Settings) -> Path | None:
    """Give the newest backup, those left out that only guard a restore: they are what was restored away."""
    wanted = [path for path in backups(settings) if not path.stem.endswith(BEFORE_RESTORE)]
    return wanted[-1] if wanted else None


def back_up(
    store: Store, settings: Settings, reason: str, *, spare: Path | None = None, progress: Progress = silent
) -> Path:
    """Write one more backup, then delete the oldest ones beyond the number that is kept, never the one to ``spare``."""
    folder = backup_folder(settings)
    make_private_folder(folder)
    existing = backups(settings)
    number = int(existing[-1].name[:6]) + 1 if existing else 1
    path = folder / f"{number:06d}-{reason}{SUFFIX}"
    export_graph(store, path, progress)
    for old in backups(settings)[: -settings.store_backups_kept]:
        if spare is None or old != spare.absolute():
            old.unlink(missing_ok=True)
    return path
