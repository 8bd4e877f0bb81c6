"""The reference tables of the package give the known answers (Mt/y, crude from the west of Kazakhstan)."""

from __future__ import annotations

from datetime import date

import pytest

from graph.fuse.book import fuse
from graph.store.view import GraphView
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims
from queries.network.reading import Material, material_of
from queries.routes.engine import answer_routes
from queries.routes.question import Question

DAY = date(2026, 11, 1)
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
