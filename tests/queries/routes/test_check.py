"""The last look: a route that breaks a rule never leaves the engine, whatever went wrong before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queries.network.model import Leg, State
from queries.routes.avoid import conditions
from queries.routes.avoid.places import Territory
from queries.routes.check import Disobeyed
from queries.routes.engine import Case, answer_routes, prepare
from queries.routes.question import Question
from tests.queries.network.builders import DAY, material, small

GRAPH = material(small())
ASKED = Question("KZ", "med", DAY, avoid=("RU",), only=("not mode:ferry",), close=("leg:bos_cey",))


def case() -> Case:
    return prepare(GRAPH, ASKED)


def legs(*keys: str) -> list[Leg]:
    held = {leg.id: leg for leg in case().network.legs}
    return [held[key] for key in keys]


@pytest.mark.parametrize(
    ("route", "says"),
    [
        (("to_novo", "novo_bos", "bos_cey"), "to_novo breaks --avoid RU"),
        (("to_aktau", "caspian_2", "btc_leg"), "caspian_2 breaks --only not mode:ferry"),
        (("to_aktau", "btc_leg"), "no loopless chain"),
        (("to_aktau", "caspian"), "no loopless chain"),
        (("caspian", "btc_leg"), "no loopless chain"),
    ],
)
def test_a_forbidden_route_is_a_fault(route: tuple[str, ...], says: str) -> None:
    asked = case()
    with pytest.raises(Disobeyed, match=says):
        asked.orders.check_route(legs(*route), asked.between)
    with pytest.raises(Disobeyed, match="bos_cey breaks --close leg:bos_cey"):
        asked.orders.check_legs(legs("bos_cey"))


def test_a_leg_that_cannot_carry_or_is_none_of_the_network_is_a_fault() -> None:
    asked = case()
    (leg,) = legs("caspian")
    stopped = replace(leg, state=State("suspended", "", "caspian"))
    with pytest.raises(Disobeyed, match="no leg that carries"):
        asked.orders.check_legs([stopped])


def test_a_condition_that_fails_is_caught_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the rule about territory broken on purpose, the engine gives no answer at all."""
    monkeypatch.setattr(Territory, "of", lambda self, leg, network: conditions.FALSE)
    with pytest.raises(Disobeyed, match="breaks --avoid RU"):
        answer_routes(GRAPH, Question("KZ", "med", DAY, avoid=("RU",)))
