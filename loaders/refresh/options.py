"""The options of ``trunkline refresh``, and what they ask for as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from loaders.refresh.ledger import QuarantinedState
from loaders.refresh.report import RefreshReport

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE]...",
        help='"reference", "examples", sources of sources.toml, files, folders, or - for standard input; '
        "none: all that are known.",
    ),
]
Quarantined = Annotated[
    bool,
    typer.Option(
        "--quarantined",
        help="Retry what is in quarantine, then list what stays there. "
        "In place of sources it takes: list, show, retry or drop, with items as the list names them.",
    ),
]
OfSource = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="With --quarantined list, show, retry, drop: of it.")
]
WithReason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="With the same: what has this in its reason.")
]
Remove = Annotated[str | None, typer.Option("--remove", metavar="SOURCE", help="Take a whole source out of the graph.")]
AllowLoss = Annotated[
    bool,
    typer.Option(
        "--allow-loss", help="Go on where a source lost more than half of its claims, or brings an odd count."
    ),
]
Every = Annotated[
    str | None,
    typer.Option("--every", metavar="INTERVAL", help="Stay, and refresh again and again: 30m, 1h, 1d."),
]
MetricsFile = Annotated[
    Path | None,
    typer.Option("--metrics-file", metavar="PATH", help="After each run, write its metrics there (Prometheus text)."),
]
MetricsPort = Annotated[
    int | None,
    typer.Option("--metrics-port", metavar="PORT", help="With --every: serve the metrics on this port of 127.0.0.1."),
]
ReExtract = Annotated[
    bool,
    typer.Option("--re-extract", help="Read all stored articles again; show what would change before it is written."),
]
Yes = Annotated[bool, typer.Option("--yes", help="With --re-extract: write it without asking.")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Have articles read by the dask cluster at this address."),
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
    scheduler: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about everything that is known, as a service or a timer asks for it."""
        return not self.names and self.remove is None and not self.quarantined


@dataclass(frozen=True, slots=True)
class MetricsPlaces:
    """Where metrics go: a file, a port of this machine, both or neither."""

    file: Path | None = None
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a refresh: its first line, and sentences about what needs a person; everything else is loaded.

    ``held`` is what is in quarantine afterwards, ``tell_at`` when somebody is to be told of a change that waits.
    """

    headline: str
    problems: tuple[str, ...] = ()
    report: RefreshReport | None = None
    held: tuple[QuarantinedState, ...] = ()
    tell_at: datetime | None = None
