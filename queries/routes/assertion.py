"""Conditions on an answer, for watching: does enough flow, is it near enough, are there routes enough?

The low end of the flow decides, so that a condition that holds does so for every stated capacity; unless asked to be
optimistic, where the high end does. Without any condition, what is asserted is that a route exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.errors import UsageError
from queries.network.reading import Material
from queries.routes.answer import RoutesAnswer
from queries.routes.blocking import no_route
from queries.routes.engine import answer_routes
from queries.routes.flow import Flow
from queries.routes.question import Question


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold: least flow (unit of the network), longest best route (km), fewest routes."""

    min_flow: float | None = None
    max_distance: float | None = None
    min_routes: int | None = None
    optimistic: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot hold.

        Raises:
            UsageError: a negative or endless amount.
        """
        for option, amount in (("--min-flow", self.min_flow), ("--max-distance", self.max_distance)):
            if amount is not None and not 0 <= amount < float("inf"):
                raise UsageError(f"{option} must be a number from 0 up; {amount:g} is not.")
        if self.min_routes is not None and self.min_routes < 1:
            raise UsageError(f"--min-routes must be 1 or more; {self.min_routes} is not.")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: ``found`` None means that nothing known bounds it."""

    name: str
    wanted: float
    found: float | None
    holds: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """The conditions and the answer that they were held against."""

    answer: RoutesAnswer
    conditions: tuple[Condition, ...]

    @property
    def holds(self) -> bool:
        """Whether every condition holds."""
        return all(one.holds for one in self.conditions)

    @property
    def reason(self) -> str:
        """Say what does not hold, or that everything does."""
        return "; ".join(one.reason for one in self.conditions if not one.holds) or "every condition holds"


def asserted(material: Material, question: Question, wanted: Wanted) -> Assertion:
    """Answer a question and hold the answer against conditions.

    Raises:
        UnknownName, UsageError: as ``prepare``.
    """
    answer = answer_routes(material, replace(question, k=wanted.min_routes or 1, by="distance"))
    return Assertion(answer, tuple(_conditions(answer, wanted)))


def _conditions(answer: RoutesAnswer, wanted: Wanted) -> Iterator[Condition]:
    found = len(answer.routes)
    fewest = wanted.min_routes or 1
    routes = f"{found} of {fewest} wanted routes" if found else str(no_route(answer)).removesuffix(".")
    yield Condition("routes", fewest, found, found >= fewest, f"there are {routes}" if found else routes)
    if answer.routes and wanted.max_distance is not None:
        yield _distance(answer, wanted.max_distance)
    if answer.routes and wanted.min_flow is not None:
        yield _flow(answer, wanted.min_flow, wanted.optimistic)


def _distance(answer: RoutesAnswer, most: float) -> Condition:
    best = answer.routes[0]
    if best.unmeasured:
        unknown = f"the length of {', '.join(best.unmeasured)} is unknown"
        return Condition("distance", most, None, holds=False, reason=unknown)
    words = f"the best route is {best.distance_km:,.0f} km long, {most:,.0f} km are allowed"
    return Condition("distance", most, best.distance_km, best.distance_km <= most, words)


def _flow(answer: RoutesAnswer, least: float, optimistic: bool) -> Condition:
    if answer.flow is None:
        if answer.question.via:
            raise UsageError("--min-flow cannot be asked of routes that must pass a place (--via).")
        return Condition("flow", least, None, holds=False, reason="; ".join(answer.remarks))
    flow, unit = answer.flow.high if optimistic else answer.flow.low, answer.network.unit
    if flow.amount is None:
        return Condition("flow", least, None, holds=True, reason="no source gives a capacity that limits the flow")
    words = f"{flow.amount:g} {unit} can flow, {least:g} are wanted; limited by {_cut(answer, flow)}"
    return Condition("flow", least, flow.amount, flow.amount >= least, words)


def _cut(answer: RoutesAnswer, flow: Flow) -> str:
    return ", ".join(part.id if part.kind == "leg" else answer.network.name(part.id) for part in flow.cut)
