"""How the best routes and the greatest flow moved over a period, each step with what changed on its day.

The question is answered on every day on which something may change (``turning``); days on which the network is the same
as before are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from queries.network.model import Capacity, Network, State, as_range
from queries.network.reading import Material
from queries.routes.answer import RoutesAnswer
from queries.routes.disputed import Outcome, outcome_of
from queries.routes.engine import Case, answer_case, prepare
from queries.routes.question import Question
from queries.routes.turning import turning_days


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed: the thing, what is said of it now, and the claims behind that."""

    subject: str
    name: str
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From ``day`` on the answer is ``outcome``; ``causes`` is empty for the first step."""

    day: date
    until: date
    outcome: Outcome
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of an answer over a period, and the answer on its last day."""

    answer: RoutesAnswer
    steps: tuple[Step, ...]


def timeline(material: Material, question: Question, first: date, last: date) -> Timeline:
    """Answer a question over a period; ``as_of`` of the question does not matter.

    Raises:
        UnknownName, UsageError: as ``prepare``.
    """
    found = list(_changed(material, replace(question, k=1, as_of=first), (first, last)))
    ends = [one.day - timedelta(days=1) for one, _ in found[1:]] + [last]
    steps = (replace(step, until=end) for (step, _), end in zip(found, ends, strict=True))
    return Timeline(found[-1][1], tuple(steps))


def _changed(material: Material, question: Question, span: tuple[date, date]) -> Iterator[tuple[Step, RoutesAnswer]]:
    """Give the steps with their answers; networks are compared before anything is computed on them."""
    before = prepare(material, question)
    told = answer_case(before)
    yield Step(span[0], span[1], outcome_of(told), ()), told
    for day in turning_days(material, before.network, span, volumes=question.use != "nominal")[1:]:
        asked = replace(question, as_of=day)
        now = prepare(material, asked)
        if _signature(now) != _signature(before):
            answer = answer_case(now)
            if outcome_of(answer) != outcome_of(told):
                yield (
                    Step(day, span[1], outcome_of(answer), _causes(before, now, {*_used(told), *_used(answer)})),
                    answer,
                )
            told = answer
        before = now


def _signature(case: Case) -> object:
    network = case.network
    return (
        [(leg.id, leg.capacity, leg.metres, leg.state.status) for leg in case.usable],
        [site.capacity for site in network.sites.values()],
        network.shared,
    )


def _causes(old: Case, new: Case, used: set[str]) -> tuple[Cause, ...]:
    """Give what changed of what the answers use or are limited by; all that changed where nothing of it is used."""
    every = [*_states(old.network, new.network), *_capacities(old.network, new.network)]
    telling = [cause for cause, touched in every if touched & used]
    return tuple(dict.fromkeys(telling or [cause for cause, _ in every]))


def _used(answer: RoutesAnswer) -> Iterator[str]:
    flow = answer.flow
    for route in answer.routes:
        yield from (hop.leg.id for hop in route.hops)
        yield from route.sites
    if flow:
        yield from (*flow.low.on, *flow.high.on)
        yield from (part.id for part in (*flow.low.cut, *flow.high.cut))
    yield from (one.leg.id for one in answer.blocked)


def _states(old: Network, new: Network) -> Iterator[tuple[Cause, set[str]]]:
    before = {leg.id: leg.state for leg in old.legs}
    for leg in new.legs:
        was, now = before.get(leg.id), leg.state
        if was and (was.status, was.reason) != (now.status, now.reason):
            told = now if now.status != "operating" or was.status == "operating" else _ended(was)
            yield Cause(told.bearer, new.name(told.bearer), told.reason, told.claims), {leg.id, leg.start, leg.end}


def _ended(was: State) -> State:
    return replace(was, reason=f"no longer {was.status.replace('_', ' ')} ({was.reason})")


def _capacities(old: Network, new: Network) -> Iterator[tuple[Cause, set[str]]]:
    before = dict(_limits(old))
    for key, limit in _limits(new):
        was = before.get(key)
        if was != limit and (was is None or limit is None or (was.low, was.high) != (limit.low, limit.high)):
            says = f"capacity {_words(was)} becomes {_words(limit)} {new.unit}"
            yield Cause(key, new.name(key), says, limit.claims if limit else ()), {key}


def _limits(network: Network) -> Iterator[tuple[str, Capacity | None]]:
    yield from ((site.id, site.capacity) for site in network.sites.values())
    yield from ((leg.id, leg.capacity) for leg in network.legs)
    yield from ((one.id, one.capacity) for one in network.shared)


def _words(limit: Capacity | None) -> str:
    return "unknown" if limit is None else as_range(limit.low, limit.high)
