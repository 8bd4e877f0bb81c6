"""``trunkline evidence``: from an id back to the sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

_SHOWN = 12  # claims of each type, unless all are asked for


class Format(StrEnum):
    """Notations of evidence."""

    TABLE = "table"
    JSON = "json"


def evidence(
    key: Annotated[str, typer.Argument(metavar="ID", help="Entity, event, claim, leg, owner|owned, document or run.")],
    everything: Annotated[bool, typer.Option("--all", help="Show every claim, however many.")] = False,
    output: Annotated[Format, typer.Option("--format", help="Notation of the answer.")] = Format.TABLE,
) -> None:
    """Walk from an id to the sentences behind it."""
    from graph.store import open_store
    from queries.answers.evidence import evidence_of
    from queries.answers.evidence_text import evidence_json, evidence_text

    with open_store() as store:
        found = evidence_of(store, key)
    if output is Format.JSON:
        typer.echo(evidence_json(found))
    else:
        typer.echo(evidence_text(found, None if everything else _SHOWN))
