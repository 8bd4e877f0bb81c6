"""Other ways to choose routes: transshipments, evidence, the Pareto set, routes that share nothing; and consents."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import UsageError
from queries.network.model import Between
from queries.routes.answer import RoutesAnswer
from queries.routes.consents import passages
from queries.routes.engine import answer_routes
from queries.routes.pareto import pareto_routes
from queries.routes.question import Question
from tests.queries.network.builders import DAY, bare_leg, leg, material, small

GRAPH = material(small())
ENDS = Between(frozenset("a"), frozenset("z"))


def ask(**more: Any) -> RoutesAnswer:
    return answer_routes(more.pop("graph", GRAPH), Question("KZ", "med", DAY, **more))


def legs_of(answer: RoutesAnswer) -> list[list[str]]:
    return [[hop.leg.id for hop in route.hops] for route in answer.routes]


def test_fewest_transshipments_first() -> None:
    counted = [route.transshipments for route in ask(by="transshipments").routes]
    assert counted == [1, 2, 2]
    assert legs_of(ask(by="transshipments"))[0] == ["to_novo", "novo_bos", "bos_cey"]


def test_strongest_evidence_first() -> None:
    from queries.routes.evidence_strength import strengths

    trust = strengths(GRAPH)
    weakest = [min(trust[key] for key in route) for route in legs_of(ask(by="evidence"))]
    assert weakest == sorted(weakest, reverse=True)
    assert trust["caspian"] == 2


def test_the_pareto_set() -> None:
    assert legs_of(ask(pareto=True)) == [["to_novo", "novo_bos", "bos_cey"]]
    graph = material([*small(), *leg("direct", "well", "ceyhan", "KZ", mode=["rail"], km=5000)])
    assert legs_of(ask(graph=graph, pareto=True)) == [["to_novo", "novo_bos", "bos_cey"], ["direct"]]


def test_a_pareto_set_that_is_cut_short_says_so() -> None:
    legs = [bare_leg(f"l{one}", "a", "z", km=1.0 + one, capacity=(1.0 + one, 1.0 + one)) for one in range(9)]
    assert len(pareto_routes(legs, ENDS, {}, {}).routes) == 9
    short = pareto_routes(legs, ENDS, {}, {}, most=1)
    assert (short.routes, short.complete) == ((), False)


def test_routes_that_share_no_leg_or_no_site() -> None:
    assert legs_of(ask(disjoint="legs")) == [["to_novo", "novo_bos", "bos_cey"], ["to_aktau", "caspian", "btc_leg"]]
    assert legs_of(ask(disjoint="sites")) == legs_of(ask(disjoint="legs"))
    assert len(ask(disjoint="legs", k=1).routes) == 1


@pytest.mark.parametrize("wrong", [{"disjoint": "roads"}, {"disjoint": "legs", "pareto": True}, {"by": "price"}])
def test_what_cannot_be_chosen(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        ask(**wrong)


def test_whose_consent_a_route_needs() -> None:
    north, south, _ = ask().routes
    assert [(one.country, one.free) for one in north.consents] == [("KZ", False), ("RU", False), ("TR", False)]
    assert [one.country for one in south.consents if not one.free] == ["KZ", "AZ", "GE", "TR"]
    assert [one.strait for one in north.passages] == ["bosporus"]
    assert "Montreux" in north.passages[0].source


def test_a_country_that_is_only_passed_in_an_open_strait_cannot_refuse() -> None:
    past = leg("past", "novo", "island", "RU TR", straits=["bosporus"], mode=["tanker"])
    from tests.queries.network.builders import claim, named

    island = [named("island", "Port", "Island"), claim("part_of", "island", whole=["med"])]
    answer = ask(graph=material([*small(), *past, *island]), close=("novo_bos", "btc"))
    told = {one.country: one for one in answer.routes[0].consents}
    assert (told["TR"].free, told["TR"].grounds) == (True, ("passes bosporus",))
    assert told["RU"].grounds == ("crosses to_novo", "uses novo")


def test_every_strait_of_the_tables_has_a_rule_with_a_source() -> None:
    assert all(len(one.source) > 20 and one.regime for one in passages().values())
    assert not passages()["volga_don"].free
