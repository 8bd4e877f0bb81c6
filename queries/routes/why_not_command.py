"""``trunkline why-not``: what keeps a named route from being the answer."""

from __future__ import annotations

from typing import Annotated

import typer

from queries.answers.report import Form, Output, destination
from queries.routes.options import (
    AsOf,
    Avoid,
    By,
    Close,
    Commodity,
    Horizon,
    KnownAt,
    Only,
    Options,
    Trust,
    question_of,
)

Stops = Annotated[list[str], typer.Argument(metavar="PLACE...", help="Places and assets in order: aktau baku supsa.")]


def why_not(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    stops: Stops, avoid: Avoid = None, only: Only = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, by: By = "distance", trust: Trust = None, horizon: Horizon = None,
    form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Say what excludes a named route or ranks it lower, leg by leg, with the rule and the source."""
    from graph.store import open_store
    from queries.answers.route_why_not import WhyNotReport
    from queries.network.reading import read_material
    from queries.routes.evidence import cited
    from queries.routes.why_not import courses_of
    from queries.routes.why_not import why_not as explained

    out = destination(form, output)
    question = question_of(stops[0], stops[-1], Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, by=by, trust=trust,
        horizon=horizon,
    ))  # fmt: skip
    with open_store() as store:
        found = explained(read_material(store, known_at=question.known_at), question, stops)
        claims = {claim for reason in found.reasons for one in reason.judged for claim in one.claims}
        out.write(WhyNotReport(found, cited(store, claims), courses_of(store, claims)))
