"""Why a route that somebody has in mind is not among the answers: what excludes it, leg by leg, or what is better.

::

    with open_store() as store:
        question = Question("aktau", "supsa", date(2026, 11, 1), avoid=("RU",))
        found = why_not(read_material(store), question, ["aktau", "baku", "supsa"])
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from queries.network.kept import names_of, network_on
from queries.network.model import Between, Leg
from queries.network.reading import Material
from queries.routes.answer import RouteFound, RoutesAnswer
from queries.routes.avoid import Verdict, verdict
from queries.routes.avoid.rules import claims_behind
from queries.routes.best import Route, all_routes
from queries.routes.costs import STRONGEST, Cost
from queries.routes.describe import describe
from queries.routes.engine import Case, commodity_of, prepare, refuse_empty, touches_of
from queries.routes.named_route import Step, Stop, steps_of, stops_of
from queries.routes.question import MOST_ROUTES, Question

if TYPE_CHECKING:
    from graph.store.view import Reader


_COURSES = "MATCH (c:Claim {type: 'leg'}) WHERE c.id IN $claims RETURN c.id AS claim ORDER BY claim"


@dataclass(frozen=True, slots=True)
class Judged:
    """One leg of a step: ``verdict`` None where it may be used, else the rule; ``claims`` say who states it."""

    leg: Leg
    verdict: Verdict | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the named route with the judgement of every leg that makes it."""

    step: Step
    judged: tuple[Judged, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of the legs may be used."""
        return any(one.verdict is None for one in self.judged)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer: the steps in order, and where nothing excludes the route its place among all and the best ones."""

    answer: RoutesAnswer
    """The question between the ends of the named route; its routes are the ones before the named one, at most three."""
    stops: tuple[Stop, ...]
    reasons: tuple[Reason, ...]
    route: RouteFound | None = None
    rank: int | None = None
    """1 for the best; None where it is excluded or stands beyond the last rank that is counted."""

    @property
    def is_excluded(self) -> bool:
        """Whether the question forbids the route, or the graph lacks one of its legs."""
        return not all(one.is_open for one in self.reasons)


def courses_of(store: Reader, claims: Set[str]) -> frozenset[str]:
    """Give those of some claims that tell where a leg runs: what rules about places rest on."""
    return frozenset(row["claim"] for row in store.read(_COURSES, {"claims": sorted(claims)}))


def why_not(material: Material, question: Question, named: Sequence[str]) -> WhyNot:
    """Explain what keeps a named route from being the answer; the ends of ``question`` are those of the route.

    Raises:
        UnknownName: nobody bears a name, or several do.
        UsageError: the stops are no route, or the question cannot be answered as asked.
    """
    refuse_empty(material)
    names = names_of(material)
    network = network_on(material, commodity_of(material, names, question.commodity), question.as_of)
    stops = stops_of(names, network, named)
    case = prepare(material, replace(question, start=stops[0].id, goal=stops[-1].id))
    reasons = tuple(_judge(case, step) for step in steps_of(case.network, stops))
    answer = RoutesAnswer(
        case.question, case.network, case.start, case.goal, notes=case.notes, rules_in_words=case.rules_in_words
    )
    if not all(one.is_open for one in reasons):
        return WhyNot(answer, stops, reasons)
    return _ranked(case, answer, WhyNot(answer, stops, reasons))


def _judge(case: Case, step: Step) -> Reason:
    return Reason(step, tuple(_judged(case, leg) for leg in step.legs))


def _judged(case: Case, leg: Leg) -> Judged:
    found = verdict(leg, case.network, case.rules)
    rule = next((one for one in case.rules if found is not None and one.forbids(leg, case.network)), None)
    claims = claims_behind(rule.condition, leg, case.network) if rule else leg.state.claims
    return Judged(leg, found, tuple(dict.fromkeys(claims)))


def _ranked(case: Case, answer: RoutesAnswer, found: WhyNot) -> WhyNot:
    """Find the named route among all routes between its ends."""
    sites = [found.reasons[0].step.start, *(one.step.end for one in found.reasons)]
    usable = [frozenset(one.leg.id for one in reason.judged if one.verdict is None) for reason in found.reasons]
    ends = Between(frozenset(sites[:1]), frozenset(sites[-1:]))
    legs = {leg.id: leg for leg in case.usable}
    own: Route = min(_choices(legs, usable), key=lambda route: (_cost(case, route).key(case.question.by), _ids(route)))
    touches = touches_of(case)
    named = describe(own, case.network, touches)
    before: list[Route] = []
    ranked = all_routes(case.usable, ends, case.question.by, case.limits, case.strengths)
    for place, route in enumerate(islice(ranked, MOST_ROUTES), start=1):
        case.orders.check_route(route, ends)
        if _ids(route) == _ids(own):
            return replace(found, answer=_with(case, answer, before), route=named, rank=place)
        before.append(route)
    return replace(found, answer=_with(case, answer, before), route=named)


def _with(case: Case, answer: RoutesAnswer, before: Sequence[Route]) -> RoutesAnswer:
    touches = touches_of(case)
    return replace(answer, routes=tuple(describe(route, case.network, touches) for route in before[:3]))


def _choices(legs: dict[str, Leg], usable: Sequence[frozenset[str]]) -> list[Route]:
    """Give the named route over every choice of parallel legs; each step is chosen alone where modes do not matter."""
    routes: list[Route] = [()]
    for step in usable:
        routes = [(*route, legs[key]) for route in routes for key in sorted(step)][:MOST_ROUTES]
    return routes


def _cost(case: Case, route: Route) -> Cost:
    cost = Cost(narrowest=case.limits.get(route[0].start, float("inf")))
    for leg in route:
        limit = case.limits.get(leg.end, float("inf"))
        cost = cost.plus(leg, limit, case.strengths.get(leg.id, STRONGEST))
    return cost


def _ids(route: Route) -> tuple[str, ...]:
    return tuple(leg.id for leg in route)
