"""``trunkline refresh``: load sources, say what changed and why."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

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
from loaders.refresh.progress import progress_line
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.refresh.sources import known_sources, source_named


def refresh(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help='"reference", "examples", sources of sources.toml, files, folders, or - for standard input; '
            "none: all that are known.",
        ),
    ] = None,
    quarantined: Annotated[
        bool, typer.Option("--quarantined", help="Retry what is in quarantine, then list what stays there.")
    ] = False,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="SOURCE", help="Take a whole source out of the graph.")
    ] = None,
    allow_loss: Annotated[
        bool,
        typer.Option(
            "--allow-loss", help="Go on where a source lost more than half of its claims, or brings an odd count."
        ),
    ] = False,
    form: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Load reference tables and articles; print what changed and why.

    What cannot be read goes to quarantine with its reason; everything else loads, and what was known before stays.
    The exit code is 0 then in a run over all known sources, and 1 where a source named here holds something bad.
    It is also 1 where a source is gone or a floor stopped one, 2 for a source that does not exist, 4 without a store.
    """
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
    home, asked = load_settings().home, sources or []
    with (
        refresh_lock(home),
        _collected(asked, home, allow_loss=allow_loss, wanted=remove is None) as collected,
        open_store(write=True) as opened,
        writing_alone(opened) as store,
    ):
        answers = RunAnswers(store, lambda: datetime.now(UTC))
        run = RefreshRun(store, allow_loss=allow_loss, retry_bad=quarantined, first=answers.before)
        report, missing = _carry_out(run, store, asked, remove, collected)
        changes = answers.changes(report.run)
        held = list(Ledger(store).quarantined().values())
        listed = held if quarantined else []
        bad = [one for one in held if one.source in _names_of(asked, collected.known)]
        if form == "json":
            typer.echo(present.as_json(report, changes, listed, missing))
        else:
            typer.echo(present.as_text(report, changes, listed))
        for failure in answers.tell(lambda text: typer.echo(text, err=form == "json")):
            typer.echo(failure, err=True)
    if problems := [*report.stopped, *present.missing_sentences(missing), *present.bad_sentences(bad)]:
        raise TrunklineError(" ".join(problems))


def _collected(names: list[str], home: Path, *, allow_loss: bool, wanted: bool) -> AbstractContextManager[Collected]:
    """Read the configured sources, before the store is opened and held."""
    if not wanted:
        return nullcontext(Collected())
    return collected_for(names, home, datetime.now(UTC), allow=allow_loss)


def _carry_out(
    run: RefreshRun, store: Store, names: list[str], remove: str | None, collected: Collected
) -> tuple[RefreshReport, list[str]]:
    if remove is not None:
        return run.remove_source(_known_name(store, remove)), []
    if names:
        found = [source_named(name) for name in dict.fromkeys(names) if name not in collected.known]
        missing: list[str] = []
    else:
        found, missing = known_sources(sorted(_held_sources(store) - collected.known))
    report = run.refresh([*found, *collected.sources], progress_line(sys.stderr))
    report.notes += collected.notes()
    return report, missing


def _names_of(sources: list[str], configured: frozenset[str]) -> set[str]:
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
