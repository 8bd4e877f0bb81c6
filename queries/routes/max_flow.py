"""Greatest flow on whole numbers: Dinic's method for small problems, OR-Tools for large ones.

Dinic's is plain Python on purpose: on the reference network one flow takes a fraction of a millisecond, while ``import
ortools`` alone took 0.74 s (networkx 0.54 s) on a machine where a whole answer may take 0.5 s.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from queries.routes.flow_problem import Problem

LARGE = 5_000  # arcs; from here on the compiled solver is faster, its import included


@dataclass(frozen=True, slots=True)
class Solution:
    """A greatest flow; ``near`` holds what the source still reaches: one side of the smallest cut."""

    total: int
    flows: list[int]
    near: list[bool]


def solve(problem: Problem) -> Solution:
    """Give a greatest flow of a problem, without regard to its pools."""
    if len(problem.start) >= LARGE:
        from queries.routes.large_flow import solve_large

        return solve_large(problem)
    endless = problem.endless
    arcs = Arcs(problem.nodes)
    for start, end, capacity in zip(problem.start, problem.end, problem.capacity, strict=True):
        arcs.add(start, end, endless if capacity is None else capacity)
    total = arcs.push(problem.source, problem.sink, endless)
    flows = [arcs.flow(2 * number) for number in range(len(problem.start))]
    return Solution(total, flows, arcs.reached(problem.source))


class Arcs:
    """A directed graph in arrays; arc ``i`` and its reverse ``i ^ 1`` are neighbours."""

    def __init__(self, nodes: int = 0) -> None:
        self.head: list[int] = []
        self.left: list[int] = []
        self.out: list[list[int]] = [[] for _ in range(nodes)]

    def node(self) -> int:
        """Add a node."""
        self.out.append([])
        return len(self.out) - 1

    def add(self, start: int, end: int, capacity: int) -> int:
        """Add an arc and give its number."""
        number = len(self.head)
        self.head += (end, start)
        self.left += (capacity, 0)
        self.out[start].append(number)
        self.out[end].append(number + 1)
        return number

    def flow(self, arc: int) -> int:
        """Give what flows on an arc."""
        return self.left[arc ^ 1]

    def push(self, source: int, sink: int, enough: int | None = None) -> int:
        """Push as much as fits from ``source`` to ``sink``, or ``enough``, and give the amount."""
        total = 0
        while (level := self._levels(source))[sink] >= 0 and (enough is None or total < enough):
            seen = [0] * len(self.out)
            while amount := self._augment(source, sink, level, seen):
                total += amount
        return total

    def reached(self, source: int) -> list[bool]:
        """Tell which nodes can still be reached: the near side of the smallest cut next to the source."""
        return [level >= 0 for level in self._levels(source)]

    def _levels(self, source: int) -> list[int]:
        level = [-1] * len(self.out)
        level[source] = 0
        queue = deque([source])
        head, left, out = self.head, self.left, self.out
        while queue:
            node = queue.popleft()
            beyond = level[node] + 1
            for arc in out[node]:
                if left[arc] > 0 and level[head[arc]] < 0:
                    level[head[arc]] = beyond
                    queue.append(head[arc])
        return level

    def _augment(self, source: int, sink: int, level: list[int], seen: list[int]) -> int:
        """Find one way of rising levels and fill it; ``seen`` remembers arcs that lead nowhere in this phase."""
        way: list[int] = []
        node = source
        while node != sink:
            arc = self._next(node, level, seen)
            if arc is not None:
                way.append(arc)
                node = self.head[arc]
            elif way:
                back = way.pop()
                node = self.head[back ^ 1]
                seen[node] += 1
            else:
                return 0
        amount = min(self.left[arc] for arc in way)
        for arc in way:
            self.left[arc] -= amount
            self.left[arc ^ 1] += amount
        return amount

    def _next(self, node: int, level: list[int], seen: list[int]) -> int | None:
        arcs = self.out[node]
        while seen[node] < len(arcs):
            arc = arcs[seen[node]]
            if self.left[arc] > 0 and level[self.head[arc]] == level[node] + 1:
                return arc
            seen[node] += 1
        return None
