"""What flows when some arcs of a problem are closed: each set is looked at once, and few need a whole solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from queries.routes.flow_problem import SCALE, Pool, Problem, taken_in
from queries.routes.max_flow import Solution, solve
from queries.routes.rerouting import Detour, Residual

Closed = frozenset[int]


@dataclass(frozen=True, slots=True)
class State:
    """A greatest flow with some arcs closed; ``total`` in the unit of the network."""

    total: float
    flows: Sequence[float]


class ClosedFlows:
    """The greatest flow of a limited problem, and what closing arcs (by number) takes from it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._plain = solve(problem)
        self._states = {Closed(): self._within_pools(problem, self._plain)}
        self._losses = {Closed(): 0.0}

    @property
    def before(self) -> float:
        """What flows with nothing closed."""
        return self._states[Closed()].total

    def state(self, closed: Closed) -> State:
        """Give a greatest flow without the closed arcs: the first one, where that uses none of them."""
        if closed not in self._states:
            self._states[closed] = self._solved(closed) if self._carries(closed) else self._states[Closed()]
        return self._states[closed]

    def loss(self, closed: Closed) -> float:
        """Give what is lost: by a search near the closed arcs, or by a whole solution where that leads too far."""
        if closed not in self._losses:
            near = self._near(closed) if self._carries(closed) else 0
            self._losses[closed] = self.before - self.state(closed).total if near is None else near / SCALE
        return self._losses[closed]

    def _carries(self, closed: Closed) -> bool:
        flows = self._states[Closed()].flows
        return any(flows[arc] for arc in closed)

    def _near(self, closed: Closed) -> int | None:
        """Send what the closed arcs carried round them; None where that breaks a capacity that several legs share."""
        if closed in self._states or self._states[Closed()].flows is not self._plain.flows:
            return None
        found = self._residual.detour(sorted(closed), whole=bool(self.problem.pools))
        return found.lost if found and all(self._holds(pool, found.flows) for pool in self._touched(found)) else None

    def _touched(self, detour: Detour) -> set[Pool]:
        return {pool for arc in detour.flows for pool in self._pools.get(arc, ())}

    def _holds(self, pool: Pool, changed: Mapping[int, int]) -> bool:
        flows = {arc: changed.get(arc, self._plain.flows[arc]) for arc in pool.arcs}
        return taken_in(self.problem, pool.arcs, flows) <= pool.amount

    @cached_property
    def _pools(self) -> dict[int, list[Pool]]:
        """The shared capacities that every arc takes part in."""
        found: dict[int, list[Pool]] = {}
        for pool in self.problem.pools:
            for arc in pool.arcs:
                found.setdefault(arc, []).append(pool)
        return found

    @cached_property
    def _residual(self) -> Residual:
        return Residual(self.problem, self._plain.flows)

    def _solved(self, closed: Closed) -> State:
        capacity = [0 if arc in closed else known for arc, known in enumerate(self.problem.capacity)]
        left = replace(self.problem, capacity=capacity)
        return self._within_pools(left, solve(left))

    @staticmethod
    def _within_pools(problem: Problem, plain: Solution) -> State:
        if all(taken_in(problem, pool.arcs, plain.flows) <= pool.amount for pool in problem.pools):
            return State(plain.total / SCALE, plain.flows)
        from queries.routes.shared_flow import solve_shared

        shared = solve_shared(problem)
        return State(float(shared.total / SCALE), shared.flows)
