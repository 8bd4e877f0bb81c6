"""``trunkline console``: a Cypher console over the configured store."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queries.render.notations import Format

if TYPE_CHECKING:
    from graph.settings import Settings
    from queries.console.session import Session

Parameter = Annotated[list[str] | None, typer.Option("--param", "-P", metavar="NAME=VALUE", help="Set $NAME.")]
ParameterFile = Annotated[list[Path] | None, typer.Option("--param-file", metavar="FILE", help="Parameters as JSON.")]
Table = Annotated[list[str] | None, typer.Option("--rows", metavar="[NAME=]FILE", help="A CSV or JSON file as $rows.")]


def console(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    file: Annotated[Path | None, typer.Argument(help="A script to run; - is standard input.")] = None,
    statement: Annotated[str | None, typer.Option("-c", "--command", help="Run this text and leave.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Allow statements that change the graph.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --write: do not ask.")] = False,
    output: Annotated[Format | None, typer.Option("--format", help="Notation of answers.")] = None,
    param: Parameter = None,
    param_file: ParameterFile = None,
    rows: Table = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Ask for the state of that day.")] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="DATE", help="Only what was known then.")
    ] = None,
    fail: Annotated[bool, typer.Option("--fail-fast/--fail-at-end", help="Stop a script at its first error.")] = True,
) -> None:
    """Type Cypher, or run a script of it; read-only unless --write is given."""
    from graph.errors import UsageError
    from graph.settings import load_settings
    from graph.store import open_store
    from queries.console.configuration import configuration_file, read_configuration
    from queries.console.parameters import parameters_from
    from queries.console.session import Session

    if file is not None and statement is not None:
        raise UsageError("Give a file or -c, not both.")
    settings = load_settings()
    configuration = read_configuration(configuration_file(settings.home))
    parameters = parameters_from(param or (), param_file or (), rows or ())
    if write and not yes:
        _confirm_writing(settings)
    with closing(
        Session(
            lambda: open_store(write=write), home=settings.home, write=write, notation=output,
            configuration=configuration, parameters=parameters,
        )
    ) as session:  # fmt: skip
        for clock, text in (("as_of", as_of), ("known_at", known_at)):
            if text is not None:
                session.clocks.turn(clock, text)
        _run(session, file, statement, fail)


def _run(session: Session, file: Path | None, statement: str | None, fail_fast: bool) -> None:
    from queries.console.scripts import read_file, read_stream, run_script

    if statement is not None:
        run_script(session, statement, "-c", fail_fast=fail_fast)
    elif file is not None and str(file) != "-":
        run_script(session, read_file(file), str(file), fail_fast=fail_fast)
    elif file is None and sys.stdin.isatty() and sys.stdout.isatty():
        from queries.console.terminal import run_terminal

        run_terminal(session)
    else:
        run_script(session, read_stream(sys.stdin.buffer, "standard input"), "standard input", fail_fast=fail_fast)


def _confirm_writing(settings: Settings) -> None:
    """Name the store and what it holds, and ask; a script has nobody to ask and must say --yes."""
    from graph.errors import UsageError
    from graph.store.opening import describe
    from queries.console.prose import folded
    from queries.render.screen import screen_size

    described = describe(settings)
    place = described.data_folder or described.uri
    if not sys.stdin.isatty():
        raise UsageError(f"--write would change the {described.kind} store at {place}: add --yes to agree.")
    nodes, relations = _counts()
    held = f"which holds {nodes:,} nodes and {relations:,} relations"
    asked = f"Statements will change the {described.kind} store at {place}, {held}. Go on?"
    answers = len(" [y/N]: ")
    typer.confirm(folded(asked, screen_size(sys.stdout).columns - answers), abort=True)


def _counts() -> tuple[int, int]:
    from graph.store import open_store

    with open_store() as store:
        nodes = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
        return nodes, store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
