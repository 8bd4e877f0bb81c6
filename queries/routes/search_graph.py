"""Legs as the arrays that the search runs on: plain lists of whole numbers, in the order of the leg ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from queries.network.model import Between, Leg, Site
from queries.routes.costs import STRONGEST, Packing, Strengths, leg_parts
from queries.routes.search import SearchGraph
from queries.routes.via import Waypoint, passed


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
        return grow(self.legs, self.between, _Ordered(self))


Memory = tuple[str | int, int]


class Remembering(Protocol):
    """What a route remembers as it goes, and what that costs."""

    number: dict[str, int]
    """The number of every site."""

    def start(self, site: str) -> Memory:
        """Give what a route knows where it starts."""

    def step(self, memory: Memory, leg: Leg) -> tuple[int, Memory] | None:
        """Give the cost of a leg and what a route knows after it; None where it may not be taken."""

    def ends(self, memory: Memory) -> bool:
        """Tell whether a route that knows this may end at a destination."""


class _Ordered:
    """Remembers the mode of the last leg, where that matters, and how many places have been passed."""

    def __init__(self, source: _Compiled) -> None:
        self.source, self.number = source, source.number
        self.counts = source.order == "transshipments"

    def start(self, site: str) -> Memory:
        return "", self._passed(0, None, site)

    def step(self, memory: Memory, leg: Leg) -> tuple[int, Memory] | None:
        mode, done = memory
        changes = int(self.counts and mode not in ("", leg.mode))
        return self.source.cost(leg, changes), (leg.mode if self.counts else "", self._passed(done, leg, leg.end))

    def ends(self, memory: Memory) -> bool:
        return memory[1] == len(self.source.points)

    def _passed(self, done: int, leg: Leg | None, site: str) -> int:
        points = self.source.points
        return passed(points, done, leg, self.source.sites[site]) if points else 0


def grow(legs: Sequence[Leg], between: Between, remembering: Remembering) -> SearchGraph:
    """Give the nodes that routes can reach from the origins; a node is a site with what a route remembers there."""
    graph, nodes = SearchGraph(), dict[tuple[str, Memory], int]()
    known: list[tuple[str, Memory]] = []
    leaving: dict[str, list[int]] = {}
    for index, leg in enumerate(legs):
        if leg.start != leg.end and leg.start not in between.goals:
            leaving.setdefault(leg.start, []).append(index)

    def node(site: str, memory: Memory) -> int:
        if (site, memory) not in nodes:
            nodes[site, memory] = len(nodes)
            known.append((site, memory))
            graph.site.append(remembering.number[site])
            if site in between.goals and remembering.ends(memory):
                graph.goals.add(nodes[site, memory])
        return nodes[site, memory]

    graph.starts = [node(site, remembering.start(site)) for site in sorted(between.origins - between.goals)]
    while len(graph.out) < len(known):
        site, memory = known[len(graph.out)]
        steps = ((index, remembering.step(memory, legs[index])) for index in leaving.get(site, ()))
        graph.out.append([(found[0], index, node(legs[index].end, found[1])) for index, found in steps if found])
    return graph
