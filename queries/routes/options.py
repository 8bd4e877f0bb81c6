"""The options that every route command shares: as typed on the command line, and turned into a ``Question``.

A command lists the options it takes as parameters, packs them into ``Options`` and calls ``question_of``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from graph.errors import InvalidTime, UsageError
from graph.model.time import parse_day
from queries.routes.policies import policies
from queries.routes.question import Question

From = Annotated[str, typer.Argument(metavar="FROM", help="A site, country, region, market or field.")]
To = Annotated[
    str, typer.Argument(metavar="TO", help="A site, country, region or market; a route ends at its first site there.")
]
Avoid = Annotated[
    list[str] | None, typer.Option("--avoid", metavar="TERM", help="A country, strait, site, asset, owner:RU>=25 …")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="TERM", help="Use only legs of which this term is true: not mode:sea."),
]
Via = Annotated[list[str] | None, typer.Option("--via", metavar="X", help="Pass this site or asset; repeat in order.")]
Close = Annotated[
    list[str] | None,
    typer.Option("--close", metavar="TERM", help="Shut an asset, site, strait or leg: btc:50%@2026-01-01..2026-03-31."),
]
Commodity = Annotated[str, typer.Option("--commodity", help="oil, gas or uranium.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The state of that day; today if missing.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="DATE", help="Only what was known by that day.")]
Number = Annotated[int, typer.Option("-k", metavar="N", help="How many routes, 1 to 1000.")]
By = Annotated[str, typer.Option("--by", help="distance, capacity, legs, transshipments or evidence.")]
Pareto = Annotated[bool, typer.Option("--pareto", help="All routes that no other beats in every order at once.")]
Disjoint = Annotated[str, typer.Option("--disjoint", metavar="legs|sites", help="Up to N routes that share none.")]
Trust = Annotated[
    str | None,
    typer.Option("--trust", metavar="POLICY", help=f"Pick one of several stated values: {', '.join(policies())}."),
]
Use = Annotated[str, typer.Option("--use", help="nominal capacity, or what present use leaves of it (spare).")]
Supply = Annotated[
    list[str] | None, typer.Option("--supply", metavar="PLACE=AMOUNT", help="What origins give; or: production.")
]
Demand = Annotated[
    list[str] | None, typer.Option("--demand", metavar="PLACE=AMOUNT", help="What destinations take at most.")
]
Horizon = Annotated[int | None, typer.Option("--horizon", metavar="YEAR", help="Count what is awaited until then.")]
AllowDuplicates = Annotated[bool, typer.Option("--allow-duplicates", help="Let flows use lines that look like one.")]


@dataclass(frozen=True, slots=True)
class Options:
    """The shared options of a route command, as typed; every one that a command lacks keeps its default."""

    avoid: list[str] | None = None
    only: list[str] | None = None
    via: list[str] | None = None
    close: list[str] | None = None
    commodity: str = "oil"
    as_of: str | None = None
    known_at: str | None = None
    k: int = 1
    by: str = "distance"
    trust: str | None = None
    horizon: int | None = None
    use: str = "nominal"
    supply: list[str] | None = None
    demand: list[str] | None = None
    pareto: bool = False
    disjoint: str = ""
    allow_duplicates: bool = False


def question_of(start: str, goal: str, options: Options) -> Question:
    """Turn what was typed into a question.

    Raises:
        UsageError: an option that cannot be understood.
    """
    return Question(
        start=start, goal=goal, as_of=day_of("--as-of", options.as_of) or date.today(),
        avoid=tuple(options.avoid or ()), only=tuple(options.only or ()), via=tuple(options.via or ()),
        close=tuple(options.close or ()), commodity=options.commodity,
        known_at=day_of("--known-at", options.known_at), k=options.k, by=options.by, trust=options.trust,
        horizon=options.horizon, use=options.use, supply=tuple(options.supply or ()),
        demand=tuple(options.demand or ()), allow_duplicates=options.allow_duplicates,
        pareto=options.pareto, disjoint=options.disjoint,
    )  # fmt: skip


def day_of(option: str, text: str | None) -> date | None:
    """Read a day; ``option`` is named in the error.

    Raises:
        UsageError: the text is no day.
    """
    try:
        return parse_day(text) if text is not None else None
    except InvalidTime as error:
        raise UsageError(f"{option}: {error}") from None
