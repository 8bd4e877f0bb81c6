"""``trunkline store export``, ``import`` and ``copy``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.settings import Settings
    from graph.store.transfer.moving import Moved

EMBEDDED = "embedded"
PASSWORD = "TRUNKLINE_COPY_PASSWORD"

Replace = Annotated[
    bool, typer.Option("--replace", help="Put it in the place of the graph that is there, after a backup of that one.")
]


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write; NAME.trunkline by custom.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it exists.")] = False,
) -> None:
    """Write the whole graph to one portable file: every claim, source and run; the rest follows from them."""
    from graph.settings import load_settings
    from graph.store.transfer.moving import export_to
    from graph.store.transfer.progress import progress_bar

    header = export_to(load_settings(), file, overwrite=overwrite, progress=progress_bar(sys.stderr))
    size = file.stat().st_size
    typer.echo(f"{file}: {header.counts.get('Claim', 0)} claims, {header.rows} records, {size} bytes.")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `trunkline store export` wrote.")],
    replace: Replace = False,
) -> None:
    """Fill the store from an export file; an interrupted import goes on where it stopped."""
    from graph.settings import load_settings
    from graph.store.transfer.moving import import_from
    from graph.store.transfer.progress import progress_bar

    command = f"trunkline store import {file}"
    moved = import_from(load_settings(), file, command=command, replace=replace, progress=progress_bar(sys.stderr))
    _tell(moved)


def copy(
    to: Annotated[str, typer.Option("--to", metavar="URI", help='Bolt address to copy to, or "embedded".')],
    user: Annotated[
        str | None, typer.Option("--user", help=f"Account there; its password is read from {PASSWORD} or asked for.")
    ] = None,
    database: Annotated[str | None, typer.Option("--database", help="Database there.")] = None,
    replace: Replace = False,
) -> None:
    """Copy the graph of this store into another one; an interrupted copy goes on where it stopped."""
    from graph.settings import load_settings
    from graph.store.transfer.moving import copy_to
    from graph.store.transfer.progress import progress_bar

    source = load_settings()
    target = _target(source, to, user, database)
    command = f"trunkline store copy --to {to}"
    _tell(copy_to(source, target, command=command, replace=replace, progress=progress_bar(sys.stderr)))


def _target(source: Settings, to: str, user: str | None, database: str | None) -> Settings:
    """Give the settings of the other store: those of this one, with another address and login."""
    from dataclasses import replace

    from graph.errors import UsageError
    from graph.settings_sources import URI_SCHEMES

    password = os.environ.get(PASSWORD)
    if user and password is None:
        if not sys.stdin.isatty():
            raise UsageError(f"The password of {user} is missing: set {PASSWORD}.")
        password = typer.prompt(f"Password of {user} at {to}", hide_input=True, err=True)
    scheme, _, place = to.partition("://")
    if to != EMBEDDED and (scheme not in URI_SCHEMES or not place):
        raise UsageError(f'"{to}" is no address: write one such as bolt://127.0.0.1:7687, or "{EMBEDDED}".')
    return replace(
        source, store_uri=None if to == EMBEDDED else to, store_user=user, store_password=password,
        store_database=database, store_reader_user=None, store_reader_password=None,
    )  # fmt: skip


def _tell(moved: Moved) -> None:
    done = moved.imported
    if moved.backup:
        typer.echo(f"A backup of the graph of before: {moved.backup}")
    typer.echo(f"{done.claims} claims; the graph has the digest {done.digest}.")
    if done.expected is None:
        typer.echo("The last run over that graph broke off: `trunkline refresh` completes it.", err=True)
    elif done.expected != done.digest:
        typer.echo(
            f"It was {done.expected} where the file comes from: another version of Trunkline made that graph, or it is "
            "damaged (`trunkline store check` there tells).",
            err=True,
        )
