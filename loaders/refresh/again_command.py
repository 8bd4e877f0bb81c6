"""``trunkline refresh --re-extract``: read all articles again, show the difference, and write it if that is wanted."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.errors import TrunklineError, UsageError
from graph.store import open_store
from graph.store.lease import writing_alone
from loaders.collect.entrance import collected_for
from loaders.refresh import present
from loaders.refresh.answers import RunAnswers
from loaders.refresh.chosen import chosen_sources
from loaders.refresh.clock import SYSTEM_CLOCK
from loaders.refresh.ledger import LastRun, Ledger
from loaders.refresh.lock import refresh_lock
from loaders.refresh.options import Request
from loaders.refresh.progress import progress_line
from loaders.refresh.run import RefreshRun
from loaders.refresh.workers import workers_at

if TYPE_CHECKING:
    from loaders.refresh.again import Comparison

MISPLACED = "--re-extract goes with sources, --yes, --allow-loss, --scheduler and --format; --yes with --re-extract."


def again(home: Path, request: Request, *, wanted: bool, yes: bool) -> None:
    """Read again, show the difference, ask, write.

    Nobody is kept from refreshing while a person thinks, so what another run changed meanwhile ends it.

    Raises:
        UsageError: an option that does not go with it.
        TrunklineError: another run changed the graph meanwhile, or a floor kept an article as it was.
    """
    if not wanted or request.remove is not None or request.quarantined or "-" in request.names:
        raise UsageError(MISPLACED)
    from loaders.refresh import again_showing as showing

    comparison, seen = _compared(home, request)
    if request.form == "text":
        typer.echo(showing.as_text(comparison))
    run, stopped = None, list[str]()
    if comparison.to_write and (yes or _agreed(request)):
        run, stopped = _written(home, request, comparison, seen)
    if request.form == "json":
        typer.echo(json.dumps(showing.as_json(comparison, run), ensure_ascii=False, indent=2))
    elif comparison.to_write and run is None:
        typer.echo("Nothing is written; --yes writes it.")
    if stopped:
        raise TrunklineError(" ".join(stopped))


def _compared(home: Path, request: Request) -> tuple[Comparison, LastRun | None]:
    from loaders.refresh.again import read_again

    with (
        refresh_lock(home),
        collected_for(request.names, home, SYSTEM_CLOCK, offline=True) as collected,
        open_store() as store,
        workers_at(request.scheduler) as workers,
    ):
        seen = Ledger(store).last_run()
        sources, missing = chosen_sources(store, request.names, collected)
        others = missing if request.names else [*missing, "-", *sorted(collected.known)]
        return read_again(store, sources, others, workers, progress=progress_line(sys.stderr)), seen


def _agreed(request: Request) -> bool:
    """Ask, where there is somebody to ask."""
    if request.form != "text" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return typer.confirm("Write this?")


def _written(
    home: Path, request: Request, comparison: Comparison, seen: LastRun | None
) -> tuple[str | None, list[str]]:
    with refresh_lock(home), open_store(write=True) as opened, writing_alone(opened) as store:
        if Ledger(store).last_run() != seen:
            raise TrunklineError("Another run has changed the graph meanwhile, so nothing was written: start again.")
        answers = RunAnswers(store, SYSTEM_CLOCK.now)
        run = RefreshRun(store, allow_loss=request.allow_loss, first=answers.before)
        report = run.rewrite([(one.source, one.item) for one in comparison.to_write], progress_line(sys.stderr))
        changes = answers.changes(report.run)
        if request.form == "text":
            typer.echo(present.as_text(report, changes, []))
        for failure in answers.tell(lambda text: typer.echo(text, err=request.form == "json")):
            typer.echo(failure, err=True)
    return report.run, report.stopped
