"""The reference tables of the package give the known answers (Mt/y, crude from the west of Kazakhstan)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.fuse.book import fuse
from graph.store.view import GraphView
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from queries.network.model import Capacity
from queries.network.reading import Material, material_of
from queries.routes.engine import answer_flow, answer_routes, prepare
from queries.routes.flow import flow_range
from queries.routes.limits import limits_of
from queries.routes.question import Question

DAY = date(2026, 11, 1)
THEN = date(2022, 6, 1)
WEST, WORLD = "western_kazakhstan", "world_market"


@pytest.fixture(scope="module")
def facts() -> Material:
    read = [table_claims(table) for table in read_tables()]
    nodes, relations = fuse([one for table in read for one in table.claims])
    return material_of(GraphView(tuple(nodes), tuple(relations)))


@pytest.mark.parametrize(
    ("ends", "avoid", "close", "expected"),
    [
        ((WEST, WORLD), (), (), (101.2, 103.5)),
        ((WEST, WORLD), ("RU",), (), (11.2, 13.5)),
        ((WEST, WORLD), ("RU",), ("aktau",), (6, 6)),
        ((WEST, WORLD), (), ("cpc",), (28.7, 31)),
        (("KZ", "mediterranean"), ("RU",), (), (5.2, 7.5)),
    ],
)
def test_what_all_routes_carry_together(
    facts: Material,
    ends: tuple[str, str],
    avoid: tuple[str, ...],
    close: tuple[str, ...],
    expected: tuple[float, ...],
) -> None:
    flow = answer_routes(facts, Question(*ends, DAY, avoid=avoid, close=close)).flow
    assert flow is not None
    assert (flow.low.amount, flow.high.amount) == expected


def test_the_first_question(facts: Material) -> None:
    answer = answer_routes(facts, Question("KZ", "Средиземное море", DAY, avoid=("RU",), k=2))
    assert [route.sites for route in answer.routes] == [
        ("aktau", "sangachal", "ceyhan"),
        ("aktau", "baku", "sangachal", "ceyhan"),
    ]
    assert answer.routes[0].limit.by == (("site", "aktau"),)


def test_gas_of_the_caspian_to_the_european_union_is_held_by_tap(facts: Material) -> None:
    answer = answer_routes(facts, Question("AZ", "european_union", DAY, commodity="gas", avoid=("RU",)))
    assert answer.flow is not None
    assert [part.id for part in answer.flow.low.cut] == ["e_tap"]
    assert answer.flow.low.amount == 10


def test_kazakh_oil_reaches_germany_by_druzhba_only_until_may_2026(facts: Material) -> None:
    def by_druzhba(day: date) -> bool:
        answer = answer_routes(facts, Question(WEST, "schwedt", day, k=20))
        return any("e_ada_sch" in [hop.leg.id for hop in route.hops] for route in answer.routes)

    assert by_druzhba(date(2026, 3, 15))
    assert not by_druzhba(date(2026, 6, 1))


def test_the_kazakh_section_of_cpc_is_that_of_the_day(facts: Material) -> None:
    legs = {day: prepare(facts, Question(WEST, WORLD, day)).network.limit_of("leg", "e_cpc2") for day in (THEN, DAY)}
    assert [one.value for one in legs.values() if one] == [53.7, 72.5]


@pytest.mark.parametrize(("close", "expected"), [((), (113.7, 116)), (("cpc",), (41.2, 43.5))])
def test_the_design_of_the_tracker_for_atyrau_samara_gives_the_other_answer(
    facts: Material, close: tuple[str, ...], expected: tuple[float, float]
) -> None:
    case = prepare(facts, Question(WEST, WORLD, DAY, close=close))
    design = Capacity(30, 30, 30)
    legs = [replace(leg, capacity=design) if leg.id == "e_uas2" else leg for leg in case.usable]
    flow = flow_range(legs, case.network.sites, case.between, limits_of(case))
    assert (flow.low.amount, flow.high.amount) == expected


def test_one_more_unit_is_worth_something_only_where_it_lets_more_through(facts: Material) -> None:
    flow = answer_flow(facts, Question(WEST, WORLD, DAY, avoid=("RU",))).flow
    assert flow is not None
    assert [(one.kind, one.id, one.gain) for one in flow.worth] == [("leg", "e_ak", 1), ("site", "aktau", 1)]


def test_spare_is_less_than_nominal_and_production_bounds_both(facts: Material) -> None:
    def low(**more: object) -> float:
        flow = answer_routes(facts, Question(WEST, WORLD, DAY, **more)).flow  # type: ignore[arg-type]
        assert flow is not None and flow.low.amount is not None
        return flow.low.amount

    assert low(use="spare") == pytest.approx(18.17, abs=0.01)
    assert low(supply=("production",)) == pytest.approx(74.49, abs=0.01)
    assert low(demand=("china=2",)) == pytest.approx(97.2)


def test_several_origins_and_destinations_are_asked_about_at_once(facts: Material) -> None:
    answer = answer_routes(facts, Question("tengiz,kashagan", "ceyhan,alashankou", DAY))
    assert answer.start.sites == {"tengiz", "kashagan"}
    assert answer.goal.sites == {"ceyhan", "alashankou"}
    assert answer.flow and answer.flow.low.amount == 11.2
