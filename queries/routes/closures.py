"""What closing things costs: every single one, and the worst pairs and triples, exactly.

A closing is a set of legs. Two facts keep the work small. A thing whose legs carry nothing in one greatest flow costs
nothing when closed: that flow survives. And a set costs more than a part of it only if one of the rest carries
something in a greatest flow of what the part leaves. So every costly set grows, thing by thing, out of things that
carry. A set is worth telling only if it costs more than each part of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from time import monotonic
from typing import TypeVar

from queries.routes.closed_flows import ClosedFlows
from queries.routes.closure_groups import grouped, members
from queries.routes.flow import ORDER
from queries.routes.flow_problem import SCALE, Part, Problem, is_unlimited

MOST_SETS = 1000  # sets that are looked at for groups of equals
LEAST = 0.5 / SCALE  # differences below half a millionth of the unit are none


@dataclass(frozen=True, slots=True)
class Extent:
    """How far to search: sets of up to ``size`` things, for ``seconds`` at most; of them the worst ``most`` groups.

    Sets of equal loss whose things stand for one another are one group.
    """

    size: int = 2
    most: int = 10
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Closure:
    """Some things closed together: what still flows, and what is lost; amounts in the unit of the network.

    At the low end of all capacities, and at the high end where that was asked for and something known limits it.
    """

    closed: tuple[Part, ...]
    left: float
    loss: float
    left_high: float | None = None
    loss_high: float | None = None

    @property
    def costs(self) -> bool:
        """Whether anything is lost at either end."""
        return self.loss > 0 or (self.loss_high or 0.0) > 0


@dataclass(frozen=True, slots=True)
class Surprise:
    """Things that lose more together than the sum of what each of them loses alone, at the end that decides."""

    closure: Closure
    alone: float


Told = TypeVar("Told", "Closure", "Surprise")


@dataclass(frozen=True, slots=True)
class Closures:
    """All single closings by loss, the worst sets, and where the single ranking misleads.

    ``complete`` is false where the time ran out: then ``sets`` are the worst found, and none of them is proved worst.
    """

    before: float | None
    singles: tuple[Closure, ...] = ()
    sets: tuple[Closure, ...] = ()
    surprises: tuple[Surprise, ...] = ()
    complete: bool = True
    before_high: float | None = None


def closures(
    problem: Problem,
    things: Mapping[Part, frozenset[str]],
    extent: Extent = Extent(),
    high: Problem | None = None,
) -> Closures:
    """Close every one of ``things`` (ids of legs by thing), and the worst sets of two or more.

    What is worst is decided at the low end; ``high``, the problem at the high end, adds the loss there to what is told.
    Where nothing flows for sure, the high end decides.
    """
    if is_unlimited(problem):
        return Closures(None)
    search = _Search(problem, things, monotonic() + extent.seconds)
    above = _Search(high, things, monotonic() + extent.seconds) if high and not is_unlimited(high) else None
    lead = search if search.before or not above else above
    singles = [lead.closure((one,)) for one in sorted(things, key=_order)]
    found = list(lead.grow(extent.size)) if extent.size > 1 else []
    worst = sorted((one for one in found if len(one.closed) > 1 and lead.adds(one)), key=_rank)
    surprises = _surprises(singles, worst)
    shown = _most(worst, [one.loss for one in worst], extent.most)
    told = _most(surprises, [(one.closure.loss, one.alone) for one in surprises], extent.most)
    return Closures(
        search.before, tuple(sorted((_both(one, search, above) for one in singles), key=_rank)),
        tuple(_both(one, search, above) for one in shown),
        tuple(replace(one, closure=_both(one.closure, search, above)) for one in told), lead.complete,
        above.before if above else None,
    )  # fmt: skip


def _both(one: Closure, search: _Search, above: _Search | None) -> Closure:
    low = search.closure(one.closed)
    if above is None:
        return low
    high = above.closure(one.closed)
    return replace(low, left_high=high.left, loss_high=high.loss)


def _most(ranked: Sequence[Told], costs: Sequence[Hashable], most: int) -> list[Told]:
    """Give those of the first groups of equals, in their order; never more than the first thousand."""
    first = [(_closed(one), cost) for one, cost in zip(ranked[:MOST_SETS], costs, strict=False)]
    kept = {parts for group in grouped(first)[:most] for parts in members(group)}
    return [one for one in ranked[:MOST_SETS] if frozenset(_closed(one)) in kept]


def _closed(one: Closure | Surprise) -> tuple[Part, ...]:
    return one.closed if isinstance(one, Closure) else one.closure.closed


def _order(one: Part) -> tuple[int, str]:
    return (ORDER.index(one.kind), one.id) if one.kind in ORDER else (len(ORDER), one.id)


def _rank(one: Closure) -> tuple[float, float, int, list[tuple[int, str]]]:
    return (-one.loss, -(one.loss_high or 0.0), len(one.closed), [_order(part) for part in one.closed])


def _surprises(singles: Sequence[Closure], sets: Sequence[Closure]) -> list[Surprise]:
    alone = {one.closed[0]: one.loss for one in singles}
    pairs = ((one, sum(alone[part] for part in one.closed)) for one in sets if len(one.closed) == 2)
    found = [Surprise(one, total) for one, total in pairs if one.loss > total + LEAST]
    return sorted(found, key=lambda one: (one.alone - one.closure.loss, _rank(one.closure)))


class _Search:
    """Looks at each set of closed things once, until the time is up."""

    def __init__(self, problem: Problem, things: Mapping[Part, frozenset[str]], deadline: float) -> None:
        self.flows = ClosedFlows(problem)
        self.before = self.flows.before
        self.deadline = deadline
        self.complete = True
        numbers = problem.lines
        self.arcs = {key: frozenset(numbers[leg] for leg in legs if leg in numbers) for key, legs in things.items()}

    def closure(self, parts: tuple[Part, ...]) -> Closure:
        """Close some things."""
        loss = self.flows.loss(self._arcs(parts))
        return Closure(parts, round(self.before - loss, 6), round(loss, 6) if loss > LEAST else 0.0)

    def _arcs(self, parts: Sequence[Part]) -> frozenset[int]:
        return frozenset().union(*(self.arcs[part] for part in parts))

    def grow(self, size: int) -> Iterator[Closure]:
        """Give every set of up to ``size`` things in which each adds to the loss, smaller ones first."""
        level: list[tuple[Part, ...]] = [()]
        for _ in range(size):
            level = list(dict.fromkeys(grown for parts in level for grown in self._grown(parts)))
            yield from (self.closure(parts) for parts in level)

    def _grown(self, parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
        closed = self._arcs(parts)
        flows = self.flows.state(closed).flows
        for thing, arcs in self.arcs.items():
            if monotonic() > self.deadline:
                self.complete = False
                return
            if thing not in parts and any(flows[arc] > LEAST for arc in arcs - closed):
                grown = tuple(sorted((*parts, thing), key=_order))
                if not self._redundant(grown):
                    self.flows.loss(self._arcs(grown))
                    yield grown

    def _redundant(self, parts: tuple[Part, ...]) -> bool:
        """Tell whether one of the things lies wholly within another: closing both is closing the larger."""
        pairs = [(self.arcs[one], self.arcs[other]) for one, other in combinations(parts, 2)]
        return any(one <= other or other <= one for one, other in pairs)

    def adds(self, one: Closure) -> bool:
        """Tell whether a set costs more than it would without any one of its things."""
        parts = combinations(one.closed, len(one.closed) - 1)
        return all(self.closure(part).loss + LEAST < one.loss for part in parts)
