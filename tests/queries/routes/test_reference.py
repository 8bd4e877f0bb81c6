"""The reference tables of the package give the known answers (Mt/y, crude from the west of Kazakhstan)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.fuse.book import fuse
from graph.store.view import GraphView
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from queries.network.model import Capacity
from queries.network.reading import Material, material_of
from queries.routes.assertion import Wanted, asserted
from queries.routes.availability import availability
from queries.routes.closing import answer_closures
from queries.routes.engine import answer_flow, answer_routes, prepare
from queries.routes.flow import flow_range
from queries.routes.gap import gap
from queries.routes.limits import limits_of
from queries.routes.question import Question
from queries.routes.timeline import timeline
from queries.routes.why_not import why_not

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


@pytest.mark.parametrize(("start", "line"), [("TM", "e_cacc"), ("RU", "e_pos")])
def test_gas_that_ends_on_the_border_of_china_has_reached_it(facts: Material, start: str, line: str) -> None:
    answer = answer_routes(facts, Question(start, "CN", DAY, commodity="gas"))
    assert line in [hop.leg.id for route in answer.routes for hop in route.hops]


def test_a_pipeline_on_the_way_means_all_of_it(facts: Material) -> None:
    told = why_not(facts, Question("tengiz", "augusta", DAY), ("tengiz", "cpc", "augusta"))
    assert {"e_cpc1", "e_cpc2", "e_cpc3"} < {one.leg.id for reason in told.reasons for one in reason.judged}


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
    def low(**more: Any) -> float:
        flow = answer_routes(facts, Question(WEST, WORLD, DAY, **more)).flow
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


def range_of(facts: Material, start: str, goal: str, day: date, **more: Any) -> tuple[float | None, float | None]:
    flow = answer_routes(facts, Question(start, goal, day, **more)).flow
    assert flow is not None
    return flow.low.amount, flow.high.amount


def test_what_belongs_to_transneft_is_out_of_what_russia_owns(facts: Material) -> None:
    answer = answer_flow(facts, Question("KZ", "EU", DAY, avoid=("owner:RU",)))
    assert answer.flow is not None
    assert (answer.flow.low.amount, answer.flow.high.amount) == (0, 7.5)
    assert not answer.flow.high.on.keys() & {"e_uas2", "e_sam_un", "e_sam_nov", "e_cpc2"}
    assert any(one.startswith("no source names an owner of Aktau, ") for one in answer.remarks)
    reasons = {one.leg.id: one.reason for one in prepare(facts, answer.question).blocked}
    assert reasons["e_sam_nov"] == "100 % of Samara-Tikhoretsk-Novorossiysk belongs to Russia"
    assert reasons["e_sam_un"].startswith("up to 100 % of Samara-Unecha")


@pytest.mark.parametrize("day", [date(2022, 8, 22), date(2022, 9, 22), date(2022, 10, 1), date(2023, 11, 29)])
def test_with_two_of_three_moorings_out_cpc_loads_a_third_for_sure(facts: Material, day: date) -> None:
    """At most it loads what it did in December 2025 with one in service: 1.14 mb/d, 56.8 Mt/y."""
    limit = prepare(facts, Question("KZ", "mediterranean", day)).network.sites["cpc_terminal"].capacity
    assert limit is not None
    assert [limit.low, limit.high] == pytest.approx([81.5 / 3, 56.77], abs=0.01)
    assert "1 of 3 moorings are in service" in limit.note
    assert range_of(facts, "KZ", "mediterranean", day, close=("uas", "aktau"))[0] == pytest.approx(81.5 / 3, abs=1e-3)


def test_a_stop_of_some_hours_and_one_with_a_mooring_left_are_over_the_next_day(facts: Material) -> None:
    def lows(*days: date) -> list[float | None]:
        answers = [answer_flow(facts, Question("cpc_terminal", WORLD, day)) for day in days]
        return [one.flow.low.amount if one.flow else None for one in answers]

    assert lows(date(2025, 11, 15), date(2025, 11, 30), date(2025, 12, 15)) == [81.5, 27.166667, 27.166667]


def test_with_two_of_three_moorings_cpc_loads_everything(facts: Material) -> None:
    for day in (date(2024, 2, 1), DAY):
        limit = prepare(facts, Question("KZ", "mediterranean", day)).network.sites["cpc_terminal"].capacity
        assert limit is not None and limit.low == 81.5


def test_a_mooring_that_is_closed_is_out(facts: Material) -> None:
    asked = Question("cpc_terminal", WORLD, DAY, close=("cpc_spm1",))
    told = answer_flow(facts, asked).flow
    assert told is not None
    assert [told.low.amount, told.high.amount] == pytest.approx([81.5 / 3, 56.77], abs=0.01)
    for other in (
        replace(asked, close=()),
        replace(asked, close=("cpc_spm2",)),
        replace(asked, close=("cpc_spm1@..2026-10-31",)),
    ):
        flow = answer_flow(facts, other).flow
        assert flow is not None and flow.low.amount == 81.5
    ranked = answer_closures(facts, replace(asked, close=()))
    assert ranked is not None
    (note,) = [one for one in ranked.notes if "mooring" in one]
    assert note.endswith("--close counts the mooring out")


def test_after_the_earthquake_ceyhan_is_perhaps_stopped_in_every_answer(facts: Material) -> None:
    day = date(2023, 2, 10)
    asked = Question("KZ", "ceyhan", day)
    answer = answer_routes(facts, asked)
    assert range_of(facts, "KZ", "ceyhan", day) == (0, 7.5)
    assert {one.limit.low for one in answer.routes} == {0}
    assert "perhaps stopped on e_btc: Ceyhan (BTC terminal): " in answer.routes[0].notes[0]
    assert answer.routes[0].notes[0].endswith(" (2023-02-06)")
    assert not asserted(facts, asked, Wanted(min_flow=5)).holds
    assert not asserted(facts, asked, Wanted()).holds
    assert asserted(facts, asked, Wanted(min_flow=5, optimistic=True)).holds
    step = timeline(facts, asked, date(2023, 2, 5), day).steps[-1]
    assert (str(step.day), step.outcome.low, step.outcome.high) == ("2023-02-07", 0, 7.5)
    assert availability(facts, ["ceyhan"], day, day).days["perhaps stopped"] == 1
    stranded = gap(facts, replace(asked, close=("wrep",)))
    assert stranded is not None and stranded.years[-1].nominal.low == 0
    costs = answer_closures(facts, asked)
    assert costs is not None and costs.found.before == 0


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2025, 6, 30), "operating"),
        (date(2025, 7, 10), "perhaps_stopped"),
        (date(2025, 8, 1), "suspended"),
        (date(2025, 9, 13), "operating"),
        (date(2026, 11, 23), "operating"),
    ],
)
def test_the_stop_from_the_end_of_july_2025_is_a_doubt_in_july_and_over_in_september(
    facts: Material, day: date, status: str
) -> None:
    legs = {leg.id: leg for leg in prepare(facts, Question("KZ", "mediterranean", day)).network.legs}
    assert legs["e_btc"].state.status == legs["e_baku_sang"].state.status == status
    others = {leg.id: leg for leg in prepare(facts, Question("AZ", "mediterranean", day)).network.legs}
    assert others["e_baku_sang"].state.status == "operating"


def test_what_moved_in_a_year_is_the_same_for_every_day_asked_about(facts: Material) -> None:
    def moved(day: date) -> dict[int, tuple[float | None, float | None]]:
        found = gap(facts, Question("KZ", WORLD, day, close=("cpc",)))
        assert found is not None
        return {one.year: (one.moved.low, one.moved.high) for one in found.years}

    now, then = moved(DAY), moved(date(2025, 12, 1))
    assert now == then
    assert [now[2024][0], now[2025][0]] == pytest.approx([70.31, 77.31], abs=0.01)
    assert moved(date(2023, 2, 10)) == {year: now[year] for year in (2022, 2023)}
