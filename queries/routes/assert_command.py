"""``trunkline assert``: exit code 0 where the conditions hold, 5 where they do not."""

from __future__ import annotations

from typing import Annotated

import typer

from graph.errors import AssertionUnmet
from graph.store import open_store
from queries.answers.report import Form, Output, destination
from queries.answers.route_assertion import AssertionReport
from queries.network.reading import read_material
from queries.routes.assertion import Wanted, asserted
from queries.routes.options import (
    AsOf,
    Avoid,
    Close,
    Commodity,
    From,
    Horizon,
    KnownAt,
    Only,
    Options,
    To,
    Trust,
    Use,
    question_of,
)

MinFlow = Annotated[float | None, typer.Option("--min-flow", metavar="AMOUNT", help="So much must be able to flow.")]
MaxKm = Annotated[float | None, typer.Option("--max-distance", metavar="KM", help="The best route may be so long.")]
MinRoutes = Annotated[int | None, typer.Option("--min-routes", metavar="N", help="So many routes must exist.")]
Optimistic = Annotated[bool, typer.Option("--optimistic", help="The high end of the flow decides, not the low one.")]


def assert_(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, only: Only = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, trust: Trust = None, horizon: Horizon = None, use: Use = "nominal",
    min_flow: MinFlow = None, max_distance: MaxKm = None, min_routes: MinRoutes = None,
    optimistic: Optimistic = False, form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Check conditions on the answer: 0 where all hold, 5 with the reason where one does not."""
    out = destination(form, output)
    wanted = Wanted(min_flow, max_distance, min_routes, optimistic)
    question = question_of(start, goal, Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, trust=trust,
        horizon=horizon, use=use,
    ))  # fmt: skip
    with open_store() as store:
        found = asserted(read_material(store, known_at=question.known_at), question, wanted)
    if found.holds or out.is_document:
        out.write(AssertionReport(found))
    if not found.holds:
        raise AssertionUnmet(f"Not so: {found.reason}.")
