"""Holes through which a route could touch what it must avoid, and what it still says about its owners."""

from __future__ import annotations

from datetime import date

from graph.model.claim import Claim, Quantity
from queries.routes.answer import RoutesAnswer
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.queries.network.builders import claim, leg, material, named, small

SOLD = date(2025, 12, 1)


def ask(*more: Claim, start: str = "KZ", goal: str = "med", avoid: str = "RU", day: date = SOLD) -> RoutesAnswer:
    graph = material([*small(), *more])
    return answer_routes(graph, Question(start, goal, day, avoid=(avoid,)))


def test_a_leg_through_a_strait_of_the_country_touches_it_though_no_country_stands_on_the_leg() -> None:
    island = (
        named("island", "Terminal", "Island"),
        named("afar", "Market", "Afar"),
        claim("part_of", "island", whole=["afar"]),
    )
    sea = leg("sea", "baku", "island", "", straits=["bosporus"], mode=["tanker"])
    answer = ask(*island, *sea, goal="afar", avoid="TR")
    assert answer.routes == ()
    assert [(one.leg.id, one.reason) for one in answer.blocked] == [("sea", "passes Bosporus in Türkiye")]


def test_a_site_of_the_country_is_touched_though_no_country_stands_on_the_leg() -> None:
    detour = *leg("one", "well", "novo", ""), *leg("two", "novo", "ceyhan", "")
    assert all(site != "novo" for route in ask(*detour).routes for site in route.sites)


def test_a_stake_that_was_sold_is_no_present_one() -> None:
    lukoil = named("lukoil", "Company", "Lukoil", country=["RU"])
    stake = claim("ownership", "btc", owner=["lukoil"], value=Quantity(2.5, "percent"), when="../2025-06-30")
    notes = {day: ask(lukoil, stake, day=day).routes[0].notes for day in (date(2025, 6, 30), date(2025, 7, 1))}
    assert notes[date(2025, 7, 1)] == ("8 % of BTC belongs to Transneft (RU)",)
    assert "2.5 % of BTC belongs to Lukoil (RU)" in notes[date(2025, 6, 30)]


def test_a_stake_held_through_a_company_that_was_sold_is_none_either() -> None:
    holding = named("holding", "Company", "Holding", country=["AZ"])
    through = claim("ownership", "btc", owner=["holding"], value=Quantity(5, "percent"))
    sold = claim("ownership", "holding", owner=["transneft"], value=Quantity(50, "percent"), when="2010/2020")
    assert ask(holding, through, sold).routes[0].notes == ("8 % of BTC belongs to Transneft (RU)",)
    assert "5 % of BTC belongs to Holding (RU)" in ask(holding, through, sold, day=date(2015, 1, 1)).routes[0].notes
