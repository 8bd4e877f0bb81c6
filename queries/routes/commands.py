"""``trunkline routes``: the best routes between places."""

from __future__ import annotations

from queries.answers.report import DRAWN, DrawnForm, Output, destination
from queries.answers.route_report import RoutesReport
from queries.routes.asking import answer_and_show
from queries.routes.options import (
    AsOf,
    Avoid,
    By,
    Close,
    Commodity,
    Disjoint,
    From,
    Horizon,
    KnownAt,
    Number,
    Only,
    Options,
    Pareto,
    To,
    Trust,
    Via,
    question_of,
)  # fmt: skip


def routes(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, only: Only = None, via: Via = None, close: Close = None,
    commodity: Commodity = "oil", as_of: AsOf = None, known_at: KnownAt = None, k: Number = 5, by: By = "distance",
    pareto: Pareto = False, disjoint: Disjoint = "", form: DrawnForm = "table", output: Output = None,
    trust: Trust = None, horizon: Horizon = None,
) -> None:  # fmt: skip
    """Give the best routes between places, what each and all of them carry, and who says so."""
    out = destination(form, output, DRAWN)
    options = Options(
        avoid=avoid, only=only, via=via, close=close, commodity=commodity, as_of=as_of, known_at=known_at, k=k, by=by,
        pareto=pareto, disjoint=disjoint, trust=trust, horizon=horizon,
    )  # fmt: skip
    answer_and_show(question_of(start, goal, options), out, RoutesReport)
