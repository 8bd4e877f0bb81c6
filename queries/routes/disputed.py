"""What disputed facts do to an answer: each side of each is tried, and the question is answered again, exactly.

::

    with open_store() as store:
        found = disputed(read_material(store), Question("KZ", "mediterranean", date(2026, 11, 1), avoid=("RU",)))
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from queries.network.model import Network
from queries.network.reading import Material
from queries.network.states import Shipper
from queries.routes.answer import RoutesAnswer
from queries.routes.assumptions import assume
from queries.routes.disputes import Dispute, Side, disputes_of
from queries.routes.ends import shipper_of
from queries.routes.engine import answer_routes, prepare
from queries.routes.question import Question


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer in short: the legs and sites of the best route (none where there is none) and the greatest flow."""

    legs: tuple[str, ...]
    sites: tuple[str, ...]
    low: float | None
    high: float | None
    """None where nothing known limits the flow, or it is not told; 0 where there is no route."""
    told: bool = True
    """False where the answer does not say what can flow; its remarks say why."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One side of a dispute and the answer under it."""

    side: Side
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Effect:
    """A dispute with the answers under its sides."""

    dispute: Dispute
    tried: tuple[Tried, ...]

    @property
    def flips(self) -> bool:
        """Whether the best route depends on who is right."""
        return len({one.outcome.legs for one in self.tried}) > 1

    @property
    def moves(self) -> float:
        """By how much either end of the flow differs between the sides; infinite where one of them has no limit."""
        return max(_spread([one.outcome.low for one in self.tried]), _spread([one.outcome.high for one in self.tried]))


@dataclass(frozen=True, slots=True)
class Disputed:
    """The answer as a range, and every dispute with what it does, the most telling first."""

    answer: RoutesAnswer
    outcome: Outcome
    effects: tuple[Effect, ...]

    @property
    def flips_the_route(self) -> Effect | None:
        """The dispute that decides the best route and moves the flow most, None where none decides it."""
        return next((one for one in self.effects if one.flips), None)

    @property
    def moves_the_flow(self) -> Effect | None:
        """The dispute that moves the flow most, None where none moves it."""
        most = max(self.effects, key=lambda one: one.moves, default=None)
        return most if most and most.moves > 0 else None


def disputed(material: Material, question: Question) -> Disputed:
    """Answer a question under every side of every disputed fact, one at a time, the others left as ranges.

    Raises:
        UnknownName, UsageError: as ``prepare``.
    """
    answer = answer_routes(material, replace(question, k=1))
    held = assume(material, question).material
    plain = replace(question, k=1, trust=None, horizon=None)
    effects = [_effect(held, plain, one) for one in disputes_of(held, *_case(held, plain))]
    return Disputed(answer, outcome_of(answer), tuple(sorted(effects, key=_telling)))


def _case(material: Material, question: Question) -> tuple[Network, Shipper]:
    case = prepare(material, question)
    return case.network, shipper_of(material, case.start)


def _effect(material: Material, question: Question, dispute: Dispute) -> Effect:
    tried = (Tried(side, outcome_of(answer_routes(side.apply(material), question))) for side in dispute.sides)
    return Effect(dispute, tuple(tried))


def _telling(one: Effect) -> tuple[bool, float, str, str]:
    return (not one.flips, -one.moves, one.dispute.kind, one.dispute.subject)


def outcome_of(answer: RoutesAnswer) -> Outcome:
    """Shorten an answer to what is compared."""
    if not answer.routes:
        return Outcome((), (), 0.0, 0.0)
    best, flow = answer.routes[0], answer.flow
    ends = (flow.low.amount, flow.high.amount) if flow else (None, None)
    return Outcome(tuple(hop.leg.id for hop in best.hops), best.sites, *ends, told=flow is not None)


def _spread(amounts: list[float | None]) -> float:
    known = [one for one in amounts if one is not None]
    if len(known) < len(amounts):
        return float("inf") if known else 0.0
    return max(known) - min(known)
