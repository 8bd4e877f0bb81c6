"""Routes by way of places, and what stands between them."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import UnknownName, UsageError
from queries.routes.answer import RoutesAnswer
from queries.routes.blocking import no_route
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.queries.network.builders import DAY, material, small

GRAPH = material(small())


def ask(*via: str, **more: Any) -> RoutesAnswer:
    return answer_routes(GRAPH, Question("KZ", "med", DAY, via=via, **more))


def second_legs(answer: RoutesAnswer) -> list[str]:
    return [route.hops[1].leg.id for route in answer.routes]


@pytest.mark.parametrize(
    ("via", "left"),
    [
        (("aktau", "baku"), ["caspian", "caspian_2"]),
        (("aktau", "btc"), ["caspian", "caspian_2"]),
        (("leg:caspian_2",), ["caspian_2"]),
        (("CPC",), ["novo_bos"]),
        (("bosporus",), ["novo_bos"]),
        (("well", "aktau", "baku", "ceyhan"), ["caspian", "caspian_2"]),
    ],
)
def test_routes_by_way_of_places(via: tuple[str, ...], left: list[str]) -> None:
    answer = ask(*via)
    assert second_legs(answer) == left
    assert answer.flow is None


def test_an_order_that_the_legs_do_not_allow() -> None:
    answer = ask("baku", "aktau")
    assert (answer.routes, answer.blocked) == ((), ())
    assert "by way of baku, then aktau: its legs do not join them in this order" in str(no_route(answer))


def test_the_cut_stands_between_the_first_two_that_cannot_be_joined() -> None:
    answer = ask("aktau", "baku", avoid=("mode:tanker", "mode:ferry"))
    assert [one.leg.id for one in answer.blocked] == ["caspian", "caspian_2"]
    assert str(no_route(answer)).startswith("No route from Kazakhstan to Mediterranean by way of aktau, then baku is")
    assert [one.leg.id for one in ask("btc", close=("btc",)).blocked] == ["btc_leg"]


def test_names_are_resolved_strictly() -> None:
    with pytest.raises(UnknownName, match="aktauu"):
        ask("aktauu")
    with pytest.raises(UsageError, match="No leg is called"):
        ask("leg:nothing")
    with pytest.raises(UsageError, match="give one of them"):
        ask("aktau", pareto=True)
