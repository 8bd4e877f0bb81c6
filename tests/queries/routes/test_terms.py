"""What each kind of term says about a leg, and how terms that cannot be read are refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import UnknownName, UsageError
from graph.model.claim import Quantity
from queries.routes.answer import RoutesAnswer
from queries.routes.avoid.lexing import TermError
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, material, named, small

NORTH = ["to_novo", "novo_bos", "bos_cey"]
TANKER, FERRY = ["to_aktau", "caspian", "btc_leg"], ["to_aktau", "caspian_2", "btc_leg"]
MORE = [
    named("US", "Country", "United States"),
    named("ofac", "Company", "OFAC", country=["US"]),
    named("holding", "Company", "Holding", country=["AZ"]),
    named("fleet", "Company", "Fleet", country=["RU"]),
    claim("ownership", "btc", owner=["holding"], value=Quantity(40, "percent")),
    claim("ownership", "holding", owner=["transneft"], value=Quantity(50, "percent")),
    claim("ownership", "cpc", owner=["fleet"]),
    claim("operation", "cpc", operator=["fleet"]),
    claim("sanction", "transneft", by=["US", "ofac"], when="2025-10-22"),
]
GRAPH = material([*small(), *MORE])


def ask(day: date = DAY, **more: Any) -> RoutesAnswer:
    return answer_routes(GRAPH, Question("KZ", "med", day, **more))


def routes(day: date = DAY, **more: Any) -> list[list[str]]:
    return [[hop.leg.id for hop in route.hops] for route in ask(day, **more).routes]


@pytest.mark.parametrize(
    ("term", "left"),
    [
        ("territory:RU", [TANKER, FERRY]),
        ("port:RU", [TANKER, FERRY]),
        ("port:Aktau", [NORTH]),
        ("port:KZ", [NORTH]),
        ("site:baku", [NORTH]),
        ("asset:btc", [NORTH]),
        ("strait:Bosporus", [TANKER, FERRY]),
        ("leg:caspian", [NORTH, FERRY]),
        ("mode:ferry", [NORTH, TANKER]),
        ("mode:sea", []),
        ("owner:transneft>=28", [NORTH]),
        ("owner:transneft>=28.1", [NORTH, TANKER, FERRY]),
        ("owner:RU>=28%", []),
        ("owner:AZ>=40", [NORTH]),
        ("owner:holding", [NORTH]),
        ("operator:fleet", [TANKER, FERRY]),
        ("operator:RU", [TANKER, FERRY]),
        ("company:Transneft", [NORTH]),
        ("company:fleet", [TANKER, FERRY]),
        ("flag:RU", [NORTH, TANKER, FERRY]),
        ("sanctioned-by:US", [NORTH, TANKER, FERRY]),
        ("sanctioned-by:US>=45", [NORTH]),
        ("not mode:pipeline", []),
        ("mode:tanker and AZ", [NORTH, FERRY]),
        ("mode:ferry, RU", [TANKER]),
        ("mode:ferry or RU and mode:tanker", [TANKER]),
        ("not (mode:pipeline or mode:tanker)", [NORTH, TANKER]),
        ('"Bosporus"', [TANKER, FERRY]),
        ("Caspian", None),
    ],
)  # fmt: skip
def test_what_each_term_leaves(term: str, left: list[list[str]] | None) -> None:
    if left is None:
        with pytest.raises(UnknownName):
            routes(avoid=(term,))
    else:
        assert routes(avoid=(term,)) == left
        both = {tuple(one) for one in (NORTH, TANKER, FERRY)}
        assert {tuple(one) for one in routes(only=(f"not ({term})",))} == {tuple(one) for one in left} & both


def test_a_stake_without_a_figure_is_in_doubt_and_doubt_opens_nothing() -> None:
    assert routes(avoid=("owner:fleet>=10",)) == [TANKER, FERRY]
    assert routes(only=("not owner:fleet>=10",)) == [TANKER, FERRY]
    assert NORTH not in routes(only=("owner:fleet>=10",))
    reasons = {one.leg.id: one.reason for one in ask(avoid=("owner:fleet>=10", "aktau")).blocked}
    assert reasons["to_novo"] == "up to 100 % of CPC pipeline may belong to Fleet"


def amounts(found: RoutesAnswer) -> tuple[float | None, float | None]:
    assert found.flow
    return found.flow.low.amount, found.flow.high.amount


@pytest.mark.parametrize("rule", [{"avoid": ("owner:AZ>=50",)}, {"only": ("not owner:AZ>=50",)}])
def test_what_has_no_known_owner_is_left_to_the_high_end_and_named(rule: dict[str, Any]) -> None:
    """Nobody says who owns the ports; of the pipelines some owners are known."""
    found = ask(**rule)
    assert amounts(found) == (0, 67.5)
    assert found.remarks[-1] == (
        "no source names an owner of Aktau, Baku, Ceyhan, Novorossiysk, Well: nothing flows over what needs these "
        "at the low end"
    )
    assert found.routes[0].limit.low == 0
    assert any(note.startswith("perhaps forbidden on ") for note in found.routes[0].notes)
    ports = [claim("ownership", key, owner=["holding"]) for key in ("aktau", "baku", "ceyhan", "novo", "well")]
    owned = answer_routes(material([*small(), *MORE, *ports]), Question("KZ", "med", DAY, avoid=("owner:US",)))
    assert amounts(owned) == (65.2, 67.5)


def test_a_part_of_what_has_an_owner_needs_none_and_nor_does_a_strait() -> None:
    parts = [claim("part_of", key, whole=["cpc"]) for key in ("well", "novo", "ceyhan")]
    graph = material([*small(), *MORE, *parts])
    found = answer_routes(graph, Question("KZ", "med", DAY, avoid=("owner:AZ", "aktau")))
    assert amounts(found) == (60, 60)


@pytest.mark.parametrize("term", ["operator:AZ", "company:holding", "sanctioned-by:US>=60"])
def test_an_unknown_operator_is_a_doubt_as_well(term: str) -> None:
    found = ask(avoid=(term, "btc"))
    assert amounts(found) == (0, 60)
    assert any(one.startswith("no source names an operator of Ceyhan") for one in found.remarks)


def test_a_sanction_counts_from_its_day_on() -> None:
    assert routes(date(2025, 10, 21), avoid=("sanctioned-by:US>=45",)) == [NORTH, TANKER, FERRY]
    assert routes(date(2025, 10, 22), avoid=("sanctioned-by:US>=45",)) == [NORTH]


def test_a_whole_text_that_is_a_name_needs_no_quotes() -> None:
    graph = material([*small(), named("odd", "Pipeline", "Baku (north), not RU: 1")])
    answer = answer_routes(graph, Question("KZ", "med", DAY, avoid=("Baku (north), not RU: 1",)))
    assert len(answer.routes) == 3


def test_several_options_all_hold() -> None:
    assert routes(only=("not RU", "not mode:ferry")) == [TANKER]
    assert routes(avoid=("RU", "mode:ferry")) == [TANKER]


def test_what_an_avoided_country_still_holds_is_told() -> None:
    note = "8 % of BTC belongs to Transneft (RU)"
    assert note in ask(avoid=("territory:RU",)).routes[0].notes
    assert note in ask(avoid=("RU or mode:ferry",)).routes[0].notes


@pytest.mark.parametrize(
    ("term", "problem", "place"),
    [
        ("owner:", 'After "owner:" a name is missing', 6),
        ("(RU", 'A closing bracket ")" is missing', 3),
        ("RU)", '")" is not expected here', 2),
        ("RU and", "A name is missing", 6),
        ("ownr:RU", 'There is no kind of term "ownr:"', 0),
        ("RU>=25", 'Only owner: and sanctioned-by: take a share after ">="', 0),
        ("owner:RU>=0", 'After ">=" stands a share above 0', 10),
        ("owner:RU>=101", 'After ">=" stands a share above 0', 10),
        ("owner:RU>25", "The sign '>' cannot stand in a term", 8),
        ('"RU or', "The sign '\"' cannot stand in a term", 0),
        ("", "A name is missing", 0),
        ("not " * 60 + "RU", "More than 50 brackets and nots", 200),
    ],
)
def test_a_term_that_cannot_be_read_is_shown_with_a_caret(term: str, problem: str, place: int) -> None:
    with pytest.raises(TermError) as raised:
        ask(avoid=(term,))
    first, shown, caret = str(raised.value).splitlines()
    assert first.startswith(problem)
    assert (shown, caret) == (f"  {term}", f"  {' ' * place}^")
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("transneft", 'Write "company:transneft" or "owner:transneft"'),
        ("mode:airship", 'No leg travels by "airship"; the modes are: ferry, '),
        ("leg:caspiann", 'No leg is called "caspiann". Did you mean: caspian'),
        ("owner:cpcc", 'No company or country is called "cpcc"'),
        ("strait:aktau", 'No strait is called "aktau"'),
        ("port:btc", 'No port is called "btc"'),
    ],
)
def test_a_name_of_another_kind_is_an_error(term: str, says: str) -> None:
    with pytest.raises(UsageError, match=says.replace("(", r"\(").replace("?", r"\?")):
        ask(avoid=(term,))


def test_a_stake_has_the_size_that_is_stated_for_the_day() -> None:
    def sized(share: float, when: str) -> Any:
        return claim("ownership", "btc", owner=["buyer"], value=Quantity(share, "percent"), when=when)

    buyer = named("buyer", "Company", "Buyer", country=["AZ"])
    graph = material([*small(), buyer, sized(20, "2010/2020"), sized(40, "2021/2025-06-30")])
    for day, least, left in (
        (date(2015, 1, 1), 30, 3), (date(2015, 1, 1), 20, 1), (date(2024, 1, 1), 40, 1), (DAY, 1, 3),
    ):  # fmt: skip
        answer = answer_routes(graph, Question("KZ", "med", day, avoid=(f"owner:buyer>={least}",)))
        assert len(answer.routes) == left, (day, least)
