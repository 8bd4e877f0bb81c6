"""``trunkline store check``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.store.check.report import CheckReport

SCHEMA_VERSION = 1


class Format(StrEnum):
    """Notations of a report."""

    TEXT = "text"
    JSON = "json"


def check(output: Annotated[Format, typer.Option("--format", help="Notation of the report.")] = Format.TEXT) -> None:
    """Read every record and compare it with what the claims make; name what is damaged.

    The exit code is 0 where all is well and 1 where something is not.
    """
    from graph.errors import TrunklineError
    from graph.settings import load_settings
    from graph.store.check.checking import check as examine
    from graph.store.transfer.progress import progress_bar

    report = examine(load_settings(), progress_bar(sys.stderr))
    if output is Format.JSON:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, **asdict(report)}, ensure_ascii=False))
    else:
        _print(report)
    if not report.is_whole:
        raise TrunklineError(
            "The graph is damaged: `trunkline store restore` brings back the last backup, and `trunkline refresh` "
            "then loads what came later."
        )


def _print(report: CheckReport) -> None:
    for line in (*report.problems, *report.remarks):
        typer.echo(line)
    if report.unnamed:
        typer.echo(f"… and {report.unnamed} more.")
    typer.echo(
        f"Read {report.claims} claims, {report.nodes} nodes and {report.relations} relations: "
        f"{'all is well' if report.is_whole else 'not all is well'}."
    )
