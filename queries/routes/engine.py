"""Answers a route question: reads the ends and rules, builds the network, finds routes, flow and blocking cut."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from graph.errors import TrunklineError, UnknownName
from queries.names import Names
from queries.network.kept import names_of, network_on
from queries.network.model import Between, Leg, Network
from queries.network.reading import Material, once
from queries.network.states import Shipper
from queries.routes.answer import RoutesAnswer
from queries.routes.assumptions import assume
from queries.routes.avoid import Control, Partial, Rule, Scope, Verdict, avoid_rule, close_rule, only_rule, split
from queries.routes.avoid.rules import doubted
from queries.routes.best import Passing
from queries.routes.blocking import blockers
from queries.routes.check import Orders
from queries.routes.choosing import chosen
from queries.routes.describe import describe
from queries.routes.duplicates.undecided import LooksDoubled
from queries.routes.ends import End, both, shipper_of
from queries.routes.evidence_strength import strengths
from queries.routes.flow import FlowRange, flow_over
from queries.routes.flow_problem import on_the_way
from queries.routes.limits import limits_of
from queries.routes.narrowing import narrowed
from queries.routes.question import Question
from queries.routes.remarks import closings_out_of_force, remarks_on, understood
from queries.routes.touches import Touches
from queries.routes.via import Waypoint, waypoints
from queries.routes.worth import worth_of


@dataclass(frozen=True)
class Case:
    """A question with its names resolved and its legs judged."""

    question: Question
    network: Network
    start: End
    goal: End
    rules: tuple[Rule, ...]
    usable: tuple[Leg, ...]
    blocked: tuple[Verdict, ...]
    control: Control
    orders: Orders
    via: tuple[Waypoint, ...] = ()
    notes: tuple[str, ...] = ()
    """What the question assumes, a line each."""
    rules_in_words: tuple[str, ...] = ()
    """The rules with the names of what they mean, in the order of a sentence."""

    @property
    def between(self) -> Between:
        """The sites that are joined."""
        return Between(self.start.sites, self.goal.sites)

    @cached_property
    def ways(self) -> list[Leg]:
        """The usable legs that lie on some way between the ends, in the order of their ids."""
        return on_the_way(sorted(self.usable, key=lambda leg: leg.id), self.between)

    @property
    def passing(self) -> Passing:
        """The places to pass, in order."""
        return Passing(self.via, self.network.sites)

    @property
    def limits(self) -> dict[str, float]:
        """The capacities of sites, one figure each."""
        return {site.id: site.capacity.value for site in self.network.sites.values() if site.capacity}

    @property
    def strengths(self) -> dict[str, int]:
        """The trust of the weakest statement about each leg; read only where the question is about it."""
        return strengths(self.control.material) if self.question.by == "evidence" or self.question.pareto else {}


def prepare(material: Material, question: Question) -> Case:
    """Resolve the names of a question and judge every leg, under what the question assumes.

    Raises:
        UnknownName: a name that nobody bears, or several do.
        UsageError: a question that cannot be answered as asked.
        TrunklineError: the graph holds no legs.
    """
    refuse_empty(material)
    assumed = assume(material, question)
    material = assumed.material
    names = names_of(assumed.named)
    commodity = commodity_of(material, names, question.commodity)
    typed = (question.start, question.goal)
    start, goal, shipper = once(material, ("ends", *typed, commodity), lambda: _ends(material, names, typed, commodity))
    network = network_on(material, commodity, question.as_of, shipper)
    control = once(material, ("control", question.as_of), lambda: Control(material, question.as_of))
    scope = Scope(names, network, control)
    closings = _closings(replace(scope, option="close", uses="needs the closed"), question)
    if moorings := _moorings(material, closings):
        network = network_on(material, commodity, question.as_of, shipper, moorings)
    network = narrowed(network, [one for one in closings if isinstance(one, Partial)])
    rules = (
        *(avoid_rule(scope, one) for one in question.avoid),
        *(only_rule(scope, one) for one in question.only),
        *(one for one in closings if isinstance(one, Rule)),
    )
    network = doubted(network, rules)
    usable, blocked = split(network, rules)
    shut = tuple(one.term for one in rules if one.option == "close")
    orders = Orders(network, control, names, question.avoid, question.only, shut)
    via = waypoints(names, network, question.via)
    notes = (*assumed.notes, *closings_out_of_force(question))
    said = understood(network, names, question)
    return Case(question, network, start, goal, rules, tuple(usable), tuple(blocked), control, orders, via, notes, said)


def _ends(material: Material, names: Names, typed: tuple[str, str], commodity: str) -> tuple[End, End, Shipper]:
    start, goal = both(material, names, typed, commodity)
    return start, goal, shipper_of(material, start)


def refuse_empty(material: Material) -> None:
    """Raise TrunklineError where the graph holds no legs at all."""
    if not material.of("FLOWS_TO"):
        raise TrunklineError('The graph holds no legs yet: run "trunkline refresh" first.')


def _closings(scope: Scope, question: Question) -> list[Rule | Partial]:
    read = (close_rule(scope, one, question.as_of) for one in question.close)
    return [one for one in read if one is not None]


def _moorings(material: Material, closings: Sequence[Rule | Partial]) -> frozenset[str]:
    """Give the moorings that are closed as a whole: their terminal loads less without them."""
    closed = {one.subject for one in closings if isinstance(one, Rule)}
    return frozenset(one for one in closed & material.entities.keys() if "Mooring" in material.entities[one].labels)


def commodity_of(material: Material, names: Names, typed: str) -> str:
    """Give the id of a commodity. Raises UnknownName, with those that legs carry, where nobody bears the name."""
    carried = {name for one in material.of("FLOWS_TO") for name in one.properties.get("commodity", []) or ()}  # type: ignore[union-attr]
    if typed in carried:
        return typed
    try:
        return names.resolve(typed, ("Commodity",), wanted="commodity").id
    except UnknownName as error:
        error.args = (f"{error} The graph has legs for: {', '.join(sorted(carried))}.",)
        raise


def answer_flow(material: Material, question: Question) -> RoutesAnswer:
    """Give what ``answer_routes`` gives, and what one more unit is worth on every part of the cut.

    Raises:
        UnknownName, UsageError: as ``prepare``.
    """
    return answer_case(prepare(material, question), weighed=True)


def answer_routes(material: Material, question: Question) -> RoutesAnswer:
    """Give the best routes and what all of them carry together; without any route, the legs that block.

    Raises:
        UnknownName, UsageError: as ``prepare``.
    """
    return answer_case(prepare(material, question))


def answer_case(case: Case, *, weighed: bool = False) -> RoutesAnswer:
    """Answer a question that is prepared; ``weighed`` adds what one more unit is worth on the parts of the cut."""
    found, remarks = chosen(case)
    touches = touches_of(case)
    shown = tuple(describe(route, case.network, touches) for route in found)
    try:
        flow = flow_of(case, weighed=weighed) if found and not case.via else None
    except LooksDoubled as error:
        if weighed:
            raise
        flow, remarks = None, (*remarks, f"what they carry together is not told: {error}")
    if flow:
        _check_flow(case, flow.low.on.keys() | flow.high.on.keys())
    blocked = () if found else blockers(case)
    remarks = (*remarks, *remarks_on(case, flow))
    return RoutesAnswer(
        case.question, case.network, case.start, case.goal, shown, flow, blocked, case.notes, remarks=remarks,
        rules_in_words=case.rules_in_words,
    )  # fmt: skip


def flow_of(case: Case, *, weighed: bool = False) -> FlowRange:
    """Give what all routes carry together, within everything that binds a flow; ``weighed`` adds what more is worth."""
    bound = (case.ways, case.network.sites, case.between, limits_of(case))
    found = flow_over(*bound)
    return replace(found, worth=worth_of(*bound)) if weighed else found


def touches_of(case: Case) -> Touches:
    """Give what says where a route still touches an avoided country."""
    avoided = tuple(dict.fromkeys(country for one in case.rules for country in one.countries))
    material, day = case.control.material, case.question.as_of
    return once(material, ("touches", avoided, day), lambda: Touches(material, avoided, day))


def _check_flow(case: Case, used: Set[str]) -> None:
    case.orders.check_legs(leg for leg in case.network.legs if leg.id in used)
