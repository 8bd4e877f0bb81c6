"""``trunkline disputed``: what depends on who is right."""

from __future__ import annotations

from typing import Annotated

import typer

from queries.answers.report import Form, Output, destination
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
    question_of,
)

Drop = Annotated[str | None, typer.Option("--drop", metavar="BY", help="Leave out one at a time: outlet or press.")]


def disputed(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, only: Only = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, trust: Trust = None, horizon: Horizon = None, drop: Drop = None,
    form: Form = "table", output: Output = None,
) -> None:  # fmt: skip
    """Give the answer as a range over disputed facts, and say which of them and which sources decide it."""
    from graph.store import open_store
    from queries.answers.route_disputed import DisputedReport
    from queries.network.reading import read_material
    from queries.routes.disputed import disputed as try_all
    from queries.routes.evidence import cited
    from queries.routes.sources import without_each_source

    out = destination(form, output)
    question = question_of(start, goal, Options(
        avoid=avoid, only=only, close=close, commodity=commodity, as_of=as_of, known_at=known_at, trust=trust,
        horizon=horizon,
    ))  # fmt: skip
    with open_store() as store:
        found = try_all(read_material(store, known_at=question.known_at), question)
        dropped = without_each_source(store, question, drop) if drop else None
        claims = {key for one in found.effects for tried in one.tried for key in tried.side.claims}
        out.write(DisputedReport(found, dropped, cited(store, claims)))
