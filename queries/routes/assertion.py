"""Conditions on an answer, for watching: does enough flow, is it near enough, are there routes enough?

What surely flows decides, so that a condition that holds does so for every stated capacity: the low end of the flow,
with nothing on pipelines and railways whose capacity no source gives. Legs by sea without a figure are taken as wide
enough where something stated bounds what their port loads, and the answer names them. Asked to be optimistic, the high
end decides and no unknown leg limits. Without any condition, what is asserted is that a route exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.errors import UsageError
from queries.network.model import Leg
from queries.network.reading import Material
from queries.routes.answer import RouteFound, RoutesAnswer
from queries.routes.avoid.places import MODES
from queries.routes.blocking import no_route
from queries.routes.doubts import stops_in_doubt, untold
from queries.routes.engine import Case, answer_case, flow_of, prepare
from queries.routes.flow import Flow, FlowRange
from queries.routes.flow_problem import on_the_way
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
    case = prepare(material, replace(question, k=wanted.min_routes or 1, by="distance"))
    answer = answer_case(case)
    return Assertion(answer, tuple(_conditions(case, answer, wanted)))


def _conditions(case: Case, answer: RoutesAnswer, wanted: Wanted) -> Iterator[Condition]:
    routes = answer.routes if wanted.optimistic else _sure_routes(case, answer)
    yield _routes(answer, routes, wanted.min_routes or 1)
    if routes and wanted.max_distance is not None:
        yield _distance(routes[0], wanted.max_distance)
    if answer.routes and wanted.min_flow is not None:
        yield _flow(case, answer, wanted.min_flow, wanted.optimistic)


def _sure_routes(case: Case, answer: RoutesAnswer) -> tuple[RouteFound, ...]:
    """Give the routes over what is in no doubt."""
    sure = tuple(leg for leg in case.usable if not leg.in_doubt)
    return answer.routes if len(sure) == len(case.usable) else answer_case(replace(case, usable=sure)).routes


def _routes(answer: RoutesAnswer, sure: Sequence[RouteFound], fewest: int) -> Condition:
    found = len(sure)
    if not answer.routes:
        words = str(no_route(answer)).removesuffix(".")
    elif found < fewest and found < len(answer.routes):
        doubted = [hop.leg for route in answer.routes for hop in route.hops]
        reasons = "; ".join((*stops_in_doubt(doubted), *untold(doubted)))
        words = (
            f"there are {found} of {fewest} wanted routes that are sure; {reasons}; --optimistic counts them as open"
        )
    else:
        words = f"there are {found} of {fewest} wanted routes"
    return Condition("routes", fewest, found, found >= fewest, words)


def _distance(best: RouteFound, most: float) -> Condition:
    if best.unmeasured:
        unknown = f"the length of {', '.join(best.unmeasured)} is unknown"
        return Condition("distance", most, None, holds=False, reason=unknown)
    words = f"the best route is {best.distance_km:,.0f} km long, {most:,.0f} km are allowed"
    return Condition("distance", most, best.distance_km, best.distance_km <= most, words)


def _flow(case: Case, answer: RoutesAnswer, least: float, optimistic: bool) -> Condition:
    if answer.flow is None:
        if answer.question.via:
            raise UsageError("--min-flow cannot be asked of routes that must pass a place (--via).")
        return Condition("flow", least, None, holds=False, reason="; ".join(answer.remarks))
    if optimistic:
        return _held(answer, answer.flow.high, least, holds=True)
    sure = _sure(case, answer.flow)
    if sure.amount is None or sure.amount >= least:
        return _held(answer, sure, least, holds=False)
    if answer.flow.low.amount is not None and answer.flow.low.amount < least:
        return _with_doubts(case, _held(answer, answer.flow.low, least, holds=False))
    return _unknown(case, answer.flow.low, sure.amount, least)


def _held(answer: RoutesAnswer, flow: Flow, least: float, *, holds: bool) -> Condition:
    """Hold a flow against what is wanted; ``holds`` decides where nothing known limits it."""
    if flow.amount is None:
        return Condition("flow", least, None, holds, "no source gives a capacity that limits the flow")
    words = f"{flow.amount:g} {answer.network.unit} can flow, {least:g} are wanted; limited by {_cut(answer, flow)}"
    wide = ", ".join(leg.id for leg in answer.network.legs if leg.id in flow.on and leg.capacity is None)
    enough = f"; taken as wide enough, as no source gives a capacity: {wide}" if wide and flow.amount >= least else ""
    return Condition("flow", least, flow.amount, flow.amount >= least, words + enough)


def _with_doubts(case: Case, found: Condition) -> Condition:
    """Say beside too small a flow what may carry more if it is open."""
    doubted = on_the_way(case.usable, case.between)
    return replace(found, reason="; ".join((found.reason, *stops_in_doubt(doubted), *untold(doubted))))


def _sure(case: Case, found: FlowRange) -> Flow:
    """Give what flows with nothing on legs that nothing stated bounds."""
    known = tuple(leg for leg in case.usable if not _untold(case, leg))
    return found.low if len(known) == len(case.usable) else flow_of(replace(case, usable=known)).low


def _untold(case: Case, leg: Leg) -> bool:
    """Tell whether nothing stated bounds a leg; by sea that is what its port loads, or what reaches the port."""
    if leg.capacity is not None:
        return False
    loads = leg.start not in case.start.sites or case.network.sites[leg.start].capacity is not None
    return leg.mode not in MODES["sea"] or not loads


def _unknown(case: Case, low: Flow, sure: float, least: float) -> Condition:
    """Say which legs leave open whether enough flows."""
    carrying = [leg.id for leg in case.usable if _untold(case, leg) and (low.amount is None or leg.id in low.on)]
    words = f"sure is only {sure:g} {case.network.unit}, {least:g} are wanted: no source gives a capacity for "
    return Condition(
        "flow", least, sure, holds=False, reason=f"{words}{', '.join(carrying)}; --optimistic takes them as wide enough"
    )


def _cut(answer: RoutesAnswer, flow: Flow) -> str:
    return ", ".join(answer.network.part_name(part.kind, part.id) for part in flow.cut)
