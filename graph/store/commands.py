"""``trunkline store``: what runs where, starting and stopping it; mounts the commands of its rooms."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph.store.backup.commands import backup, migrate, restore
from graph.store.check.commands import check
from graph.store.rotate import rotate
from graph.store.transfer.commands import copy, export, import_

if TYPE_CHECKING:
    from graph.settings import Settings
    from graph.store.port import StoreDescription

SCHEMA_VERSION = 1

store = typer.Typer(help="The store: status, start and stop, moving house, backups, checks.", no_args_is_help=True)


class Format(StrEnum):
    """Notations of an answer."""

    TABLE = "table"
    JSON = "json"


@store.command()
def status(
    output: Annotated[Format, typer.Option("--format", help="Notation of the answer.")] = Format.TABLE,
) -> None:
    """Say what runs, where, since when, how large and which version; starts nothing."""
    from graph.settings import load_settings
    from graph.store.opening import describe

    _print(describe(load_settings()), output)


@store.command()
def start(
    output: Annotated[Format, typer.Option("--format", help="Notation of the answer.")] = Format.TABLE,
) -> None:
    """Start the embedded store, unless it runs already."""
    from graph.store.embedded.server import describe_server, ensure_running

    settings = _embedded_settings()
    ensure_running(settings)
    _print(describe_server(settings), output)


@store.command()
def stop() -> None:
    """Stop the embedded store; the data stays, and the next command starts it again."""
    from graph.store.embedded.server import stop_server

    stopped = stop_server(_embedded_settings())
    typer.echo("The embedded store was stopped." if stopped else "The embedded store does not run.")


for command in (export, copy, backup, restore, check, migrate, rotate):
    store.command()(command)
store.command("import")(import_)


def _embedded_settings() -> Settings:
    from graph.errors import UsageError
    from graph.settings import load_settings

    settings = load_settings()
    if settings.store_uri:
        raise UsageError(
            f"TRUNKLINE_STORE_URI names {settings.store_uri}, a server that Trunkline neither starts nor stops: "
            "unset it to use the embedded store."
        )
    return settings


def _print(description: StoreDescription, output: Format) -> None:
    fields = _fields(description)
    if output is Format.JSON:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, **fields}, ensure_ascii=False))
        return
    shown = {"running": "yes" if description.running else "no, the next command starts it"}
    if description.size_bytes is not None:
        shown["size_bytes"] = _size(description.size_bytes)
    width = max(len(title) for title in _TITLES.values()) + 2
    for name, title in _TITLES.items():
        if fields[name] is not None:
            typer.echo(f"{title:<{width}}{shown.get(name, fields[name])}")


_TITLES = {
    "kind": "kind",
    "running": "running",
    "uri": "address",
    "version": "version",
    "since": "since",
    "pid": "process",
    "data_folder": "data folder",
    "size_bytes": "size",
    "rights": "rights",
}


def _fields(description: StoreDescription) -> dict[str, str | int | bool | None]:
    since = description.since
    return {
        "kind": description.kind,
        "running": description.running,
        "uri": description.uri,
        "version": description.version,
        "since": _moment(since) if since else None,
        "pid": description.pid,
        "data_folder": str(description.data_folder) if description.data_folder else None,
        "size_bytes": description.size_bytes,
        "rights": description.rights,
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _size(count: float) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} GiB"
