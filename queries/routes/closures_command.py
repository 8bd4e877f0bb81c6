"""``trunkline closures``: what closing each thing costs, what the worst sets cost, and where the ranking misleads."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.errors import UsageError
from queries.answers.report import Form, Output, destination
from queries.routes.asking import found_or_no_route
from queries.routes.closable import USUAL
from queries.routes.closing import answer_closures
from queries.routes.closures import Extent
from queries.routes.closures_report import ClosuresReport
from queries.routes.options import (
    AllowDuplicates,
    AsOf,
    Avoid,
    Close,
    Commodity,
    Demand,
    From,
    Horizon,
    KnownAt,
    Only,
    Options,
    Supply,
    To,
    Trust,
    Use,
    question_of,
)

MOST_SETS, LARGEST = 1000, 3
Kinds = Annotated[list[str] | None, typer.Option("--of", metavar="KIND", help="asset, strait, site, leg or country.")]
Size = Annotated[int, typer.Option("--sets", metavar="N", help="Also the worst pairs (2) or triples (3); 1: none.")]
Most = Annotated[int, typer.Option("-n", metavar="N", help="How many groups of equal sets are shown, 1 to 1000.")]
Seconds = Annotated[float, typer.Option("--seconds", metavar="S", help="How long to search for sets at most.")]


def closures(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, only: Only = None, close: Close = None, kinds: Kinds = None,
    size: Size = 2, most: Most = 10, seconds: Seconds = 20.0, commodity: Commodity = "oil", as_of: AsOf = None,
    known_at: KnownAt = None, use: Use = "nominal", supply: Supply = None, demand: Demand = None,
    trust: Trust = None, horizon: Horizon = None, allow_duplicates: AllowDuplicates = False,
    form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Close every thing on the way once, and the worst of them together: what can still flow."""
    out = destination(form, output)
    if not 1 <= size <= LARGEST or not 1 <= most <= MOST_SETS or not seconds > 0:
        raise UsageError(f"--sets takes 1 to {LARGEST}, -n 1 to {MOST_SETS}, --seconds a time above 0.")
    options = Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, use=use,
        supply=supply, demand=demand, trust=trust, horizon=horizon, allow_duplicates=allow_duplicates,
    )  # fmt: skip
    question = question_of(start, goal, options)
    extent = Extent(size, most, seconds)
    answer = found_or_no_route(
        question, lambda material, asked: answer_closures(material, asked, tuple(kinds or USUAL), extent)
    )
    out.write(ClosuresReport(answer))
