"""What a question assumes: one value of several, and a future that is built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.errors import UsageError
from graph.model.claim import Claim, Modality, Quantity, Trust
from queries.network.reading import Material
from queries.routes.engine import answer_routes
from queries.routes.policies import policies
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, leg, material, named, small

ASKED = Question("KZ", "med", DAY, avoid=("RU",))


def disputed() -> list[Claim]:
    """The berths of Aktau by three sources: an old trusted one, a new one, and one that nobody should believe."""
    told = [one for one in small() if not (one.type == "capacity" and one.about == ("aktau",))]
    return [
        *told,
        claim("capacity", "aktau", value=Quantity(5.2, "Mt/y"), trust=Trust.HIGH, known_from="2020-01-01"),
        claim("capacity", "aktau", value=Quantity(6, "Mt/y", 7), trust=Trust.MEDIUM, known_from="2025-06-01"),
        claim("capacity", "aktau", value=Quantity(6.5, "Mt/y"), trust=Trust.MEDIUM, known_from="2019-01-01"),
        claim("capacity", "aktau", value=Quantity(99, "Mt/y"), trust=Trust.LOW, known_from="2025-07-01"),
    ]


def amounts(read: Material, asked: Question) -> tuple[float | None, float | None]:
    flow = answer_routes(read, asked).flow
    assert flow is not None
    return flow.low.amount, flow.high.amount


@pytest.mark.parametrize(
    ("trust", "expected"),
    [(None, (5.2, 7)), ("lowest", (5.2, 5.2)), ("highest", (7, 7)), ("latest", (6, 7)), ("earliest", (6.5, 6.5)),
     ("most-trusted", (5.2, 5.2))],
)  # fmt: skip
def test_a_policy_picks_one_value_and_says_so(trust: str | None, expected: tuple[float, float]) -> None:
    read = material(disputed())
    assert amounts(read, replace(ASKED, trust=trust)) == expected
    notes = answer_routes(read, replace(ASKED, trust=trust)).notes
    assert [policies()[trust].meaning in note for note in notes] == [True] if trust else notes == ()


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(UsageError, match='"best" is no policy of --trust; use one of: lowest, highest, latest'):
        answer_routes(material(small()), replace(ASKED, trust="best"))


def planned() -> Material:
    return material([
        *small(),
        named("newline", "Pipeline", "New line"),
        claim("status", "newline", status=["under_construction"]),
        claim("commissioning", "newline", when="2029", modality=Modality.PLAN),
        *leg("new_leg", "well", "ceyhan", "KZ TR", asset=["newline"], capacity=30, km=50),
    ])  # fmt: skip


def test_a_horizon_counts_what_is_awaited_and_marks_it() -> None:
    read = planned()
    assert "new_leg" not in [hop.leg.id for route in answer_routes(read, ASKED).routes for hop in route.hops]
    answer = answer_routes(read, replace(ASKED, horizon=2030))
    assert [hop.leg.id for hop in answer.routes[0].hops] == ["new_leg"]
    assert answer.routes[0].hops[0].leg.state.status == "expected"
    assert answer.notes == ("as if built until 2030: New line (under construction, expected 2029)",)
    assert amounts(read, replace(ASKED, horizon=2030)) == (35.2, 37.5)


def test_what_comes_after_the_horizon_is_left_out() -> None:
    answer = answer_routes(planned(), replace(ASKED, horizon=2028))
    assert answer.notes == ("as if built until 2028: nothing is awaited",)
    assert answer.routes == answer_routes(planned(), ASKED).routes


def test_a_horizon_in_the_past_is_refused() -> None:
    with pytest.raises(UsageError, match="--horizon 2020 lies before the day asked about"):
        answer_routes(planned(), replace(ASKED, horizon=2020))
