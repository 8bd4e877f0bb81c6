"""The k shortest routes on compiled arrays: for networks of many thousand legs, compiled once and asked often.

The backward search runs in SciPy, whose distances are floats: they are exact as long as every sum stays below 2^53, and
the plain search takes over where it might not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from queries.network.compiled import UNKNOWN, Compiled, Mask, Numbers
from queries.routes.search import Arc, RankedRoutes, SearchGraph

EXACT_BITS = 53  # of a double


def best_on_arrays(
    arrays: Compiled, usable: Mask, origins: Iterable[str], goals: Iterable[str], k: int
) -> list[tuple[int, ...]]:
    """Give the ``k`` best routes over the ``usable`` legs in the order ``distance``, as numbers of legs.

    A route ends at the first of ``goals`` that it meets and visits no site twice; equal ones fall to their legs.
    """
    first, last = arrays.numbers(origins), arrays.numbers(goals)
    starts = [int(one) for one in np.setdiff1d(first, last)]
    if not len(last) or not starts:
        return []
    kept = usable & ~np.isin(arrays.start, last) & (arrays.start != arrays.end)
    graph = _graph(arrays, kept, starts, last)
    return [way.legs for way in islice(RankedRoutes(graph), k)]


def _graph(arrays: Compiled, kept: Mask, starts: list[int], goals: Numbers) -> SearchGraph:
    costs, exact = _costs(arrays, kept)
    out = _Leaving(arrays, kept, costs)
    count = len(arrays.sites)
    common = {"site": range(count), "starts": starts, "goals": {int(one) for one in goals}}
    if exact:
        return _WithDistances(out=out, distances=_distances(arrays, kept, costs, goals), **common)
    return SearchGraph(out=[out[node] for node in range(count)], **common)  # type: ignore[arg-type]


class _WithDistances(SearchGraph):
    """A graph whose distances to the goals are known already."""

    def __init__(self, *, distances: list[int | None], **parts: object) -> None:
        super().__init__(**parts)  # type: ignore[arg-type]
        self._distances = distances

    def rest(self) -> list[int | None]:
        """Give the known distances."""
        return self._distances


class _Leaving:
    """The arcs that leave a node, made when they are first asked for: a search meets few of them."""

    def __init__(self, arrays: Compiled, kept: Mask, costs: list[int] | Numbers) -> None:
        self._arrays, self._kept, self._costs = arrays, kept, costs
        self._made: dict[int, list[Arc]] = {}

    def __getitem__(self, node: int) -> list[Arc]:
        if node not in self._made:
            self._made[node] = list(self._arcs(node))
        return self._made[node]

    def _arcs(self, node: int) -> Iterator[Arc]:
        legs, first = self._arrays.leaving
        for leg in sorted(legs[first[node] : first[node + 1]].tolist()):
            if self._kept[leg]:
                yield int(self._costs[leg]), leg, int(self._arrays.end[leg])


def _costs(arrays: Compiled, kept: Mask) -> tuple[list[int] | Numbers, bool]:
    """Pack idle legs, unmeasured legs, metres and legs into one number; whether its sums are exact as floats."""
    unmeasured = arrays.metres == UNKNOWN
    metres = np.where(unmeasured, 0, arrays.metres)
    most = len(arrays.sites)
    of_legs, of_metres = _bits(most), _bits(most * int(metres[kept].max(initial=0)))
    idle, unknown = int((arrays.idle & kept).any()), int((unmeasured & kept).any())
    of_unmeasured = unknown * _bits(most)
    if of_legs + of_metres + of_unmeasured + idle * _bits(most) < EXACT_BITS:
        high = (arrays.idle.astype(np.int64) << of_unmeasured) + unmeasured if unknown else arrays.idle.astype(np.int64)
        return (((high << of_metres) + metres) << of_legs) + 1, True
    parts = zip(arrays.idle.tolist(), unmeasured.tolist(), metres.tolist(), strict=True)
    packed = [(((i << _bits(most)) + u << of_metres) + m << of_legs) + 1 for i, u, m in parts]
    return packed, False


def _bits(most: int) -> int:
    return max(1, most.bit_length())


def _distances(arrays: Compiled, kept: Mask, costs: list[int] | Numbers, goals: Numbers) -> list[int | None]:
    from scipy.sparse import csr_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import dijkstra  # type: ignore[import-untyped]

    chosen = np.flatnonzero(kept)
    start, end, cost = arrays.start[chosen], arrays.end[chosen], np.asarray(costs)[chosen]
    order = np.lexsort((cost, start, end))
    start, end, cost = start[order], end[order], cost[order]
    least = np.ones(len(order), dtype=np.bool_)  # of parallel legs the cheapest: a matrix would add them up
    least[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    count = len(arrays.sites)
    backward = csr_array((cost[least].astype(np.float64), (end[least], start[least])), shape=(count, count))
    found = dijkstra(backward, indices=goals, min_only=True)
    return [None if one == np.inf else int(one) for one in found.tolist()]
