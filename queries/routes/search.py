"""Loopless routes in the order of their cost, by Lawler's partition over a graph whose distances to the goal are known.

A node is a site, or a site with what a route remembers there (the mode that it came by, how many of the places to
pass lie behind it). One backward search gives every node its exact least cost to a destination. Each subproblem, "the
routes that begin so and do not go on so", has a lower bound from that at once, and is solved only when it comes first:
by following the tree where this meets no site again, else by a search that the distances guide.

E. L. Lawler, "A procedure for computing the k best solutions to discrete optimization problems and its application to
the shortest path problem", Management Science 18 (1972); J. Y. Yen, "Finding the k shortest loopless paths in a
network", Management Science 17 (1971).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from graph.errors import TrunklineError

Arc = tuple[int, int, int]  # cost (above zero), number of the leg, node at its end
MOST_PARTS = 1_000_000  # subproblems; only --via can need so many, as a walk past a place may have to cross itself


@dataclass(slots=True)
class SearchGraph:
    """Arcs by node, each list in the order of the legs; goals have no arcs. Arc costs are above zero."""

    site: list[int] = field(default_factory=list)
    """The site of every node."""
    out: list[list[Arc]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    goals: set[int] = field(default_factory=set)

    def rest(self) -> list[int | None]:
        """Give the least cost from every node to a goal, None where there is no way."""
        into: list[list[tuple[int, int]]] = [[] for _ in self.out]
        for node, arcs in enumerate(self.out):
            for cost, _, head in arcs:
                into[head].append((cost, node))
        done: list[int | None] = [None] * len(self.out)
        best: dict[int, int] = dict.fromkeys(self.goals, 0)
        queue = [(0, goal) for goal in sorted(self.goals)]
        while queue:
            so_far, node = heappop(queue)
            if done[node] is not None:
                continue
            done[node] = so_far
            for cost, tail in into[node]:
                reached = so_far + cost
                if done[tail] is None and reached < best.get(tail, reached + 1):
                    best[tail] = reached
                    heappush(queue, (reached, tail))
        return done


@dataclass(frozen=True, slots=True)
class Way:
    """Nodes and the legs between them, with their cost so far."""

    nodes: tuple[int, ...]
    legs: tuple[int, ...] = ()
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """All routes that begin with ``begun`` and do not go on with a leg in ``barred``; ``whole`` is the best of them."""

    begun: Way
    barred: frozenset[int] = frozenset()
    whole: Way | None = None


class RankedRoutes:
    """Yields the loopless routes of a graph, cheapest first, equal ones by their legs."""

    def __init__(self, graph: SearchGraph) -> None:
        self.graph = graph
        self.rest = graph.rest()
        self._queue: list[tuple[int, tuple[int, ...], int, Part]] = []
        self._serial = count()

    def __iter__(self) -> Iterator[Way]:
        for start in self.graph.starts:
            self._add(Part(Way((start,))))
        parts = 0
        while self._queue:
            _, _, parts, part = heappop(self._queue)
            if part.whole is not None:
                yield part.whole
                self._partition(part, part.whole)
                continue
            if parts > MOST_PARTS:
                raise TrunklineError("The routes that pass these places are too many to be ranked; ask for fewer.")
            self._solve(part)

    def _add(self, part: Part) -> None:
        """Queue a part with its lower bound; one without any way on is dropped."""
        bound = min((step[0] for step in self._onward(part)), default=None)
        if bound is not None:
            heappush(self._queue, (part.begun.cost + bound, part.begun.legs, next(self._serial), part))

    def _onward(self, part: Part) -> Iterator[tuple[int, Arc]]:
        site, rest = self.graph.site, self.rest
        seen = {site[node] for node in part.begun.nodes}
        for arc in self.graph.out[part.begun.nodes[-1]]:
            left = rest[arc[2]]
            if left is not None and arc[1] not in part.barred and site[arc[2]] not in seen:
                yield arc[0] + left, arc

    def _partition(self, part: Part, route: Way) -> None:
        """Split what is left of a part when its best route is taken out."""
        begun, barred = part.begun, part.barred
        for place in range(len(begun.legs), len(route.legs)):
            self._add(Part(begun, barred | {route.legs[place]}))
            begun, barred = self._step(begun, route.legs[place], route.nodes[place + 1]), frozenset()

    def _step(self, way: Way, leg: int, head: int) -> Way:
        cost = next(arc[0] for arc in self.graph.out[way.nodes[-1]] if arc[1] == leg and arc[2] == head)
        return Way((*way.nodes, head), (*way.legs, leg), way.cost + cost)

    def _solve(self, part: Part) -> None:
        whole = self._along_the_tree(part) or self._around(part)
        if whole is None:
            return
        if self._is_loopless(whole):
            entry = (whole.cost, whole.legs, next(self._serial), Part(part.begun, part.barred, whole))
            heappush(self._queue, entry)
            return
        for _, arc in self._onward(part):  # only where nodes remember something can the cheapest way cross itself
            self._add_grown(self._step(part.begun, arc[1], arc[2]))

    def _add_grown(self, way: Way) -> None:
        if way.nodes[-1] in self.graph.goals:
            heappush(self._queue, (way.cost, way.legs, next(self._serial), Part(way, whole=way)))
        else:
            self._add(Part(way))

    def _is_loopless(self, way: Way) -> bool:
        sites = [self.graph.site[node] for node in way.nodes]
        return len(set(sites)) == len(sites)

    def _along_the_tree(self, part: Part) -> Way | None:
        """Follow the least costs; None where that meets a site again."""
        site, out, rest = self.graph.site, self.graph.out, self.rest
        least, arc = min(self._onward(part), key=lambda step: (step[0], step[1][1]))
        nodes, legs = [*part.begun.nodes, arc[2]], [*part.begun.legs, arc[1]]
        seen = {site[node] for node in nodes}
        while (node := nodes[-1]) not in self.graph.goals:
            left = rest[node]
            arc = next(arc for arc in out[node] if (on := rest[arc[2]]) is not None and arc[0] + on == left)
            if site[arc[2]] in seen:
                return None
            seen.add(site[arc[2]])
            nodes.append(arc[2])
            legs.append(arc[1])
        return Way(tuple(nodes), tuple(legs), part.begun.cost + least)

    def _around(self, part: Part) -> Way | None:
        """Find the cheapest way on that meets no site of the beginning; of equal ones the first by its legs."""
        first = part.begun.nodes[-1]
        barred_sites = {self.graph.site[node] for node in part.begun.nodes}
        so_far, came, least = {first: 0}, dict[int, list[tuple[int, int]]](), None
        queue = [(0, first)]
        done: set[int] = set()
        while queue and (least is None or queue[0][0] <= least):
            bound, node = heappop(queue)
            if node in done:
                continue
            done.add(node)
            if node in self.graph.goals:
                least = bound if least is None else least
                continue
            for cost, leg, head in self.graph.out[node]:
                left = self.rest[head]
                if left is None or self.graph.site[head] in barred_sites or (node == first and leg in part.barred):
                    continue
                reached = so_far[node] + cost
                if head not in so_far or reached < so_far[head]:
                    so_far[head], came[head] = reached, [(node, leg)]
                    heappush(queue, (reached + left, head))
                elif reached == so_far[head]:
                    came[head].append((node, leg))
        if least is None:
            return None
        return self._first_of(
            part.begun, {goal for goal in done & self.graph.goals if so_far[goal] == least}, came, least
        )

    def _first_of(self, begun: Way, ends: set[int], came: dict[int, list[tuple[int, int]]], least: int) -> Way:
        """Of the cheapest ways on take the one whose legs come first."""
        onward: dict[int, list[tuple[int, int]]] = {}
        waiting, seen = sorted(ends), set(ends)
        while waiting:
            head = waiting.pop()
            for node, leg in came.get(head, ()):
                onward.setdefault(node, []).append((leg, head))
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
        nodes, legs = list(begun.nodes), list(begun.legs)
        while nodes[-1] not in ends:
            leg, head = min(onward[nodes[-1]])
            nodes.append(head)
            legs.append(leg)
        return Way(tuple(nodes), tuple(legs), begun.cost + least)
