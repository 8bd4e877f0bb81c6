"""``trunkline refresh``: load sources, say what changed and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

import typer

from graph.errors import TrunklineError, UsageError
from graph.settings import load_settings
from graph.store import Store, open_store
from graph.store.lease import writing_alone
from graph.terminal import safe
from loaders.collect.collected import Collected
from loaders.collect.entrance import collected_for, comes_back
from loaders.refresh import present
from loaders.refresh.again_command import again
from loaders.refresh.answers import RunAnswers
from loaders.refresh.chosen import chosen_sources, held_sources
from loaders.refresh.clock import SYSTEM_CLOCK, Clock
from loaders.refresh.desk import is_dropped
from loaders.refresh.desk_commands import ACTIONS, Choice, at_desk
from loaders.refresh.every import refresh_every
from loaders.refresh.keeping import kept
from loaders.refresh.ledger import Ledger
from loaders.refresh.lock import refresh_lock
from loaders.refresh.options import (
    AllowLoss,
    Every,
    Form,
    MetricsFile,
    MetricsPlaces,
    MetricsPort,
    OfSource,
    Outcome,
    Quarantined,
    ReExtract,
    Remove,
    Request,
    Scheduler,
    Sources,
    WithReason,
    Yes,
)
from loaders.refresh.progress import Progress, progress_line
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.refresh.service import interval_of
from loaders.refresh.sources import source_named
from loaders.refresh.workers import workers_at


def refresh(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    sources: Sources = None,
    quarantined: Quarantined = False,
    source: OfSource = None,
    reason: WithReason = None,
    remove: Remove = None,
    allow_loss: AllowLoss = False,
    re_extract: ReExtract = False,
    yes: Yes = False,
    every: Every = None,
    metrics_file: MetricsFile = None,
    metrics_port: MetricsPort = None,
    scheduler: Scheduler = None,
    form: Form = "text",
) -> None:
    """Load reference tables and articles; print what changed and why.

    What cannot be read goes to quarantine with its reason; everything else loads, and what was known before stays.
    The exit code is 0 then in a run over all known sources, and 1 where a source named here holds something bad.
    It is also 1 where a source is gone or a floor stopped one, 2 for a source that does not exist, 4 without a store.
    """
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
    home, names = load_settings().home, tuple(sources or ())
    if quarantined and names and names[0] in ACTIONS:
        names, quarantined = at_desk(names[0], Choice(names[1:], source, reason), home, form), False
        if not names:
            return
    elif source or reason:
        raise UsageError("--source and --reason go with --quarantined list, show, retry or drop.")
    request = Request(names, quarantined, remove, allow_loss, form, scheduler)
    if yes or re_extract:
        again(home, request, wanted=re_extract and not every, yes=yes)
        return
    interval = interval_of(every) if every is not None else None
    plain, places = partial(refresh_once, home, request, quiet=bool(every)), MetricsPlaces(metrics_file, metrics_port)
    with kept(plain, home, request, interval, places) as once:
        if every is not None:
            refresh_every(every, request, once, home, partial(tell_once, home, request))
        elif problems := once(clock=SYSTEM_CLOCK).problems:
            raise TrunklineError(" ".join(problems))


def refresh_once(home: Path, request: Request, *, clock: Clock = SYSTEM_CLOCK, quiet: bool = False) -> Outcome:
    """Carry out one refresh and print what came of it; a ``quiet`` one prints nothing where nothing changed."""
    with (
        refresh_lock(home),
        _collected(request, home, clock) as collected,
        open_store(write=True) as opened,
        writing_alone(opened) as store,
        workers_at(request.scheduler) as workers,
    ):
        answers = RunAnswers(store, clock.now)
        run = RefreshRun(
            store, allow_loss=request.allow_loss, retry_bad=request.quarantined, first=answers.before, clock=clock,
            workers=workers,
        )  # fmt: skip
        report, missing = _carry_out(run, store, request, collected, progress_line(sys.stderr, log=not quiet))
        changes = answers.changes(report.run)
        held = [one for one in Ledger(store).quarantined().values() if not is_dropped(one)]
        listed = held if request.quarantined else []
        named = set() if quiet else _names_of(request.names, collected.known)  # nobody waits for what a service reads
        bad = [one for one in held if one.source in named]
        if quiet and report.run is None:
            pass
        elif request.form == "json":
            typer.echo(present.as_json(report, changes, listed, missing))
        else:
            typer.echo(present.as_text(report, changes, listed))
        _tell(answers, request)
    problems = [*report.stopped, *present.missing_sentences(missing), *present.bad_sentences(bad)]
    return Outcome(present.headline(report), tuple(problems), report, tuple(held), answers.tell_at)


def tell_once(home: Path, request: Request, *, clock: Clock) -> datetime | None:
    """Tell what is due between two runs of a service; gives when something is due again."""
    with refresh_lock(home), open_store(write=True) as opened, writing_alone(opened) as store:
        answers = RunAnswers(store, clock.now)
        _tell(answers, request)
    return answers.tell_at


def _tell(answers: RunAnswers, request: Request) -> None:
    for failure in answers.tell(lambda text: typer.echo(text, err=request.form == "json")):
        typer.echo(safe(failure), err=True)


def _collected(request: Request, home: Path, clock: Clock) -> AbstractContextManager[Collected]:
    """Read the configured sources, before the store is opened and held."""
    if request.remove is not None:
        return nullcontext(Collected())
    return collected_for(request.names, home, clock, allow=request.allow_loss)


def _carry_out(
    run: RefreshRun, store: Store, request: Request, collected: Collected, progress: Progress
) -> tuple[RefreshReport, list[str]]:
    if request.remove is not None:
        report = run.remove_source(_known_name(store, request.remove))
        report.notes += comes_back(request.remove, load_settings().home)
        return report, []
    found, missing = chosen_sources(store, request.names, collected)
    report = run.refresh(found, progress)
    report.notes += collected.notes()
    return report, missing


def _names_of(sources: Iterable[str], configured: frozenset[str]) -> set[str]:
    return {name if name in configured else source_named(name).name for name in sources}


def _known_name(store: Store, name: str) -> str:
    """Accept a source by its name in the ledger, also where its path no longer exists."""
    held = held_sources(store)
    if name in held:
        return name
    try:
        return source_named(name).name
    except UsageError:
        raise UsageError(
            f'Nothing in the graph comes from "{name}"; the sources are: {", ".join(sorted(held)) or "none"}.'
        ) from None
