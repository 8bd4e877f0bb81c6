"""``trunkline source``: which sources there are, a new one, a try, a switch."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from graph.errors import TrunklineError, UsageError

SCHEMA_VERSION = 1
SHOWN = 10  # items or rows of a try that a person is shown

source = typer.Typer(help="The sources that are read: list, add, test, disable.", no_args_is_help=True)

Form = Annotated[str, typer.Option("--format", help="text or json")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name in the file of sources.")]


@source.command("list")
def list_(form: Form = "text") -> None:
    """List the sources, and say where their file lies."""
    from loaders.sources import present
    from loaders.sources.book import read_book, sources_path
    from loaders.sources.state import SourceState, read_states

    _check(form)
    path = sources_path()
    found, states = list(read_book(path).values()), read_states(path.parent)
    if form == "json":
        _print_json(
            {"file": str(path), "sources": [present.as_row(one, states.get(one.name, SourceState())) for one in found]}
        )
    else:
        typer.echo(present.as_text(found, states, path))


@source.command()
def add(  # noqa: PLR0913, PLR0917 - one option for each setting
    name: Annotated[str, typer.Argument(metavar="NAME", help="A short name: a-z, 0-9 and -.")],
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Address or path.")],
    kind: Annotated[str, typer.Option("--kind", help="rss, atom, json-feed, sitemap, folder, table or gem")],
    outlet: Annotated[str, typer.Option("--outlet", help="Who publishes it, as answers shall cite it.")],
    trust: Annotated[str, typer.Option("--trust", help="high, medium, low or unverified")] = "medium",
    language: Annotated[str | None, typer.Option("--language", help="Two letters; none: told by each text.")] = None,
    interval: Annotated[str, typer.Option("--interval", help="How often it is read: 30m, 1h, 1d.")] = "1h",
    may_say: Annotated[list[str] | None, typer.Option("--may-say", help="A claim type it may make.")] = None,
    private: Annotated[list[str] | None, typer.Option("--private-host", help="A private host it may read.")] = None,
    table: Annotated[str | None, typer.Option("--table", help="Of a table: the reference table it adds to.")] = None,
    release: Annotated[str | None, typer.Option("--release", help="Of a gem file: which tracker.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Of an XLSX file: the sheet.")] = None,
) -> None:
    """Append a source to the file of sources; its comments stay."""
    from loaders.sources.book import add_source, sources_path

    given = {
        "kind": kind, "address": address, "outlet": outlet, "trust": trust, "language": language,
        "interval": interval, "may_say": may_say, "private_hosts": private, "table": table, "release": release,
        "sheet": sheet,
    }  # fmt: skip
    add_source(sources_path(), name, {key: value for key, value in given.items() if value})
    typer.echo(f"Added {name} to {sources_path()}. Try it: trunkline source test {name}")


@source.command()
def test(name: Name, form: Form = "text") -> None:
    """Show what one fetch would bring; writes nothing."""
    from dataclasses import replace
    from datetime import date

    from graph.errors import BadInput
    from graph.settings import load_settings
    from loaders.collect.tables import objections
    from loaders.fetch.fetcher import Fetcher
    from loaders.sources import present
    from loaders.sources.book import source_in, sources_path
    from loaders.sources.mapping import refuse_lacking
    from loaders.sources.preview import preview
    from loaders.sources.state import at_current_address

    _check(form)
    tried = at_current_address(load_settings().home, source_in(sources_path(), name))
    try:
        with Fetcher() as fetcher:
            found = preview(tried, fetcher, date.today())
        if found.table:
            refuse_lacking(tried, found.table)
            found = replace(found, notes=(*found.notes, *objections(tried, found.table)))
    except BadInput as error:
        raise TrunklineError(f'The source "{name}" brings nothing: {error}.') from None
    if form == "json":
        _print_json(present.preview_row(tried, found))
    else:
        typer.echo(present.preview_text(tried, found, SHOWN))


@source.command()
def disable(
    name: Name,
    again: Annotated[bool, typer.Option("--undo", help="Switch it on again.")] = False,
) -> None:
    """Read a source no more; what it said stays in the graph."""
    from loaders.sources.book import set_enabled, sources_path

    state = "enabled" if again else "disabled"
    changed = set_enabled(sources_path(), name, again)
    typer.echo(f"{name} is {state}." if changed else f"{name} was {state} already.")


def _check(form: str) -> None:
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')


def _print_json(document: dict[str, Any]) -> None:
    typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, **document}, ensure_ascii=False, indent=2))
