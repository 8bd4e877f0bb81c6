"""``trunkline routes`` and ``trunkline flow``: one question, read, answered, rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from graph.errors import InvalidTime, UsageError
from graph.model.time import parse_day
from graph.store import open_store
from queries.answers.route_csv import as_csv
from queries.answers.route_geojson import as_geojson
from queries.answers.route_json import as_json
from queries.answers.route_table import flow_text, routes_text
from queries.network.reading import read_material
from queries.routes.answer import RoutesAnswer
from queries.routes.engine import answer_routes, no_route
from queries.routes.evidence import with_evidence
from queries.routes.question import Question

Renderer = Callable[[RoutesAnswer], str]
ROUTES: dict[str, Renderer] = {"table": routes_text, "json": as_json, "csv": as_csv, "geojson": as_geojson}
FLOW: dict[str, Renderer] = {**ROUTES, "table": flow_text}
STABLE = frozenset({"json", "csv", "geojson"})  # formats that give a document even without a route

From = Annotated[str, typer.Argument(metavar="FROM", help="A site, country, region, market or field.")]
To = Annotated[str, typer.Argument(metavar="TO", help="The same; a route ends at the first site it reaches.")]
Avoid = Annotated[list[str] | None, typer.Option("--avoid", metavar="X", help="A country, strait, site or asset.")]
Close = Annotated[list[str] | None, typer.Option("--close", metavar="X", help="An asset, site, strait or leg.")]
Commodity = Annotated[str, typer.Option("--commodity", help="oil, gas or uranium.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The state of that day; today if missing.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="DATE", help="Only what was known by that day.")]
Number = Annotated[int, typer.Option("-k", metavar="N", help="How many routes, 1 to 1000.")]
By = Annotated[str, typer.Option("--by", help="distance, capacity or legs; operating routes come before idle ones.")]
Form = Annotated[str, typer.Option("--format", help="table, json, csv or geojson")]


@dataclass(frozen=True, slots=True)
class Options:
    """The options that both commands share, as typed."""

    avoid: list[str] | None
    close: list[str] | None
    commodity: str
    as_of: str | None
    known_at: str | None
    k: int = 1
    by: str = "distance"


def routes(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, k: Number = 5, by: By = "distance", form: Form = "table",
) -> None:  # fmt: skip
    """Give the best routes between places, what each and all of them carry, and who says so."""
    _ask(start, goal, Options(avoid, close, commodity, as_of, known_at, k, by), form, ROUTES)


def flow(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, form: Form = "table",
) -> None:  # fmt: skip
    """Give the greatest flow between places, its bottleneck, and the cut that proves it."""
    _ask(start, goal, Options(avoid, close, commodity, as_of, known_at), form, FLOW)


def _ask(start: str, goal: str, options: Options, form: str, renderers: dict[str, Renderer]) -> None:
    if form not in renderers:
        raise UsageError(f'The format "{form}" is unknown; use one of: {", ".join(renderers)}.')
    question = _question(start, goal, options)
    with open_store() as store:
        answer = answer_routes(read_material(store, known_at=question.known_at), question)
        answer = with_evidence(store, answer)
    if answer.routes or form in STABLE:
        typer.echo(renderers[form](answer))
    if not answer.routes:
        raise no_route(answer)


def _question(start: str, goal: str, options: Options) -> Question:
    return Question(
        start=start, goal=goal, as_of=_day("--as-of", options.as_of) or date.today(),
        avoid=tuple(options.avoid or ()), close=tuple(options.close or ()), commodity=options.commodity,
        known_at=_day("--known-at", options.known_at), k=options.k, by=options.by,
    )  # fmt: skip


def _day(option: str, text: str | None) -> date | None:
    try:
        return parse_day(text) if text is not None else None
    except InvalidTime as error:
        raise UsageError(f"{option}: {error}") from None
