"""The route engine on large networks beside igraph: figures of one run; the reference graph is in ``route_answers``.

python -m benchmarks.route_figures [SITES]        20000 unless told; legs are three times as many
"""

from __future__ import annotations

import resource
import sys
import time

import igraph

from benchmarks.measure import line, median_seconds
from benchmarks.route_networks import made_up
from queries.network.compiled import SCALE, Compiled, compile_network
from queries.routes.best_on_arrays import best_on_arrays
from queries.routes.flow_on_arrays import FlowOnArrays, assets_of

AVOID = ("C20", "C31", "C45")
ENDS = 20  # sites at either end
REPEATED = 40  # closures for which igraph is asked; its time for all of them follows


def main() -> None:
    sites = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    started = time.perf_counter()
    network = made_up(sites, 3 * sites)
    built = time.perf_counter()
    arrays = compile_network(network)
    print(
        f"{sites} sites, {3 * sites} legs: network {built - started:.2f} s, arrays {time.perf_counter() - built:.2f} s"
    )
    origins = [arrays.sites[number] for number in range(ENDS)]
    goals = [arrays.sites[number] for number in range(sites - ENDS, sites)]
    peer = peer_of(arrays, origins, goals)
    flows(arrays, origins, goals, peer)
    best(arrays, peer)
    close(arrays, origins, goals, peer)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most, both engines")


def peer_of(arrays: Compiled, origins: list[str], goals: list[str]) -> igraph.Graph:
    """Give igraph the plain problem: the same legs, no filters, no limits of sites, one source and one sink."""
    count = len(arrays.sites)
    graph = igraph.Graph(count + 2, directed=True)
    graph.add_edges(list(zip(arrays.start.tolist(), arrays.end.tolist(), strict=True)))
    graph.add_edges([(count, arrays.number[key]) for key in origins])
    graph.add_edges([(arrays.number[key], count + 1) for key in goals])
    graph["capacity"] = [one / SCALE for one in arrays.low.tolist()] + [1e6] * (len(origins) + len(goals))
    graph["metres"] = [float(one) for one in arrays.metres.tolist()] + [0.0] * (len(origins) + len(goals))
    return graph


def flows(arrays: Compiled, origins: list[str], goals: list[str], peer: igraph.Graph) -> None:
    count = len(arrays.sites)
    ours = median_seconds(lambda: FlowOnArrays(arrays, arrays.usable(AVOID), origins, goals).solve())
    plain = median_seconds(lambda: FlowOnArrays(arrays, arrays.usable(), origins, goals).solve())
    theirs = median_seconds(lambda: peer.maxflow_value(count, count + 1, peer["capacity"]))
    line("greatest flow, three countries avoided, limits of sites", ours, "igraph, plain", theirs)
    line("greatest flow, nothing avoided, limits of sites", plain, "igraph, plain", theirs)


def best(arrays: Compiled, peer: igraph.Graph) -> None:
    start, goal = 0, len(arrays.sites) // 2
    usable = arrays.usable()
    ends = [arrays.sites[start]], [arrays.sites[goal]]
    ours = median_seconds(lambda: best_on_arrays(arrays, usable, *ends, 10), 5)
    theirs = median_seconds(lambda: peer.get_k_shortest_paths(start, goal, 10, weights=peer["metres"]), 3)
    line("10 best routes", ours, "igraph", theirs)


def close(arrays: Compiled, origins: list[str], goals: list[str], peer: igraph.Graph) -> None:
    """Close every asset once; igraph solves anew with the legs of one asset at zero."""
    count = len(arrays.sites)
    things = assets_of(arrays)
    flow = FlowOnArrays(arrays, arrays.usable(), origins, goals)
    ours = median_seconds(lambda: flow.close_each(things), 1 if count > 50_000 else 3)
    some = list(things.values())[:: max(1, len(things) // REPEATED)]

    def repeat() -> None:
        for legs in some:
            capacity = list(peer["capacity"])
            for leg in legs.tolist():
                capacity[leg] = 0.0
            peer.maxflow_value(count, count + 1, capacity)

    theirs = median_seconds(repeat, 1) * len(things) / len(some)
    line(f"close each of {len(things)} assets", ours, f"igraph, {len(some)} of them scaled to all", theirs)


if __name__ == "__main__":
    main()
