"""Greatest flow on whole numbers: Dinic's method for small problems, OR-Tools for large ones.

Dinic's is plain Python on purpose: on the reference network one flow takes a fraction of a millisecond, while ``import
ortools`` alone took 0.74 s (networkx 0.54 s) on a machine where a whole answer may take 0.5 s.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from operator import gt

from queries.routes.flow_problem import Problem

LARGE = 5_000  # arcs; from here on the compiled solver is faster, its import included


@dataclass(frozen=True, slots=True)
class Solution:
    """A greatest flow; ``near`` holds what the source still reaches: one side of the smallest cut."""

    total: int
    flows: list[int]
    near: list[bool]


def solve(problem: Problem, below: Solution | None = None) -> Solution:
    """Give a greatest flow of a problem, without regard to its pools.

    ``below`` is a flow on the same arcs that fits within the capacities of this problem too: what it carries stays,
    and only the rest is searched for.
    """
    if len(problem.start) >= LARGE:
        from queries.routes.large_flow import solve_large

        return solve_large(problem)
    endless = problem.endless
    known = [endless if one is None else one for one in problem.capacity]
    before = below.flows if below else [0] * len(known)
    if any(map(gt, before, known)):
        return solve(problem)
    arcs = _arcs(problem, known, before)
    total = arcs.push(problem.source, problem.sink, endless)
    flows = arcs.left[1::2]
    return Solution(total + (below.total if below else 0), flows, arcs.reached(problem.source))


def _arcs(problem: Problem, known: list[int], before: list[int]) -> Arcs:
    """Lay out the arcs, or take the layout of the same arcs from another reading of their capacities."""
    shape = problem.shape
    if len(shape.get("head", ())) != 2 * len(known):
        laid = Arcs(problem.nodes)
        for start, end in zip(problem.start, problem.end, strict=True):
            laid.add(start, end, 0)
        shape["head"], shape["out"] = laid.head, laid.out
    arcs = Arcs()
    arcs.head, arcs.out = shape["head"], shape["out"]
    arcs.left = [one for capacity, flow in zip(known, before, strict=True) for one in (capacity - flow, flow)]
    return arcs


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
        while (level := self._levels(source, sink))[sink] >= 0 and (enough is None or total < enough):
            seen = [0] * len(self.out)
            while amount := self._augment(source, sink, level, seen):
                total += amount
        return total

    def reached(self, source: int) -> list[bool]:
        """Tell which nodes can still be reached: the near side of the smallest cut next to the source."""
        return [level >= 0 for level in self._levels(source)]

    def _levels(self, source: int, sink: int = -1) -> list[int]:
        """Give how many arcs every node is away, -1 where it is not reached; nothing beyond ``sink`` matters."""
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
                    if head[arc] == sink:
                        return level
                    queue.append(head[arc])
        return level

    def _augment(self, source: int, sink: int, level: list[int], seen: list[int]) -> int:
        """Find one way of rising levels and fill it; ``seen`` remembers arcs that lead nowhere in this phase."""
        head, left, out = self.head, self.left, self.out
        way: list[int] = []
        node = source
        while node != sink:
            beyond, arcs = level[node] + 1, out[node]
            for place in range(seen[node], len(arcs)):
                arc = arcs[place]
                if left[arc] > 0 and level[head[arc]] == beyond:
                    seen[node] = place
                    way.append(arc)
                    node = head[arc]
                    break
            else:
                if not way:
                    return 0
                seen[node] = len(arcs)
                node = head[way.pop() ^ 1]
                seen[node] += 1
        amount = min(left[arc] for arc in way)
        for arc in way:
            left[arc] -= amount
            left[arc ^ 1] += amount
        return amount
