"""What can be sent round some closed arcs, starting from a greatest flow: a search that stays near them.

Take the flow off the closed arcs. Where it entered them there is now too much, where it left them too little. What the
rest of the network can carry from the first places to the second, along arcs that are not full and back along arcs
that carry (and from the sink to the source, as if the oil went round), is not lost; the remainder is: the loss is the
intake less that amount. This is one greatest flow again, but between neighbours, so few nodes are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from queries.routes.flow_problem import Problem
from queries.routes.max_flow import Arcs

BUDGET = 4000
"""Nodes that one search may look at; beyond it a new solution of the whole is cheaper."""


@dataclass(frozen=True, slots=True)
class Detour:
    """What is lost when arcs are closed, and what then flows on those whose flow changes."""

    lost: int
    flows: dict[int, int]


class Residual:
    """A problem, without its pools, with a greatest flow on its arcs and a way back from the sink to the source.

    Arc ``2 * i`` goes along arc ``i`` of the problem and ``2 * i + 1`` goes back.
    """

    def __init__(self, problem: Problem, flows: Sequence[int]) -> None:
        endless = problem.endless
        capacities = (endless if one is None else one for one in problem.capacity)
        arcs = Arcs(problem.nodes)
        for start, end, capacity, flow in zip(problem.start, problem.end, capacities, flows, strict=True):
            arcs.left[arcs.add(start, end, capacity - flow) + 1] = flow
        round_trip = arcs.add(problem.sink, problem.source, 2 * endless)
        self._never_sent = round_trip + 1  # from the source straight to the sink: what is lost goes that way
        self._arcs, self._head, self._left, self._out = arcs, arcs.head, arcs.left, arcs.out

    def detour(self, closed: Iterable[int], *, whole: bool) -> Detour | None:
        """Give what closing some arcs (by number) costs; None where the search would lead too far.

        Where something is lost, the flows are told only with ``whole``: then it is taken off all the way.
        """
        shut = [arc for arc in closed if self._arcs.flow(2 * arc)]
        spare, short = self._taken_off(shut)
        intake = sum(spare.values())
        blocked = {side for arc in closed for side in (2 * arc, 2 * arc + 1)}
        changed: dict[int, int] = {}
        sent = self._sent(spare, short, blocked, changed)
        if sent is None:
            return None
        if whole and sent < intake:
            changed[self._never_sent] = changed.get(self._never_sent, 0) + intake - sent
            if self._sent(spare, short, blocked, changed) is None:
                return None
            assert not spare, "what cannot be sent round came from the source and went to the sink"
        flows = {arc >> 1: self._arcs.flow(arc) - left for arc, left in changed.items() if not arc & 1}
        return Detour(intake - sent, flows | dict.fromkeys(shut, 0))

    def _taken_off(self, shut: list[int]) -> tuple[dict[int, int], dict[int, int]]:
        net: dict[int, int] = {}
        for arc in shut:
            start, end, flow = self._head[2 * arc + 1], self._head[2 * arc], self._arcs.flow(2 * arc)
            net[start] = net.get(start, 0) + flow
            net[end] = net.get(end, 0) - flow
        return {node: one for node, one in net.items() if one > 0}, {node: -one for node, one in net.items() if one < 0}

    def _sent(
        self, spare: dict[int, int], short: dict[int, int], blocked: set[int], changed: dict[int, int]
    ) -> int | None:
        """Send from where there is too much to where there is too little, one way after another."""
        sent = 0
        while spare:
            way = self._way(spare, short, blocked, changed)
            if way is None:
                return None
            if not way:
                break
            first, last = self._head[way[0] ^ 1], self._head[way[-1]]
            amount = min(spare[first], short[last], *(self._left[arc] + changed.get(arc, 0) for arc in way))
            for arc in way:
                changed[arc] = changed.get(arc, 0) - amount
                changed[arc ^ 1] = changed.get(arc ^ 1, 0) + amount
            _take(spare, first, amount)
            _take(short, last, amount)
            sent += amount
        return sent

    def _way(
        self, spare: dict[int, int], short: dict[int, int], blocked: set[int], changed: dict[int, int]
    ) -> list[int] | None:
        """Find a way by searching from both ends; an empty one where there is none, None where it leads too far."""
        ahead: dict[int, int] = dict.fromkeys(spare, -1)
        behind: dict[int, int] = dict.fromkeys(short, -1)
        near, far = list(spare), list(short)
        while near and far:
            if len(ahead) + len(behind) > BUDGET:
                return None
            if len(near) <= len(far):
                near, met = self._step(near, ahead, behind, blocked, changed, 0)
            else:
                far, met = self._step(far, behind, ahead, blocked, changed, 1)
            if met is not None:
                return self._joined(met, ahead, behind)
        return []

    def _step(  # noqa: PLR0913, PLR0917 - the innermost loop: what it reads is handed over, not looked up
        self, edge: list[int], seen: dict[int, int], other: dict[int, int], blocked: set[int],
        changed: dict[int, int], back: int,
    ) -> tuple[list[int], int | None]:  # fmt: skip
        """Go one arc on from ``edge``, along the arcs or (``back`` 1) against them; stop where the other side was."""
        head, left = self._head, self._left
        found: list[int] = []
        for node in edge:
            for out in self._out[node]:
                beyond, arc = head[out], out ^ back
                if beyond not in seen and arc not in blocked and left[arc] + changed.get(arc, 0) > 0:
                    seen[beyond] = arc
                    if beyond in other:
                        return found, beyond
                    found.append(beyond)
        return found, None

    def _joined(self, met: int, ahead: dict[int, int], behind: dict[int, int]) -> list[int]:
        way: list[int] = []
        node = met
        while (arc := ahead[node]) >= 0:
            way.append(arc)
            node = self._head[arc ^ 1]
        way.reverse()
        node = met
        while (arc := behind[node]) >= 0:
            way.append(arc)
            node = self._head[arc]
        return way


def _take(amounts: dict[int, int], node: int, amount: int) -> None:
    amounts[node] -= amount
    if not amounts[node]:
        del amounts[node]
