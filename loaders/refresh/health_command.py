"""``trunkline health``: for a watchdog, whether the graph is as fresh as it should be. Never asks the store."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from graph.errors import TrunklineError, UsageError
from graph.settings import load_settings
from loaders.refresh.clock import SYSTEM_CLOCK
from loaders.refresh.health import Health, as_json, read_health
from loaders.refresh.service import interval_of

NEVER = "No refresh of everything has run in this data folder yet."


def health(
    within: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="How old the last good refresh may be: 90m, 2h, 1d. Default: two intervals, or 25 h."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text or json")] = "text",
) -> None:
    """Say how the last refresh went: exit code 0 where all is well, 1 where it failed, is too old or needs a person."""
    if form not in {"text", "json"}:
        raise UsageError(f'The format "{form}" is unknown; use text or json.')
    limit = interval_of(within) if within else None
    found, now = read_health(load_settings().home), SYSTEM_CLOCK.now()
    complaint = found.complaint(now, limit) if found else NEVER
    if form == "json":
        body = {"fresh": complaint is None, "complaint": complaint, "health": as_json(found) if found else None}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        raise typer.Exit(1 if complaint else 0)
    if complaint:
        raise TrunklineError(complaint)
    if found:
        typer.echo("\n".join(_lines(found)))


def _lines(found: Health) -> list[str]:
    ahead = f"; the next is due at {found.next_due}" if found.next_due else ""
    waiting = sum(found.quarantined.values())
    return [
        f"The last refresh ended well at {found.ended}{ahead}.",
        *([f"In quarantine: {waiting}"] if waiting else []),
        *(f"{one.name} could not be read {one.failures} times: {one.failure}" for one in found.failing_sources),
    ]
