"""``trunkline runs``: the ledger, what one run did, and taking a run back."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graph.errors import UsageError
from graph.settings import load_settings
from graph.store import open_store
from graph.store.lease import writing_alone
from loaders.refresh import history, present
from loaders.refresh.answers import RunAnswers
from loaders.refresh.clock import SYSTEM_CLOCK
from loaders.refresh.lock import refresh_lock
from loaders.refresh.progress import progress_line
from loaders.refresh.undo import UndoRun

Form = Annotated[str, typer.Option("--format", help="text or json")]
Run = Annotated[str, typer.Argument(metavar="RUN", help="A run as `trunkline runs` lists it, or `last`.")]

runs = typer.Typer(help="The ledger of refreshes: list, show, undo.")


@runs.callback(invoke_without_command=True)
def list_runs(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="How many, the newest first.")] = 20,
    form: Form = "text",
) -> None:
    """List the runs that changed something: when, how long, with which outcome, and why it was not a better one."""
    if ctx.invoked_subcommand is not None:
        return
    _check(form)
    with open_store() as store:
        found = history.runs_of(store, limit)
    typer.echo(history.as_json({"runs": found}) if form == "json" else history.as_table(found))


@runs.command()
def show(run: Run, form: Form = "text") -> None:
    """Show what a run did to each item."""
    _check(form)
    with open_store() as store:
        found, steps, bad = history.run_of(store, history.named(store, run))
    if form == "json":
        typer.echo(history.as_json({"run": found, "steps": steps, "in_quarantine": bad}))
    else:
        typer.echo(history.as_lines(found, steps, bad))


@runs.command()
def undo(
    run: Run,
    with_later: Annotated[
        bool, typer.Option("--with-later", help="Undo also the later runs that changed the same items.")
    ] = False,
    form: Form = "text",
) -> None:
    """Take back everything that a run did.

    What is undone stays away: the next refresh brings it back only when it has changed, or when somebody retries it
    (`trunkline refresh --quarantined retry ITEM`). An undoing is itself a run that can be undone.
    """
    _check(form)
    with refresh_lock(load_settings().home), open_store(write=True) as opened, writing_alone(opened) as store:
        answers = RunAnswers(store, SYSTEM_CLOCK.now)
        undoing = UndoRun(store, first=answers.before)
        report = undoing.undo(history.named(store, run), with_later=with_later, progress=progress_line(sys.stderr))
        changes = answers.changes(report.run)
        if form == "json":
            typer.echo(present.as_json(report, changes, [], []))
        else:
            typer.echo(present.as_text(report, changes, []))
        for failure in answers.tell(lambda text: typer.echo(text, err=form == "json")):
            typer.echo(failure, err=True)


def _check(form: str) -> None:
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
