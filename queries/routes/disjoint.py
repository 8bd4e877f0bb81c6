"""Routes that share no leg, or no site: as many as asked for, together as short as such routes can be.

A flow of one unit a leg (and a site), built up by cheapest augmenting ways: J. W. Suurballe, "Disjoint paths in a
network", Networks 4 (1974), with node potentials as in J. Edmonds and R. M. Karp, Journal of the ACM 19 (1972). Every
cost is above zero, so no flow of least cost holds a circle, and its parts are loopless routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from queries.network.model import Between, Leg
from queries.routes.search import SearchGraph
from queries.routes.search_graph import compile_legs
from queries.routes.widest import Route

KINDS = ("legs", "sites")


def disjoint_routes(legs: Sequence[Leg], between: Between, k: int, kind: str) -> list[Route]:
    """Give up to ``k`` routes that share no leg (``legs``) or no site (``sites``), of least total length.

    Length is that of the order ``distance``: idle legs, then unmeasured ones, then metres; the shortest comes first.
    A site is shared by all where the question starts or ends at this one site only; where it starts at several, every
    route has one of its own.
    """
    ordered = sorted(legs, key=lambda leg: leg.id)
    graph = compile_legs(ordered, between, "distance", {})
    units = _Units(graph, sites=kind == "sites")
    for _ in range(k):
        if not units.augment():
            break
    ways = sorted((cost, way) for cost, way in units.ways())
    return [tuple(ordered[number] for number in way) for _, way in ways]


class _Units:
    """Unit arcs with their reverses (``arc ^ 1``); site ``n`` is entered at node ``2 n`` and left at ``2 n + 1``."""

    def __init__(self, graph: SearchGraph, *, sites: bool) -> None:
        count = len(graph.out)
        self.source, self.sink = 2 * count, 2 * count + 1
        self.head: list[int] = []
        self.room: list[int] = []
        self.cost: list[int] = []
        self.leg: dict[int, int] = {}
        self.out: list[list[int]] = [[] for _ in range(2 * count + 2)]
        self.potential = [0] * len(self.out)
        many = sum(len(arcs) for arcs in graph.out) + 1
        shared = {one for ends in (set(graph.starts), graph.goals) if len(ends) == 1 for one in ends}
        for node in range(count):
            self._add(2 * node, 2 * node + 1, 1 if sites and node not in shared else many, 0)
        for node, arcs in enumerate(graph.out):
            for cost, leg, head in arcs:
                self.leg[self._add(2 * node + 1, 2 * head, 1, cost)] = leg
        for node in graph.starts:
            self._add(self.source, 2 * node, many, 0)
        for node in sorted(graph.goals):
            self._add(2 * node + 1, self.sink, many, 0)

    def _add(self, start: int, end: int, room: int, cost: int) -> int:
        arc = len(self.head)
        self.head += [end, start]
        self.room += [room, 0]
        self.cost += [cost, -cost]
        self.out[start].append(arc)
        self.out[end].append(arc + 1)
        return arc

    def augment(self) -> bool:
        """Send one more unit along the cheapest way; False where none is left."""
        best: dict[int, int] = {self.source: 0}
        came: dict[int, int] = {}
        done: dict[int, int] = {}
        queue = [(0, self.source)]
        while queue:
            so_far, node = heappop(queue)
            if node in done:
                continue
            done[node] = so_far
            for arc in self.out[node]:
                head = self.head[arc]
                reached = so_far + self.cost[arc] + self.potential[node] - self.potential[head]
                if self.room[arc] and head not in done and reached < best.get(head, reached + 1):
                    best[head], came[head] = reached, arc
                    heappush(queue, (reached, head))
        if self.sink not in done:
            return False
        farthest = max(done.values())
        self.potential = [old + done.get(node, farthest) for node, old in enumerate(self.potential)]
        node = self.sink
        while node != self.source:
            arc = came[node]
            self.room[arc] -= 1
            self.room[arc ^ 1] += 1
            node = self.head[arc ^ 1]
        return True

    def ways(self) -> list[tuple[int, tuple[int, ...]]]:
        """Take the flow apart into routes, each with its cost and the numbers of its legs."""
        left = {arc: self.room[arc ^ 1] for arc in range(0, len(self.head), 2) if self.room[arc ^ 1]}
        found = []
        while any(arc in left for arc in self.out[self.source]):
            node, legs, cost = self.source, list[int](), 0
            while node != self.sink:
                arc = min(one for one in self.out[node] if one in left)
                left[arc] -= 1
                if not left[arc]:
                    del left[arc]
                legs += [self.leg[arc]] if arc in self.leg else []
                cost += self.cost[arc]
                node = self.head[arc]
            found.append((cost, tuple(legs)))
        return found
