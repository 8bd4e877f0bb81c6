"""``trunkline timeline`` and ``trunkline availability``: answers over a period."""

from __future__ import annotations

from typing import Annotated

import typer

from queries.answers.report import Form, Output, destination
from queries.routes.options import (
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
    day_of,
    question_of,
)
from queries.routes.turning import span_of

First = Annotated[str, typer.Option("--from", metavar="TIME", help="First day, month or year.")]
Last = Annotated[str, typer.Option("--to", metavar="TIME", help="Last day, month or year, all of it.")]
Things = Annotated[list[str], typer.Argument(metavar="THING…", help="Sites, assets or legs that are needed together.")]


def timeline(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, first: First, last: Last, avoid: Avoid = None, only: Only = None, close: Close = None,
    commodity: Commodity = "oil", known_at: KnownAt = None, trust: Trust = None, horizon: Horizon = None,
    form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Show how the best route and the greatest flow moved over a period, and what moved them."""
    from graph.store import open_store
    from queries.answers.route_timeline import TimelineReport
    from queries.network.reading import read_material
    from queries.routes.evidence import cited
    from queries.routes.timeline import timeline as steps_of

    out = destination(form, output)
    span = span_of(first, last)
    question = question_of(start, goal, Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=span[1].isoformat(), known_at=known_at,
        trust=trust, horizon=horizon,
    ))  # fmt: skip
    with open_store() as store:
        found = steps_of(read_material(store, known_at=question.known_at), question, *span)
        claims = {key for step in found.steps for cause in step.causes for key in cause.claims}
        out.write(TimelineReport(found, cited(store, claims)))


def availability(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    things: Things, first: First, last: Last, known_at: KnownAt = None, form: Form = "table", output: Output = None
) -> None:
    """Count the days on which things could be used, certain and possible stops apart, and list the outages."""
    from graph.store import open_store
    from queries.answers.route_timeline import AvailabilityReport
    from queries.network.reading import read_material
    from queries.routes.availability import availability as counted
    from queries.routes.evidence import cited

    out = destination(form, output)
    span = span_of(first, last)
    with open_store() as store:
        material = read_material(store, known_at=day_of("--known-at", known_at))
        found = counted(material, things, *span)
        claims = {key for one in found.outages for key in one.claims}
        out.write(AvailabilityReport(found, material.digest, cited(store, claims)))
