"""``trunkline console``: a Cypher console over the configured store."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queries.render.formats import Format

if TYPE_CHECKING:
    from queries.console.session import Session


def console(
    file: Annotated[Path | None, typer.Argument(help="A script to run; - is standard input.")] = None,
    statement: Annotated[str | None, typer.Option("-c", "--command", help="Run this text and leave.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Allow statements that change the graph.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --write: do not ask.")] = False,
    output: Annotated[Format, typer.Option("--format", help="Notation of answers.")] = Format.TABLE,
) -> None:
    """Type Cypher, or run a script of it; read-only unless --write is given."""
    from graph.errors import UsageError
    from graph.store import open_store
    from queries.console.session import Session

    if file is not None and statement is not None:
        raise UsageError("Give a file or -c, not both.")
    if write and not yes:
        _confirm_writing()
    with closing(Session(lambda: open_store(write=write), write=write, notation=output)) as session:
        _run(session, file, statement, write)


def _run(session: Session, file: Path | None, statement: str | None, write: bool) -> None:
    from graph.settings import load_settings
    from queries.console.scripts import read_file, read_stream, run_script

    if statement is not None:
        run_script(session, statement, "-c")
    elif file is not None and str(file) != "-":
        run_script(session, read_file(file), str(file))
    elif file is None and sys.stdin.isatty() and sys.stdout.isatty():
        from queries.console.terminal import run_terminal

        run_terminal(session, load_settings().home / "console" / "history", write=write)
    else:
        run_script(session, read_stream(sys.stdin.buffer, "standard input"), "standard input")


def _confirm_writing() -> None:
    """Name the store and ask; a script has nobody to ask and must say --yes."""
    from graph.errors import UsageError
    from graph.settings import load_settings
    from graph.store.opening import describe

    described = describe(load_settings())
    place = described.data_folder or described.uri
    if not sys.stdin.isatty():
        raise UsageError(f"--write would change the {described.kind} store at {place}: add --yes to agree.")
    typer.confirm(f"Statements will change the {described.kind} store at {place}. Go on?", abort=True)
