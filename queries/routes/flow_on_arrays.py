"""Greatest flow and closures on compiled arrays: for networks of many thousand legs, compiled once and asked often.

Legs and sites bind; capacities that several legs share do not belong here (``queries.routes.flow`` has them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow  # type: ignore[import-untyped]

from queries.network.compiled import UNKNOWN, Compiled, Mask, Numbers
from queries.routes.rerouting import Residual

MOST = 2**62  # amounts are 64-bit numbers


@dataclass(frozen=True, slots=True)
class ArraySolution:
    """A greatest flow in millionths of the unit; None where nothing limits it. ``on`` has one number a leg."""

    total: int | None
    on: Numbers


class FlowOnArrays:
    """Flows between two sets of sites over the usable legs; ``high`` reads the high end of every capacity."""

    def __init__(
        self, arrays: Compiled, usable: Mask, origins: Iterable[str], goals: Iterable[str], *, high: bool = False
    ) -> None:
        self.arrays = arrays
        first, last = arrays.numbers(origins), arrays.numbers(goals)
        first = np.setdiff1d(first, last)
        starts, ends, leave = arrays.flow_arcs
        limits = (arrays.site_high if high else arrays.site_low)[starts[len(arrays.legs) :]]
        self._source, self._sink = int(leave.max()) + 1, int(leave.max()) + 2
        lines = self._lines(usable, last, arrays.high if high else arrays.low)
        self._endless = int(lines.sum()) + int(limits.sum()) + int((lines == UNKNOWN).sum()) + 1
        if self._endless > MOST // max(1, len(first) + len(last)):
            raise OverflowError("the capacities of this network are too large to be added exactly")
        lines[lines == UNKNOWN] = self._endless
        self._tail = np.concatenate([starts, np.full(len(first), self._source), leave[last]])
        self._head = np.concatenate([ends, first, np.full(len(last), self._sink)])
        self._capacity = np.concatenate([lines, limits, np.full(len(first) + len(last), self._endless)])

    def _lines(self, usable: Mask, goals: Numbers, capacity: Numbers) -> Numbers:
        """Give the capacity of every leg: none where it may not be used, leaves a goal or leads back to its start."""
        is_goal = np.zeros(len(self.arrays.sites), dtype=np.bool_)
        is_goal[goals] = True
        shut = ~usable | is_goal[self.arrays.start] | (self.arrays.start == self.arrays.end)
        return np.where(shut, 0, capacity)

    def solve(self, closed: Numbers | None = None) -> ArraySolution:
        """Give a greatest flow, with the legs of some numbers closed."""
        total, flows = self._solved(closed)
        return ArraySolution(total, flows[: len(self.arrays.legs)])

    def _solved(self, closed: Numbers | None = None) -> tuple[int | None, Numbers]:
        capacity = self._capacity
        if closed is not None:
            capacity = capacity.copy()
            capacity[closed] = 0
        solver = max_flow.SimpleMaxFlow()
        arcs = solver.add_arcs_with_capacity(self._tail, self._head, capacity)
        status = solver.solve(self._source, self._sink)
        assert status == solver.OPTIMAL, f"OR-Tools gave {status}"
        total = int(solver.optimal_flow())
        return (None if total >= self._endless else total), solver.flows(arcs)

    def close_each(self, things: Mapping[str, Numbers]) -> dict[str, int]:
        """Give what is lost, in millionths, when each thing (numbers of legs) is closed.

        A thing whose legs carry nothing in one greatest flow costs nothing: that flow survives. For the others what
        they carried is sent round them, near by; only where that leads far the whole is solved again.

        Raises:
            ValueError: nothing limits the flow.
        """
        total, flows = self._solved()
        if total is None:
            raise ValueError("nothing limits the flow, so no loss can be told")
        round_trip = np.array([self._sink]), np.array([self._source]), np.array([2 * self._endless])
        tail, head, capacity = (
            np.concatenate(pair) for pair in zip((self._tail, self._head, self._capacity), round_trip, strict=True)
        )
        residual = Residual(tail, head, capacity, np.concatenate([flows, [0]]))
        return {key: self._loss(legs, residual, total) for key, legs in things.items()}

    def _loss(self, legs: Numbers, residual: Residual, total: int) -> int:
        known = residual.loss(legs.tolist())
        if known is not None:
            return known
        left, _ = self._solved(legs)
        assert left is not None
        return total - left


def assets_of(arrays: Compiled) -> dict[str, Numbers]:
    """Give every asset with its legs, as ``close_each`` takes them."""
    return {key: arrays.touching[key] for key in arrays.assets}
