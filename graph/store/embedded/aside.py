"""Moves the database folder out of the way, so that the next start makes a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.store.embedded.files import said_clearly
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import describe_server, locked, stop_server

if TYPE_CHECKING:
    from graph.settings import Settings


def set_aside(settings: Settings) -> Path | None:
    """Stop the store and rename its database; gives where it lies now, None where there was none."""
    layout = Layout.under(settings.home)
    stop_server(settings)
    if not layout.database.exists():
        return None
    with locked(layout):
        if describe_server(settings).running:
            raise StoreError("Another command started the store in the meantime: try again.")
        number = 1
        while (aside := layout.root / f"set-aside-{number}").exists():
            number += 1
        with said_clearly(layout.root):
            layout.database.rename(aside)
            layout.complete.unlink(missing_ok=True)
        return aside
