"""What one more unit of capacity is worth on every part of a cut, and how far that holds.

The worth of a part is ``flow with one more - flow as it is``, computed and not read off the dual of a linear programme,
which is not unique. Only a part that lies on every smallest cut is worth anything: one that ends where the source still
reaches and leads to where the sink is still reached. Where none is, more than one part has to grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from queries.routes.flow import PLAIN, Flow, Worth, solved
from queries.routes.flow_problem import (
    SCALE,
    Limits,
    Part,
    Pool,
    Problem,
    Reading,
    build_problem,
    is_unlimited,
    on_the_way,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.network.model import Between, Leg, Site

ONE = SCALE


def worth_of(
    legs: Sequence[Leg], sites: Mapping[str, Site], between: Between, limits: Limits = PLAIN, *, high: bool = False
) -> tuple[Worth, ...]:
    """Give the worth of every part of the smallest cut, the greatest first, without those worth nothing or in doubt."""
    used = on_the_way(sorted(legs, key=lambda leg: leg.id), between)
    if not used:
        return ()
    problem = build_problem(used, sites, between, limits, Reading(high=high))
    before = solved(problem)
    doubted = {Part("leg", leg.id) for leg in used if leg.in_doubt and not high}  # more of it would be in doubt too
    parts = [part for one in before.cut if (part := Part(one.kind, one.id)) not in doubted]
    found = (_worth(problem, before, part) for part in parts)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.gain, one.kind, one.id)))


def _worth(problem: Problem, before: Flow, part: Part) -> Worth | None:
    assert before.amount is not None
    more = solved(_with(problem, part, ONE)).amount
    gain = (more or 0.0) - before.amount
    if gain < 0.5 / SCALE:
        return None
    freed = _with(problem, part, None)
    most = None if is_unlimited(freed) else solved(freed).amount
    return Worth(part.kind, part.id, round(gain, 6), None if most is None else round(most - before.amount, 6))


def _with(problem: Problem, part: Part, more: int | None) -> Problem:
    """Give the problem with ``more`` capacity on a part, or with no limit there; the line of a leg grows with it."""
    grown = [pool for pool in problem.pools if part in (pool.part, *_legs_of_line(problem, pool))]
    pools = tuple(
        one if one not in grown else replace(one, amount=one.amount + (more or 0))
        for one in problem.pools
        if one not in grown or more is not None
    )
    capacity = [
        (None if more is None or known is None else known + more) if owner == part else known
        for owner, known in zip(problem.parts, problem.capacity, strict=True)
    ]
    return replace(problem, capacity=capacity, pools=pools)


def _legs_of_line(problem: Problem, pool: Pool) -> list[Part | None]:
    return [problem.parts[arc] for arc in pool.arcs] if pool.part.kind == "asset" else []
