"""Closings: of a part, for a time, and what they cannot mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import UsageError
from queries.routes.answer import RoutesAnswer
from queries.routes.avoid.closing import Closing, read_closing
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, leg, material, small

GRAPH = material(small())


def ask(**more: Any) -> RoutesAnswer:
    return answer_routes(GRAPH, Question("KZ", "med", DAY, **more))


def amounts(**more: Any) -> tuple[float | None, float | None]:
    flow = ask(**more).flow
    assert flow is not None
    return flow.low.amount, flow.high.amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("btc", Closing("btc")),
        ("btc:50%", Closing("btc", 0.5)),
        ("asset:btc : 0.25", Closing("asset:btc", 0.25)),
        ("leg:e_1", Closing("leg:e_1")),
        ("btc@2026-01-01..2026-03-31", Closing("btc", 1.0, date(2026, 1, 1), date(2026, 3, 31))),
        ("btc:10%@..2026-03-31", Closing("btc", 0.1, None, date(2026, 3, 31))),
        ("btc@2026-01-01..", Closing("btc", 1.0, date(2026, 1, 1), None)),
        ("btc@2026-01-01", Closing("btc", 1.0, date(2026, 1, 1), date(2026, 1, 1))),
        ("owner:RU>=50", Closing("owner:RU>=50")),
    ],
)
def test_a_closing_is_a_term_a_share_and_days(typed: str, read: Closing) -> None:
    assert read_closing(typed) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("btc:0", "must be above 0"),
        ("btc:150%", "must be above 0 and at most 100 %"),
        ("btc:50", "write 50% or 0.5"),
        ("btc@soon", '"soon" is no day'),
        ("btc@..", 'after "@" stand days'),
        ("btc@2026-02-01..2026-01-01", "ends before it begins"),
        ("KZ", 'for Kazakhstan write "--avoid KZ"'),
    ],
)
def test_what_a_closing_cannot_mean(typed: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        ask(close=(typed,))


def test_a_part_is_closed_where_the_capacity_sits() -> None:
    assert amounts() == (65.2, 67.5)
    assert amounts(close=("aktau:50%",)) == (62.6, 63.75)
    assert amounts(close=("cpc:0.5",)) == (35.2, 37.5)
    assert amounts(close=("to_novo:50%",)) == (35.2, 37.5)
    assert amounts(close=("cpc:50%", "cpc:50%")) == (20.2, 22.5)
    assert amounts(close=("mode:pipeline:50%",)) == (35.2, 37.5)  # the berths of Aktau stay the narrower
    assert len(ask(close=("aktau:50%",)).routes) == 3


def test_a_part_of_what_nobody_states_stays_unknown() -> None:
    assert amounts(close=("bosporus:50%",)) == amounts()


def test_days_decide_whether_a_closing_holds() -> None:
    assert len(ask(close=("aktau@2025-12-01..",)).routes) == 1
    assert len(ask(close=("aktau@2025-12-02..",)).routes) == 3
    assert len(ask(close=("aktau@..2025-11-30",)).routes) == 3


def test_a_closing_that_does_not_hold_is_still_read() -> None:
    with pytest.raises(UsageError, match="No place or asset"):
        ask(close=("nowhere@2030-01-01..",))


def test_a_shared_capacity_is_closed_in_part_too() -> None:
    graph = material([
        *small(), *leg("branch", "novo", "ceyhan", "TR", asset=["cpc"]),
        claim("part_of", "novo", whole=["med"]),
    ])  # fmt: skip
    answer = answer_routes(graph, Question("KZ", "med", DAY, close=("cpc:50%",)))
    assert answer.flow is not None
    assert answer.flow.low.on["to_novo"] == 30.0
