"""A flow question as numbered nodes and arcs with whole capacities.

::

    source ──supply──► origin ──leg──► (site in) ──site──► (site out) ──leg──► goal ──demand──► sink

Every arc remembers which part of the network it stands for. A site with a capacity becomes two nodes, so that its
berths bind all that passes; capacities that several legs share are kept beside the arcs (``Pool``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from queries.network.model import Between, Capacity, Leg, Shared, Site, Volume

Key = TypeVar("Key", str, int)

SCALE = 1_000_000  # capacities become whole numbers of a millionth of the unit


class Part(NamedTuple):
    """What an arc stands for: a ``leg``, a ``site``, a shared ``asset`` or ``strait``, a ``supply`` or a ``demand``."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class EndLimit:
    """What some origins can give together, or some destinations can take."""

    name: str
    sites: frozenset[str]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What binds a flow besides legs and sites; ``spare`` takes off what is used today."""

    shared: tuple[Shared, ...] = ()
    supply: tuple[EndLimit, ...] = ()
    demand: tuple[EndLimit, ...] = ()
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Which end of every range is read, and whether a leg of unknown capacity counts as none.

    At the low end a leg in doubt (perhaps stopped, perhaps forbidden) counts as none.
    """

    high: bool = False
    unknown_is_zero: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """A shared capacity: what ``arcs`` take in, site by site, is at most ``amount``."""

    part: Part
    arcs: tuple[int, ...]
    amount: int


Bearer = Site | Leg | EndLimit | None


@dataclass(slots=True)
class Problem:
    """Arcs from ``start`` to ``end``; a capacity of None does not limit."""

    nodes: int = 2
    source: int = 0
    sink: int = 1
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    capacity: list[int | None] = field(default_factory=list)
    parts: list[Part | None] = field(default_factory=list)
    bearers: list[Bearer] = field(default_factory=list)
    """What the capacity of each arc is read from; None where nothing limits it."""
    lines: dict[str, int] = field(default_factory=dict)
    """The arc of every leg."""
    pools: tuple[Pool, ...] = ()
    unknown: set[Part] = field(default_factory=set)
    """What no source gives a capacity for and what counts as zero for that."""

    entry: dict[int, int] = field(default_factory=dict)
    """The node at which a site is entered, by the one at which it is left, where these are two."""
    shape: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Kept by ``max_flow``: the arcs as it walks them, the same however their capacities are read."""

    def place(self, node: int) -> int:
        """Give one number for both nodes of a site."""
        return self.entry.get(node, node)

    def node(self) -> int:
        """Add a node."""
        self.nodes += 1
        return self.nodes - 1

    def add(self, start: int, end: int, bearer: Bearer = None, part: Part | None = None) -> int:
        """Add an arc and give its number; its capacity is read when all arcs are there."""
        self.start.append(start)
        self.end.append(end)
        self.bearers.append(bearer)
        self.parts.append(part)
        return len(self.start) - 1

    @property
    def endless(self) -> int:
        """More than all limited arcs together: what reaches this has no limit."""
        return sum(one for one in self.capacity if one is not None) + sum(one.amount for one in self.pools) + 1


def build_problem(
    legs: Sequence[Leg], sites: Mapping[str, Site], between: Between, limits: Limits, reading: Reading
) -> Problem:
    """Number the sites on the way and give the arcs; ``legs`` come from ``on_the_way``."""
    problem = Problem()
    places = sorted({key for leg in legs for key in (leg.start, leg.end)} & sites.keys())
    nodes = {key: _site(problem, sites[key]) for key in places}
    problem.lines = {
        leg.id: problem.add(nodes[leg.start][1], nodes[leg.end][0], leg, Part("leg", leg.id)) for leg in legs
    }
    entries = {key: nodes[key][0] for key in places if key in between.origins - between.goals}
    exits = {key: nodes[key][1] for key in places if key in between.goals}
    _join(problem, entries, limits.supply, "supply")
    _join(problem, exits, limits.demand, "demand")
    return reread(problem, limits, reading)


def reread(problem: Problem, limits: Limits, reading: Reading) -> Problem:
    """Give the same nodes and arcs, their capacities read at another end; ``limits`` are those it was built with."""
    unknown: set[Part] = set()
    capacity = [_read(one, limits, reading, unknown) for one in problem.bearers]
    pools = tuple(_pools(problem.lines, limits, reading))
    return replace(problem, capacity=capacity, pools=pools, unknown=unknown)


def _site(problem: Problem, site: Site) -> tuple[int, int]:
    entry = problem.node()
    if site.capacity is None:
        return entry, entry
    leave = problem.node()
    problem.add(entry, leave, site, Part("site", site.id))
    problem.entry[leave] = entry
    return entry, leave


def _read(bearer: Bearer, limits: Limits, reading: Reading, unknown: set[Part]) -> int | None:
    if bearer is None:
        return None
    if isinstance(bearer, EndLimit):
        return round((bearer.high if reading.high else bearer.low) * SCALE)
    if isinstance(bearer, Leg) and bearer.in_doubt and not reading.high:
        return 0
    known = units(bearer.capacity, bearer.use if limits.spare else None, reading.high)
    if known is None and reading.unknown_is_zero and isinstance(bearer, Leg):
        unknown.add(Part("leg", bearer.id))
        return 0
    return known


def _join(problem: Problem, nodes: dict[str, int], bounds: Iterable[EndLimit], kind: str) -> None:
    """Tie the origins to the source, or the destinations to the sink, through what limits them."""
    free = dict(nodes)
    for bound in bounds:
        bound_sites = sorted(bound.sites & nodes.keys())
        if not bound_sites:
            continue
        hub = problem.node()
        ends = (problem.source, hub) if kind == "supply" else (hub, problem.sink)
        problem.add(*ends, bound, Part(kind, bound.name))
        for key in bound_sites:
            node = free.pop(key)
            problem.add(*((hub, node) if kind == "supply" else (node, hub)))
    for node in free.values():
        problem.add(*((problem.source, node) if kind == "supply" else (node, problem.sink)))


def _pools(lines: dict[str, int], limits: Limits, reading: Reading) -> Iterable[Pool]:
    for one in limits.shared:
        arcs = tuple(lines[leg] for leg in one.legs if leg in lines)
        amount = units(one.capacity, one.use if limits.spare else None, reading.high)
        if arcs and amount is not None:
            yield Pool(Part(one.kind, one.id), arcs, amount)


def units(capacity: Capacity | None, use: Volume | None, high: bool) -> int | None:
    """Give one end of a capacity in millionths, less what is used; the ends are chosen so that the range stays one."""
    if capacity is None:
        return None
    amount = capacity.high if high else capacity.low
    if use is not None:
        amount -= use.low if high else use.high
    return max(0, round(amount * SCALE))


def on_the_way(legs: Iterable[Leg], between: Between) -> list[Leg]:
    """Keep the legs that lie on some way from an origin to a destination: a dead end is never to blame."""
    onward = [leg for leg in legs if leg.start not in between.goals and leg.start != leg.end]
    ahead: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for leg in onward:
        ahead.setdefault(leg.start, []).append(leg.end)
        behind.setdefault(leg.end, []).append(leg.start)
    near, far = _reached(between.origins, ahead), _reached(between.goals, behind)
    return [leg for leg in onward if leg.start in near and leg.end in far]


def _reached(starts: Iterable[Key], ways: Mapping[Key, list[Key]]) -> set[Key]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen


def taken_in(problem: Problem, arcs: tuple[int, ...], flows: Sequence[int] | Mapping[int, int]) -> int:
    """Give how much a shared capacity takes in: at each site what leaves by its legs beyond what came by them."""
    net: dict[int, int] = {}
    for arc in arcs:
        start, end = problem.place(problem.start[arc]), problem.place(problem.end[arc])
        net[start] = net.get(start, 0) + flows[arc]
        net[end] = net.get(end, 0) - flows[arc]
    return sum(amount for amount in net.values() if amount > 0)


def is_unlimited(problem: Problem) -> bool:
    """Tell whether some way from the source to the sink passes nothing that limits."""
    pooled = {arc for pool in problem.pools for arc in pool.arcs}
    ways: dict[int, list[int]] = {}
    for arc, capacity in enumerate(problem.capacity):
        if capacity is None and arc not in pooled:
            ways.setdefault(problem.start[arc], []).append(problem.end[arc])
    return problem.sink in _reached([problem.source], ways)
