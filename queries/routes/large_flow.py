"""Greatest flow of a large problem by OR-Tools (a push-relabel method in C++)."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow  # type: ignore[import-untyped]

from queries.routes.flow_problem import Problem
from queries.routes.max_flow import Solution

MOST = 2**62  # amounts are 64-bit numbers


def solve_large(problem: Problem) -> Solution:
    """Give a greatest flow of a problem, without regard to its pools.

    Raises:
        OverflowError: the capacities of all arcs together do not fit into 62 bits.
    """
    endless = problem.endless
    if endless > MOST:
        raise OverflowError("the capacities of this network are too large to be added exactly")
    capacity = np.array([endless if one is None else one for one in problem.capacity], dtype=np.int64)
    solver = max_flow.SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(*_ends(problem), capacity)
    status = solver.solve(problem.source, problem.sink)
    assert status == solver.OPTIMAL, f"OR-Tools gave {status}"
    near = np.zeros(problem.nodes, dtype=bool)
    near[solver.get_source_side_min_cut()] = True
    return Solution(solver.optimal_flow(), solver.flows(arcs).tolist(), near.tolist())


def _ends(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Give starts and ends of the arcs, the same arrays however the capacities are read."""
    shape = problem.shape
    if len(shape.get("starts", ())) != len(problem.start):
        shape["starts"] = np.array(problem.start, dtype=np.int64)
        shape["ends"] = np.array(problem.end, dtype=np.int64)
    return shape["starts"], shape["ends"]
