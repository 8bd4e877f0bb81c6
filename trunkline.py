"""The front door: one table of commands, each imported only when it is called.

``trunkline --help`` must answer in 200 ms, so nothing here imports a room of the house before its
command is asked for. This is also the one place where loaders and queries meet: ``COMPOSED`` says how.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from graph.ending import INTERRUPTED, explain, is_interrupted, reader_left
from graph.errors import TrunklineError

DESCRIPTION = "By which routes can energy reach a market, how much can they carry, and who says so?"


FEWER_COLLECTIONS = 100_000  # the default 700 costs a short command a tenth of its time (0.42 s against 0.37 s)


class Command(NamedTuple):
    """One row of the table; ``target`` is ``module:attribute``, a function or a ``typer.Typer``."""

    name: str
    target: str
    help: str


COMMANDS = (
    Command("demo", "trunkline:demo", "Load the examples and answer the first question."),
    Command("refresh", "loaders.refresh.commands:refresh", "Load tables and articles; say what changed."),
    Command("runs", "loaders.refresh.runs_command:runs", "What each refresh did: list, show, undo."),
    Command("health", "loaders.refresh.health_command:health", "For a watchdog: is the graph fresh?"),
    Command("source", "loaders.sources.commands:source", "The sources: list, add, test, disable."),
    Command("extract", "loaders.extraction.commands:extract", "Print the claims that articles make."),
    Command("review", "loaders.review.commands:review", "Unsure claims and unknown names: decide."),
    Command("routes", "queries.routes.commands:routes", "Best routes between places, with evidence."),
    Command("flow", "queries.routes.flow_command:flow", "Greatest flow, its bottleneck and the proof."),
    Command("closures", "queries.routes.closures_command:closures", "What closing each thing would cost."),
    Command("gap", "queries.routes.gap_command:gap", "Exports that a closing would strand."),
    Command("why-not", "queries.routes.why_not_command:why_not", "What keeps a named route from being the answer."),
    Command("disputed", "queries.routes.disputed_command:disputed", "What depends on who is right."),
    Command("timeline", "queries.routes.timeline_command:timeline", "How an answer moved, and what moved it."),
    Command("availability", "queries.routes.timeline_command:availability", "Days on which things could be used."),
    Command("assert", "queries.routes.assert_command:assert_", "Check conditions: exit code 0 or 5."),
    Command("diff", "queries.watch.diff.command:diff", "What changed between two runs or days, and why."),
    Command("watch", "queries.watch.commands:watch", "Be told of changed answers: add, list, test, remove."),
    Command("duplicates", "queries.routes.duplicates.command:duplicates", "Lines that look like one, and decisions."),
    Command("ask", "queries.catalogue.commands:ask", "List, show or run a question of the catalogue."),
    Command("evidence", "queries.answers.commands:evidence", "Walk from an id to the sentences behind it."),
    Command("console", "queries.console.commands:console", "Type Cypher, read-only unless asked."),
    Command("store", "graph.store.commands:store", "The store: state, copies, checks, passwords."),
)

# Where a command of one room needs another: what to call, and what to hand to it, before the command runs.
_ANSWERED = (
    ("loaders.refresh.answers:answer_with", "queries.watch.saved:saved_answers"),
    ("loaders.refresh.answers:tell_with", "queries.watch.telling:Telling"),
)
COMPOSED = {
    "refresh": _ANSWERED,
    "runs": _ANSWERED,
    "console": (("queries.console.special.answering:receive", "trunkline:answering"),),
}

# What `demo` runs, in order, through this same door.
DEMO = (("refresh",), ("routes", "KZ", "mediterranean", "--avoid", "RU", "-k", "3"))
DEMO_NEXT = ("flow KZ mediterranean --avoid RU", "ask", "evidence btc")


def demo() -> None:
    """Load the reference tables and the example articles, then answer the first question."""
    for step in DEMO:
        typer.echo(f"$ trunkline {' '.join(step)}", err=True)
        if code := invoke(list(step)):
            raise typer.Exit(code)
    typer.echo("\n  ".join(["\nTry next:", *(f"{_as_typed()} {one}" for one in DEMO_NEXT)]))


def _as_typed() -> str:
    """Give the command as the person can type it here: by its path where no environment is activated."""
    from shutil import which

    here = sys.argv[0]
    return here if os.path.basename(here) == "trunkline" and not which("trunkline") else "trunkline"  # noqa: PTH119


class PipeClosed(Exception):
    """Something that this process wrote to has stopped reading."""


class LazyGroup(TyperGroup):
    """A command group that knows names and help from ``COMMANDS`` and imports the rest on use."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - typer's own keyword arguments
        super().__init__(**settings)
        self.commands = {c.name: TyperCommand(c.name, help=c.help) for c in COMMANDS}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        """Find the command that ``args`` names and put the real one in place of its stub."""
        name, stub, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else stub, rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; a broken pipe passes by typer, which would report it as exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosed from error


def load(name: str) -> Any:  # noqa: ANN401 - typer keeps its command class private
    """Import one command. Raises TrunklineError where its module does not exist yet."""
    target = next(c.target for c in COMMANDS if c.name == name)
    try:
        found = _resolve(target)
        for receive, give in COMPOSED.get(name, ()):
            _resolve(receive)(_resolve(give))
    except ModuleNotFoundError as error:
        if not f"{target.partition(':')[0]}.".startswith(f"{error.name}."):
            raise
        raise TrunklineError(f'"trunkline {name}" is not part of this version yet.') from error
    if isinstance(found, typer.Typer):
        found.rich_markup_mode = None  # plain help: importing rich costs more than the whole of --help
        return typer.main.get_group(found)
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(found)
    return typer.main.get_command(single)


def answering() -> dict[str, tuple[str, Callable[[], Any]]]:
    """Give help and loader of each command that answers from the graph; the console offers them too."""
    found = [c for c in COMMANDS if c.target.startswith("queries.") and c.name not in {"console", "watch"}]
    return {c.name: (c.help, partial(load, c.name)) for c in found}


def _resolve(target: str) -> Any:  # noqa: ANN401
    module, attribute = target.split(":")
    return getattr(import_module(module), attribute)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import distributions

        known = {found.version for found in distributions(name="trunkline")}
        typer.echo(f"trunkline {min(known, default='from a checkout that is not installed')}")
        raise typer.Exit


app = typer.Typer(name="trunkline", cls=LazyGroup, help=DESCRIPTION, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def front(
    ctx: typer.Context,
    _version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Version."),
) -> None:
    """Show the help where no command is named."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def invoke(args: list[str]) -> int:
    """Run one command line in this process and return its exit code; errors are raised."""
    outcome = typer.main.get_command(app).main(args, prog_name="trunkline", standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def main(args: list[str] | None = None) -> int:
    """Run the command line and turn every ending into an exit code and at most one sentence."""
    _speak_utf8()
    gc.set_threshold(FEWER_COLLECTIONS)
    try:
        code = invoke(sys.argv[1:] if args is None else args)
        sys.stdout.flush()
    except (BrokenPipeError, PipeClosed) as error:
        return reader_left(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return INTERRUPTED if is_interrupted(error) else explain(error)
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says, unless PYTHONIOENCODING asks for something else."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
