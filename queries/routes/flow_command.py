"""``trunkline flow``: the greatest flow between places, with its proof."""

from __future__ import annotations

from queries.answers.report import DRAWN, DrawnForm, Output, destination
from queries.answers.route_report import FlowReport
from queries.routes.asking import answer_and_show
from queries.routes.engine import answer_flow
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


def flow(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, only: Only = None, close: Close = None,
    commodity: Commodity = "oil", as_of: AsOf = None, known_at: KnownAt = None, form: DrawnForm = "table",
    output: Output = None, trust: Trust = None, horizon: Horizon = None, use: Use = "nominal",
    supply: Supply = None, demand: Demand = None, allow_duplicates: AllowDuplicates = False,
) -> None:  # fmt: skip
    """Give the greatest flow between places, its bottleneck, and the cut that proves it."""
    out = destination(form, output, DRAWN)
    options = Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, trust=trust,
        horizon=horizon, use=use, supply=supply, demand=demand,
        allow_duplicates=allow_duplicates,
    )  # fmt: skip
    answer_and_show(question_of(start, goal, options), out, FlowReport, answer_flow)
