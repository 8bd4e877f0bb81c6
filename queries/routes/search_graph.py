"""Legs as the arrays that the search runs on: plain lists of whole numbers, in the order of the leg ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from queries.network.model import Between, Leg, Site
from queries.routes.costs import STRONGEST, Packing, Strengths, leg_parts
from queries.routes.search import Arc, SearchGraph
from queries.routes.via import Waypoint, passed

_Memory = tuple[str, int]
"""What a route remembers at a site: the mode it came by (where that matters) and how many places it has passed."""


def compile_legs(  # noqa: PLR0913, PLR0917 - each is a part of one question
    legs: Sequence[Leg], between: Between, order: str, strengths: Strengths,
    points: Sequence[Waypoint] = (), sites: dict[str, Site] | None = None,
) -> SearchGraph:  # fmt: skip
    """Give the search graph of ``legs``, which are sorted by id; ``sites`` is needed where there are places to pass."""
    remembers = order == "transshipments" or bool(points)
    compiled = _Compiled(legs, between, order, strengths, tuple(points), sites or {})
    return compiled.with_memory() if remembers else compiled.plain()


@dataclass(slots=True)
class _Compiled:
    legs: Sequence[Leg]
    between: Between
    order: str
    strengths: Strengths
    points: tuple[Waypoint, ...]
    sites: dict[str, Site]
    number: dict[str, int] = field(init=False)
    packing: Packing = field(init=False)

    def __post_init__(self) -> None:
        names = {key for leg in self.legs for key in (leg.start, leg.end)} | self.between.origins | self.between.goals
        self.number = {key: index for index, key in enumerate(sorted(names))}
        longest = max((leg.metres or 0 for leg in self.legs), default=0)
        nodes = len(names) * (len(self.points) + 1) * (len({leg.mode for leg in self.legs}) + 1)
        self.packing = Packing(self._most(longest), nodes)

    def _most(self, longest: int) -> tuple[int, ...]:
        """Give the most that one leg can add to every part."""
        zero = {"legs": 2, "transshipments": 2, "evidence": 1 + STRONGEST}.get(self.order, 1)  # before the length
        return (*(1 for _ in range(zero)), 1, longest, *(() if self.order == "legs" else (1,)))

    def cost(self, leg: Leg, changes: int = 0) -> int:
        """Give what a leg adds to the cost of a route."""
        return self.packing.pack(leg_parts(leg, self.order, self.strengths.get(leg.id, STRONGEST), changes))

    def plain(self) -> SearchGraph:
        """Every site is one node."""
        number, goals = self.number, self.between.goals
        graph = SearchGraph(list(range(len(number))), [[] for _ in number])
        for index, leg in enumerate(self.legs):
            if leg.start not in goals and leg.start != leg.end:
                graph.out[number[leg.start]].append((self.cost(leg), index, number[leg.end]))
        graph.starts = [number[key] for key in sorted(self.between.origins - goals)]
        graph.goals = {number[key] for key in goals}
        return graph

    def with_memory(self) -> SearchGraph:
        """Every site is a node for each thing that a route can remember there."""
        return _WithMemory(self).graph


class _WithMemory:
    """Grows the nodes that routes can reach, from the origins on."""

    def __init__(self, source: _Compiled) -> None:
        self.source, self.graph = source, SearchGraph()
        self.nodes: dict[tuple[str, _Memory], int] = {}
        self.known: list[tuple[str, _Memory]] = []
        self.leaving: dict[str, list[int]] = {}
        between = source.between
        for index, leg in enumerate(source.legs):
            if leg.start != leg.end and leg.start not in between.goals:
                self.leaving.setdefault(leg.start, []).append(index)
        for key in sorted(between.origins - between.goals):
            self.graph.starts.append(self._node(key, ("", self._passed(0, None, key))))
        while len(self.graph.out) < len(self.nodes):
            site, memory = self.known[len(self.graph.out)]
            self.graph.out.append([self._arc(index, memory) for index in self.leaving.get(site, ())])

    def _passed(self, done: int, leg: Leg | None, site: str) -> int:
        points = self.source.points
        return passed(points, done, leg, self.source.sites[site]) if points else 0

    def _arc(self, index: int, memory: _Memory) -> Arc:
        leg, (mode, done) = self.source.legs[index], memory
        counts = self.source.order == "transshipments"
        head = self._node(leg.end, (leg.mode if counts else "", self._passed(done, leg, leg.end)))
        return self.source.cost(leg, int(counts and mode not in ("", leg.mode))), index, head

    def _node(self, site: str, memory: _Memory) -> int:
        if (site, memory) not in self.nodes:
            self.nodes[site, memory] = len(self.nodes)
            self.known.append((site, memory))
            self.graph.site.append(self.source.number[site])
            if site in self.source.between.goals and memory[1] == len(self.source.points):
                self.graph.goals.add(self.nodes[site, memory])
        return self.nodes[site, memory]
