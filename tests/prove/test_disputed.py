"""Disputed values on random worlds: policies give the ends of the range, and no side of a dispute leaves it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from graph.errors import TrunklineError
from queries.network.properties import texts
from queries.network.reading import Material
from queries.routes.amending import amended, subjects_of
from queries.routes.disputed import Outcome, disputed, outcome_of
from queries.routes.engine import answer_routes, prepare
from queries.routes.policies import policies
from queries.routes.question import Question
from tests.prove.cases import cases
from tests.prove.worlds import DAY, worlds

ASKED = Question("s0", "s5", DAY, k=1, allow_duplicates=True)
rivals = st.lists(st.sampled_from((None, None, 0.0, 0.5, 1.5, 4.0, 6.0)), min_size=30, max_size=30)


def contested(world: Material, others: list[float | None]) -> Material:
    """Let a second source state other capacities, with as much trust as the first."""
    changes: dict[Any, dict[str, Any]] = {}
    for (subject, facts), amount in zip(subjects_of(world), others, strict=False):
        lines = texts(facts, "capacity_history")
        if lines and amount is not None:
            rival = json.dumps({**json.loads(lines[0]), "claim": "r", "low": amount, "high": amount})
            changes[subject] = {"capacity_history": [*lines, rival]}
    return amended(world, changes)


def outcome(world: Material, asked: Question) -> Outcome:
    try:
        return outcome_of(answer_routes(world, asked))
    except TrunklineError:
        assume(False)
        raise


@cases(4)
@given(worlds(), rivals)
def test_policies_give_the_ends_of_the_range(world: Material, others: list[float | None]) -> None:
    read = contested(world, others)
    whole = outcome(read, ASKED)
    least, most = (outcome(read, replace(ASKED, trust=name)) for name in ("lowest", "highest"))
    assert (least.low, least.high) == (whole.low, whole.low)
    assert (most.low, most.high) == (whole.high, whole.high)


@cases(2)
@given(worlds(), rivals, st.sampled_from(sorted(policies())))
def test_every_policy_leaves_one_value_within_the_range(
    world: Material, others: list[float | None], policy: str
) -> None:
    read = contested(world, others)
    whole, picked = outcome(read, ASKED), outcome(read, replace(ASKED, trust=policy))
    assert picked.low == picked.high
    assert within(picked, whole)
    network = prepare(read, replace(ASKED, trust=policy)).network
    limits = [site.capacity for site in network.sites.values()] + [leg.capacity for leg in network.legs]
    assert all(limit.low == limit.high for limit in limits if limit)


@cases(2)
@given(worlds(), rivals)
def test_no_side_of_a_dispute_leaves_the_range(world: Material, others: list[float | None]) -> None:
    read = contested(world, others)
    whole = outcome(read, ASKED)
    for effect in disputed(read, ASKED).effects:
        assert len(effect.tried) > 1
        for tried in effect.tried:
            assert within(tried.outcome, whole), (effect.dispute.subject, tried.side.says)
            again = outcome(tried.side.apply(read), ASKED)
            assert again == tried.outcome


def within(one: Outcome, whole: Outcome) -> bool:
    """Tell whether an answer lies in a range; None stands for no limit."""
    least, most = (float("inf") if end is None else end for end in (whole.low, whole.high))
    low, high = (float("inf") if end is None else end for end in (one.low, one.high))
    return least - 1e-6 <= low <= high <= most + 1e-6
