"""Questions asked of a small graph made of claims."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import TrunklineError, UnknownName, UsageError
from queries.routes.answer import RoutesAnswer
from queries.routes.blocking import no_route
from queries.routes.engine import answer_routes, prepare
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, leg, material, named, small

GRAPH = material(small())


def ask(start: str = "KZ", goal: str = "med", **more: Any) -> RoutesAnswer:
    return answer_routes(more.pop("graph", GRAPH), Question(start, goal, DAY, **more))


def legs_of(answer: RoutesAnswer) -> list[list[str]]:
    return [[hop.leg.id for hop in route.hops] for route in answer.routes]


def test_all_routes_and_what_they_carry_together() -> None:
    answer = ask()
    assert legs_of(answer) == [
        ["to_novo", "novo_bos", "bos_cey"],
        ["to_aktau", "caspian", "btc_leg"],
        ["to_aktau", "caspian_2", "btc_leg"],
    ]
    assert answer.flow is not None
    assert (answer.flow.low.amount, answer.flow.high.amount) == (65.2, 67.5)
    assert answer.routes[2].unmeasured == ("caspian_2",)


def test_a_country_is_avoided_on_every_leg_and_in_every_port() -> None:
    answer = ask(avoid=("Россия",))
    assert legs_of(answer) == [["to_aktau", "caspian", "btc_leg"], ["to_aktau", "caspian_2", "btc_leg"]]
    first = answer.routes[0]
    assert (first.limit.low, first.limit.high, first.limit.by) == (5.2, 7.5, (("site", "aktau"),))
    assert first.limit.unknown == ("caspian",)
    assert first.countries == ("KZ", "AZ", "GE", "TR")
    assert first.notes == ("8 % of BTC belongs to Transneft (RU)",)


@pytest.mark.parametrize(
    ("rule", "left"),
    [("bosporus", 2), ("Aktau", 1), ("btc", 1), ("AZ", 1), ("CPC", 2), ("novo", 2), ("TR", 0)],
)
def test_every_kind_of_rule(rule: str, left: int) -> None:
    assert len(ask(avoid=(rule,)).routes) == left


def test_closing_a_leg_by_its_id() -> None:
    assert legs_of(ask(close=("caspian", "cpc"))) == [["to_aktau", "caspian_2", "btc_leg"]]


def test_no_route_names_the_legs_that_block_and_their_rules() -> None:
    answer = ask(avoid=("RU",), close=("aktau",))
    assert answer.routes == ()
    assert {one.leg.id: one.reason for one in answer.blocked} == {
        "to_novo": "crosses Russia",
        "to_aktau": "needs the closed Aktau",
    }
    error = no_route(answer)
    assert error.exit_code == 3
    assert "Well to Novorossiysk (to_novo) crosses Russia" in str(error)


def test_no_route_where_nothing_joins_the_ends() -> None:
    graph = material([*small(), named("far", "Port", "Far"), *leg("x", "far", "aktau", "KZ")])
    with pytest.raises(UsageError, match='carries "oil" reaches Far'):
        ask(goal="far", graph=graph)
    answer = ask(
        start="ceyhan",
        goal="well",
        graph=material([*small(), *leg("y", "ceyhan", "baku", "TR"), *leg("z", "far", "well", "KZ")]),
    )
    assert "whatever is allowed" in str(no_route(answer))


def test_a_suspended_leg_blocks_with_its_reason() -> None:
    stop = claim("suspension", "cpc", when="2025-12-01", quote="The line was stopped for a day.")
    answer = ask(graph=material([*small(), stop]), close=("aktau",))
    assert "CPC pipeline: The line was stopped for a day." in str(no_route(answer))


def test_ends() -> None:
    assert prepare(GRAPH, Question("well_field", "Türkiye", DAY)).start.sites == {"well"}
    assert prepare(GRAPH, Question("KZ", "TR", DAY)).goal.sites == {"ceyhan", "bosporus"}
    assert legs_of(ask(goal="TR"))[0] == ["to_novo", "novo_bos"]  # a route stops at the first destination
    assert legs_of(ask(commodity="нефть")) == legs_of(ask())


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"start": "KZ", "goal": "Kazakhstan"}, UsageError, "starts where it ends"),
        ({"start": "well", "goal": "well"}, UsageError, "starts where it ends"),
        ({"start": "well", "goal": "Kazakhstan"}, UsageError, "lies within"),
        ({"avoid": ("Rusia",)}, UnknownName, "Did you mean: Russia"),
        ({"avoid": ("Transneft",)}, UsageError, '--avoid takes a country.*"Transneft" is Company'),
        ({"avoid": ("med",)}, UsageError, '"med" is Market'),
        ({"close": ("RU",)}, UsageError, '"--avoid RU"'),
        ({"supply": ("KZ",)}, UsageError, 'takes PLACE=AMOUNT.*"KZ" is none'),
        ({"supply": ("=5",)}, UsageError, 'takes PLACE=AMOUNT.*"=5" is none'),
        ({"commodity": "gold"}, UnknownName, 'No commodity is called "gold"'),
        ({"k": 0}, UsageError, "between 1 and 1000"),
        ({"k": 10**6}, UsageError, "between 1 and 1000"),
        ({"by": "price"}, UsageError, "distance, capacity, legs"),
    ],
)
def test_bad_questions(asked: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        ask(**asked)


def test_an_empty_graph_says_what_to_do() -> None:
    with pytest.raises(TrunklineError, match="trunkline refresh"):
        ask(graph=material([]))


RULES = ("RU", "AZ", "bosporus", "aktau", "baku", "cpc", "btc", "novo", "TR")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(RULES), unique=True, max_size=4), st.sampled_from(RULES))
def test_nothing_forbidden_is_ever_in_an_answer_and_avoiding_more_never_helps(rules: list[str], more: str) -> None:
    answer, fewer = ask(avoid=tuple(rules), k=50), ask(avoid=(*rules, more), k=50)
    for route in answer.routes:
        for hop in route.hops:
            ends = (hop.leg.start, hop.leg.end)
            touched: set[str | None] = {*hop.leg.countries, *hop.leg.straits, *hop.leg.assets, *ends}
            touched |= {answer.network.sites[key].country for key in ends}
            assert not touched & set(rules)
    assert all(route in legs_of(answer) for route in legs_of(fewer))
    if fewer.flow is not None:
        assert answer.flow is not None
        assert fewer.flow.low.amount is None or fewer.flow.low.amount <= (answer.flow.low.amount or 0)


def test_a_country_without_told_fields_may_load_anywhere() -> None:
    assert prepare(GRAPH, Question("RU", "TR", DAY)).start.sites == {"novo"}
    assert prepare(GRAPH, Question("KZ", "TR", DAY)).start.sites == {"well"}  # Aktau is fed by the field
