"""Greatest flow where several legs share a capacity: a linear programme with an exact proof.

For a shared capacity ``p`` with the legs ``A`` the amount taken in is bounded::

    t[p, s] >= flow on A leaving s - flow on A entering s,   t >= 0,   sum over s of t[p, s] <= capacity of p

Its dual gives every limit a weight; the weighted limits add up to the flow. For plain legs and sites the weights are
0 and 1: the smallest cut. The weights are made fractions, and the one inequality that the proof needs is then brought
about exactly on every arc, so the sum is a true upper bound whatever the solver's rounding; it has to meet the flow.

scipy (HiGHS) is imported only here, and only where plain legs and sites alone would let too much through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import coo_array  # type: ignore[import-untyped]

from queries.routes.flow_problem import SCALE, Part, Problem

FINEST = 5040  # weights are fractions with small denominators; this one has all numbers up to ten as factors
NEAR = 1e-6  # the flow and its proof agree within this, in the unit of the network


@dataclass(frozen=True, slots=True)
class SharedSolution:
    """A greatest flow in millionths, the flow on every arc, and the weights of the limits that prove it."""

    total: Fraction
    flows: list[float]
    weights: dict[Part, Fraction]


def solve_shared(problem: Problem) -> SharedSolution:
    """Give a greatest flow with all shared capacities respected; something has to limit it."""
    table = _Table(problem)
    found = linprog(
        table.gain, A_ub=table.rows(), b_ub=table.most, A_eq=table.balance(), b_eq=np.zeros(problem.nodes - 2),
        bounds=table.bounds, method="highs",
    )  # fmt: skip
    assert found.status == 0, found.message
    total, weights = _proof(problem, table, found.eqlin.marginals, found.ineqlin.marginals)
    assert abs(float(total) / SCALE + found.fun) <= NEAR * max(1.0, abs(found.fun)), "the proof must meet the flow"
    return SharedSolution(total, [float(one) for one in found.x[: len(problem.start)]], weights)


class _Table:
    """The linear programme of a problem: one column an arc, one for every site at which a pool may take in."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.arcs = len(problem.start)
        self.intakes = [(pool, site) for pool in range(len(problem.pools)) for site in self._starts(pool)]
        self.columns = self.arcs + len(self.intakes)
        self.gain = np.zeros(self.columns)
        for arc in range(self.arcs):
            self.gain[arc] -= problem.start[arc] == problem.source
        limits = [None if one is None else one / SCALE for one in problem.capacity]
        self.bounds = [(0.0, one) for one in limits] + [(0.0, None)] * len(self.intakes)
        self.most = np.array([0.0] * len(self.intakes) + [pool.amount / SCALE for pool in problem.pools])

    def _starts(self, pool: int) -> list[int]:
        return sorted({self.problem.place(self.problem.start[arc]) for arc in self.problem.pools[pool].arcs})

    def balance(self) -> coo_array:
        """What enters a node leaves it; the source (0) and the sink (1) have no row."""
        entries = [
            (node - 2, arc, sign)
            for arc in range(self.arcs)
            for node, sign in ((self.problem.start[arc], 1.0), (self.problem.end[arc], -1.0))
            if node > 1
        ]
        return _matrix(entries, (self.problem.nodes - 2, self.columns))

    def rows(self) -> coo_array:
        """One row for every intake, then one for every pool."""
        entries = list(self._intake_entries())
        for place, (pool, _) in enumerate(self.intakes):
            entries.append((len(self.intakes) + pool, self.arcs + place, 1.0))
        return _matrix(entries, (len(self.intakes) + len(self.problem.pools), self.columns))

    def _intake_entries(self) -> Iterator[tuple[int, int, float]]:
        for row, (pool, site) in enumerate(self.intakes):
            yield row, self.arcs + row, -1.0
            for arc in self.problem.pools[pool].arcs:
                if self.problem.place(self.problem.start[arc]) == site:
                    yield row, arc, 1.0
                if self.problem.place(self.problem.end[arc]) == site:
                    yield row, arc, -1.0


def _matrix(entries: list[tuple[int, int, float]], shape: tuple[int, int]) -> coo_array:
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return coo_array((values, (rows, columns)), shape=shape)


def _proof(
    problem: Problem, table: _Table, prices: np.ndarray, intakes: np.ndarray
) -> tuple[Fraction, dict[Part, Fraction]]:
    """Give the weights of the limits and their weighted sum, which no flow can pass.

    With a price for every node (1 at the source, 0 at the sink) and for every intake, a flow is at most the sum of
    capacity times weight if each arc's weight covers the fall of price along it, less the prices of the intakes.
    """
    at = [Fraction(1), Fraction(0), *(_fraction(one) for one in prices)]
    intake = {pair: max(Fraction(0), _fraction(-one)) for pair, one in zip(table.intakes, intakes, strict=False)}
    total, weights = Fraction(0), dict[Part, Fraction]()
    for number, pool in enumerate(problem.pools):
        weight = max((price for (owner, _), price in intake.items() if owner == number), default=Fraction(0))
        total += _put(weights, pool.part, weight) * pool.amount
    shared = _shared_prices(problem, intake)
    for arc, capacity in enumerate(problem.capacity):
        fall = at[problem.start[arc]] - at[problem.end[arc]] - shared.get(arc, Fraction(0))
        if fall > 0:
            part = problem.parts[arc]
            assert capacity is not None and part is not None, "an unlimited arc cannot bear a price"
            total += _put(weights, part, fall) * capacity
    return total, weights


def _put(weights: dict[Part, Fraction], part: Part, weight: Fraction) -> Fraction:
    if weight:
        weights[part] = weight
    return weight


def _shared_prices(problem: Problem, intake: dict[tuple[int, int], Fraction]) -> dict[int, Fraction]:
    """Give for every arc what its pools ask for it: the price at its start less that at its end."""
    found: dict[int, Fraction] = {}
    for number, pool in enumerate(problem.pools):
        for arc in pool.arcs:
            start, end = problem.place(problem.start[arc]), problem.place(problem.end[arc])
            price = intake[number, start] - intake.get((number, end), Fraction(0))
            found[arc] = found.get(arc, Fraction(0)) + price
    return found


def _fraction(value: float) -> Fraction:
    return Fraction(float(value)).limit_denominator(FINEST)
