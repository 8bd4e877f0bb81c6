"""``trunkline store backup``, ``restore`` and ``migrate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def backup(
    listed: Annotated[bool, typer.Option("--list", help="List the backups of this store; makes none.")] = False,
) -> None:
    """Write the whole graph to a backup file in the data folder; the last few are kept."""
    from graph.settings import load_settings
    from graph.store.alone import held_alone
    from graph.store.backup.keeping import BY_HAND, back_up, backups
    from graph.store.port import open_store
    from graph.store.transfer.progress import progress_bar

    settings = load_settings()
    if listed:
        for path in backups(settings):
            typer.echo(f"{path}  {path.stat().st_size} bytes")
        return
    with held_alone(settings.home), open_store(settings) as store:
        typer.echo(back_up(store, settings, BY_HAND, progress=progress_bar(sys.stderr)))


def restore(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="An export file; none: the last backup.")
    ] = None,
) -> None:
    """Bring back the last backup, or the graph of an export file; the present graph goes to a backup first."""
    from graph.settings import load_settings
    from graph.store.backup.restoring import restore as bring_back
    from graph.store.transfer.progress import progress_bar

    command = f"trunkline store restore {file}" if file else "trunkline store restore"
    done = bring_back(load_settings(), file, command=command, progress=progress_bar(sys.stderr))
    if done.backup:
        typer.echo(f"A backup of the graph of before: {done.backup}")
    if done.damaged:
        typer.echo(f"The damaged data lies in {done.damaged}: delete it when nobody needs it any more.")
    typer.echo(
        f"Restored {done.imported.claims} claims from {done.path}; the graph has the digest {done.imported.digest}."
    )


def migrate() -> None:
    """Bring an older graph to the present schema version, after a backup; any command that writes does so too."""
    from graph.schema.declaration import schema
    from graph.settings import load_settings
    from graph.store.alone import held_alone
    from graph.store.port import open_store

    settings = load_settings()
    with held_alone(settings.home), open_store(settings, write=True):
        typer.echo(f"The graph has the schema version {schema().version}.")
