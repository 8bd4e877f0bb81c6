"""``trunkline gap``: the exports that a closing would strand, beside what was measured when it was closed before."""

from __future__ import annotations

from typing import Annotated

import typer

from queries.answers.report import Form, Output, destination
from queries.routes.asking import found_or_no_route
from queries.routes.gap import gap as find_gap
from queries.routes.gap_report import GapReport
from queries.routes.options import (
    AllowDuplicates,
    AsOf,
    Avoid,
    Close,
    Commodity,
    From,
    Horizon,
    KnownAt,
    Only,
    Options,
    Trust,
    question_of,
)

Goal = Annotated[str, typer.Argument(metavar="TO", help="Where exports go; the world market if missing.")]


def gap(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: Goal = "world_market", close: Close = None, avoid: Avoid = None, only: Only = None,
    commodity: Commodity = "oil", as_of: AsOf = None, known_at: KnownAt = None, trust: Trust = None,
    horizon: Horizon = None, allow_duplicates: AllowDuplicates = False, form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Compare what moves today with what is left to take it, year by year."""
    out = destination(form, output)
    options = Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, trust=trust,
        horizon=horizon, allow_duplicates=allow_duplicates,
    )  # fmt: skip
    question = question_of(start, goal, options)
    out.write(GapReport(found_or_no_route(question, find_gap)))
