"""``trunkline routes``: the best routes between places."""

from __future__ import annotations

from queries.answers.route_csv import as_csv
from queries.answers.route_geojson import as_geojson
from queries.answers.route_json import as_json
from queries.answers.route_table import routes_text
from queries.routes.asking import Renderer, answer_and_show
from queries.routes.options import (
    AsOf,
    Avoid,
    By,
    Close,
    Commodity,
    Form,
    From,
    KnownAt,
    Number,
    Options,
    To,
    question_of,
)  # fmt: skip

ROUTES: dict[str, Renderer] = {"table": routes_text, "json": as_json, "csv": as_csv, "geojson": as_geojson}


def routes(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, k: Number = 5, by: By = "distance", form: Form = "table",
) -> None:  # fmt: skip
    """Give the best routes between places, what each and all of them carry, and who says so."""
    options = Options(avoid=avoid, close=close, commodity=commodity, as_of=as_of, known_at=known_at, k=k, by=by)
    answer_and_show(question_of(start, goal, options), form, ROUTES)
