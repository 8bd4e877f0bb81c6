"""``trunkline flow``: the greatest flow between places, with its proof."""

from __future__ import annotations

from queries.answers.route_csv import as_csv
from queries.answers.route_geojson import as_geojson
from queries.answers.route_json import as_json
from queries.answers.route_table import flow_text
from queries.routes.asking import Renderer, answer_and_show
from queries.routes.options import AsOf, Avoid, Close, Commodity, Form, From, KnownAt, Options, To, question_of

FLOW: dict[str, Renderer] = {"table": flow_text, "json": as_json, "csv": as_csv, "geojson": as_geojson}


def flow(  # noqa: PLR0913, PLR0917 - the options of a command are its parameters
    start: From, goal: To, avoid: Avoid = None, close: Close = None, commodity: Commodity = "oil",
    as_of: AsOf = None, known_at: KnownAt = None, form: Form = "table",
) -> None:  # fmt: skip
    """Give the greatest flow between places, its bottleneck, and the cut that proves it."""
    options = Options(avoid=avoid, close=close, commodity=commodity, as_of=as_of, known_at=known_at)
    answer_and_show(question_of(start, goal, options), form, FLOW)
