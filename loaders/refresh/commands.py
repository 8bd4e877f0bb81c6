"""``trunkline refresh``: load sources, say what changed and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import typer

from graph.errors import TrunklineError, UsageError
from graph.settings import load_settings
from graph.store import Store, open_store
from graph.store.lease import writing_alone
from loaders.collect.collected import Collected
from loaders.collect.entrance import collected_for
from loaders.refresh import present
from loaders.refresh.answers import RunAnswers
from loaders.refresh.ledger import Ledger
from loaders.refresh.lock import refresh_lock
from loaders.refresh.options import AllowLoss, Form, Quarantined, Remove, Request, Sources
from loaders.refresh.progress import progress_line
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import known_sources, source_named


def refresh(
    sources: Sources = None,
    quarantined: Quarantined = False,
    remove: Remove = None,
    allow_loss: AllowLoss = False,
    form: Form = "text",
) -> None:
    """Load reference tables and articles; print what changed and why.

    What cannot be read goes to quarantine with its reason; everything else loads, and what was known before stays.
    The exit code is 0 then in a run over all known sources, and 1 where a source named here holds something bad.
    It is also 1 where a source is gone or a floor stopped one, 2 for a source that does not exist, 4 without a store.
    """
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
    refresh_once(load_settings().home, Request(tuple(sources or ()), quarantined, remove, allow_loss, form))


def refresh_once(home: Path, request: Request) -> None:
    """Carry out one refresh and print what came of it.

    Raises:
        TrunklineError: something needs a person; everything else is loaded.
    """
    with (
        refresh_lock(home),
        _collected(request, home) as collected,
        open_store(write=True) as opened,
        writing_alone(opened) as store,
    ):
        answers = RunAnswers(store, lambda: datetime.now(UTC))
        run = RefreshRun(store, allow_loss=request.allow_loss, retry_bad=request.quarantined, first=answers.before)
        report, missing = _carry_out(run, store, request, collected)
        changes = answers.changes(report.run)
        held = list(Ledger(store).quarantined().values())
        listed = held if request.quarantined else []
        bad = [one for one in held if one.source in _names_of(request.names, collected.known)]
        if request.form == "json":
            typer.echo(present.as_json(report, changes, listed, missing))
        else:
            typer.echo(present.as_text(report, changes, listed))
        for failure in answers.tell(lambda text: typer.echo(text, err=request.form == "json")):
            typer.echo(failure, err=True)
    if problems := [*report.stopped, *present.missing_sentences(missing), *present.bad_sentences(bad)]:
        raise TrunklineError(" ".join(problems))


def _collected(request: Request, home: Path) -> AbstractContextManager[Collected]:
    """Read the configured sources, before the store is opened and held."""
    if request.remove is not None:
        return nullcontext(Collected())
    return collected_for(request.names, home, datetime.now(UTC), allow=request.allow_loss)


def _carry_out(
    run: RefreshRun, store: Store, request: Request, collected: Collected
) -> tuple[RefreshReport, list[str]]:
    if request.remove is not None:
        return run.remove_source(_known_name(store, request.remove)), []
    if request.names:
        found = [source_named(name) for name in dict.fromkeys(request.names) if name not in collected.known]
        missing: list[str] = []
    else:
        found, missing = known_sources(sorted(_held_sources(store) - collected.known))
    report = run.refresh([*found, *collected.sources], progress_line(sys.stderr))
    report.notes += collected.notes()
    return report, missing


def _names_of(sources: Iterable[str], configured: frozenset[str]) -> set[str]:
    return {name if name in configured else source_named(name).name for name in sources}


def _held_sources(store: Store) -> set[str]:
    """Name the sources of whatever is loaded or in quarantine."""
    ledger = Ledger(store)
    loaded = {one.source for one in ledger.items().values()}
    return loaded | {one.source for one in ledger.quarantined().values()}


def _known_name(store: Store, name: str) -> str:
    """Accept a source by its name in the ledger, also where its path no longer exists."""
    held = _held_sources(store)
    if name in held:
        return name
    try:
        return source_named(name).name
    except UsageError:
        raise UsageError(
            f'Nothing in the graph comes from "{name}"; the sources are: {", ".join(sorted(held)) or "none"}.'
        ) from None
