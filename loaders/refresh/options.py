"""The options of ``trunkline refresh``, and what they ask for as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE]...",
        help='"reference", "examples", sources of sources.toml, files, folders, or - for standard input; '
        "none: all that are known.",
    ),
]
Quarantined = Annotated[
    bool, typer.Option("--quarantined", help="Retry what is in quarantine, then list what stays there.")
]
Remove = Annotated[str | None, typer.Option("--remove", metavar="SOURCE", help="Take a whole source out of the graph.")]
AllowLoss = Annotated[
    bool,
    typer.Option(
        "--allow-loss", help="Go on where a source lost more than half of its claims, or brings an odd count."
    ),
]
Form = Annotated[str, typer.Option("--format", help="text or json")]


@dataclass(frozen=True, slots=True)
class Request:
    """One refresh as it was asked for; without ``names`` it is about everything that is known."""

    names: tuple[str, ...] = ()
    quarantined: bool = False
    remove: str | None = None
    allow_loss: bool = False
    form: str = "text"
