"""The route engine on large networks beside igraph: figures of one run; the reference graph is in ``route_answers``.

python -m benchmarks.route_figures [SITES]        20000 unless told; legs are three times as many

What is measured is what the commands call. igraph gets the plain problem: the same legs, no limits of sites.
"""

from __future__ import annotations

import resource
import sys
import time

import igraph

from benchmarks.measure import line, median_seconds
from benchmarks.route_networks import made_up
from queries.network.model import Between, Leg, Network
from queries.routes.best import best_routes
from queries.routes.closures import Extent, closures
from queries.routes.flow import flow_range
from queries.routes.flow_problem import Limits, Part, Problem, Reading, build_problem, on_the_way
from queries.routes.max_flow import solve

ENDS = 20  # sites at either end
REPEATED = 40  # closures for which igraph is asked; its time for all of them follows


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    started = time.perf_counter()
    network = made_up(count, 3 * count)
    print(f"{count} sites, {3 * count} legs: network {time.perf_counter() - started:.2f} s")
    sites = list(network.sites)
    between = Between(frozenset(sites[:ENDS]), frozenset(sites[-ENDS:]))
    peer = Peer(network, between)
    used = on_the_way(network.legs, between)
    problem = build_problem(used, network.sites, between, Limits(), Reading())
    flows(network, between, problem, peer)
    best(network, sites[0], sites[count // 2], peer)
    close(problem, used, peer)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most, both engines")


class Peer:
    """The same legs in igraph, with a source and a sink of their own."""

    def __init__(self, network: Network, between: Between) -> None:
        self.number = {key: place for place, key in enumerate(network.sites)}
        self.places = {leg.id: place for place, leg in enumerate(network.legs)}
        self.source = len(self.number)
        self.legs, self.between = network.legs, between
        self.graph = self.laid_out()
        self.capacity = self.capacities(high=False)
        self.metres = [leg.metres or 0.0 for leg in self.legs] + [0.0] * (len(self.capacity) - len(self.legs))

    def laid_out(self) -> igraph.Graph:
        number = self.number
        graph = igraph.Graph(self.source + 2, directed=True)
        edges = [(number[leg.start], number[leg.end]) for leg in self.legs]
        edges += [(self.source, number[key]) for key in sorted(self.between.origins)]
        edges += [(number[key], self.source + 1) for key in sorted(self.between.goals)]
        graph.add_edges(edges)
        return graph

    def capacities(self, *, high: bool) -> list[float]:
        known = (leg.capacity for leg in self.legs)
        ends = len(self.between.origins) + len(self.between.goals)
        return [(one.high if high else one.low) if one else 1e6 for one in known] + [1e6] * ends

    def flow(self, graph: igraph.Graph, capacity: list[float]) -> float:
        return float(graph.maxflow_value(self.source, self.source + 1, capacity))

    def whole(self) -> tuple[float, float]:
        graph = self.laid_out()
        return self.flow(graph, self.capacities(high=False)), self.flow(graph, self.capacities(high=True))


def flows(network: Network, between: Between, problem: Problem, peer: Peer) -> None:
    ours = median_seconds(lambda: solve(problem), 7)
    theirs = median_seconds(lambda: peer.flow(peer.graph, peer.capacity), 7)
    line("greatest flow and its cut, graph laid out before, limits of sites", ours, "igraph, value only", theirs)
    ours = median_seconds(lambda: flow_range(network.legs, network.sites, between), 3)
    theirs = median_seconds(peer.whole, 3)
    line("flow at both ends from a list of legs: ways, layout, flow on every leg, cut", ours, "igraph, values", theirs)


def best(network: Network, start: str, goal: str, peer: Peer) -> None:
    ends = Between(frozenset([start]), frozenset([goal]))
    number = peer.number
    ours = median_seconds(lambda: best_routes(network.legs, ends, 10), 3)
    theirs = median_seconds(
        lambda: peer.graph.get_k_shortest_paths(number[start], number[goal], 10, weights=peer.metres), 3
    )
    line("10 best routes, from a list of legs", ours, "igraph, graph laid out before", theirs)


def close(problem: Problem, used: list[Leg], peer: Peer) -> None:
    """Close every asset once; igraph solves anew with the legs of one asset at zero."""
    legs_of: dict[str, set[str]] = {}
    for leg in used:
        for asset in leg.assets:
            legs_of.setdefault(asset, set()).add(leg.id)
    things = {Part("asset", key): frozenset(legs) for key, legs in sorted(legs_of.items())}
    ours = median_seconds(lambda: closures(problem, things, Extent(size=1)), 1)
    some = list(things.values())[:: max(1, len(things) // REPEATED)]

    def repeat() -> None:
        for legs in some:
            capacity = list(peer.capacity)
            for leg in legs:
                capacity[peer.places[leg]] = 0.0
            peer.flow(peer.graph, capacity)

    theirs = median_seconds(repeat, 1) * len(things) / len(some)
    line(f"close each of {len(things)} assets", ours, f"igraph, {len(some)} of them scaled to all", theirs)


if __name__ == "__main__":
    main()
