"""Why a named route is not the answer: the rule on every leg, the missing leg, or what comes before it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import UnknownName, UsageError
from graph.fuse.book import ClaimBook
from graph.model.claim import Quantity
from graph.store import Store
from graph.store.writer import write_change
from queries.answers.route_why_not import WhyNotReport
from queries.routes.question import Question
from queries.routes.why_not import WhyNot, why_not
from tests.queries.network.builders import DAY, PAGE, claim, leg, material, named, small
from trunkline import main

GRAPH = material(small())


def ask(*stops: str, **more: Any) -> WhyNot:
    return why_not(more.pop("graph", GRAPH), Question(stops[0], stops[-1], DAY, **more), stops)


def text(found: WhyNot) -> str:
    return WhyNotReport(found).text()


def test_what_excludes_it_leg_by_leg() -> None:
    found = ask("well", "novo", "bosporus", "ceyhan", avoid=("RU",), close=("leg:bos_cey",))
    assert found.is_excluded
    said = [one.judged[0].verdict for one in found.reasons]
    assert [one and (one.rule, one.reason) for one in said] == [
        ("RU", "crosses Russia"), ("RU", "crosses Russia"), ("leg:bos_cey", "is closed"),
    ]  # fmt: skip
    assert "Well -> Novorossiysk -> Bosporus -> Ceyhan is excluded." in text(found)


def test_one_open_leg_of_several_is_enough() -> None:
    found = ask("aktau", "baku", avoid=("mode:tanker",))
    assert not found.is_excluded
    assert [(one.leg.id, one.verdict is None) for one in found.reasons[0].judged] == [
        ("caspian", False), ("caspian_2", True),
    ]  # fmt: skip
    assert found.route is not None
    assert [hop.leg.id for hop in found.route.hops] == ["caspian_2"]


def test_a_leg_that_is_not_there_names_the_nearest() -> None:
    found = ask("aktau", "novo")
    assert found.is_excluded
    assert [leg.id for leg in found.reasons[0].step.near] == ["caspian", "caspian_2", "to_novo"]
    assert "there is no such leg. Nearest are: Aktau to Baku (caspian) by tanker," in text(found)


def test_what_comes_before_it() -> None:
    found = ask("well", "aktau", "baku", "ceyhan")
    assert found.rank == 2
    assert [route.sites for route in found.answer.routes] == [("well", "novo", "bosporus", "ceyhan")]
    assert "number 2" in text(found)
    assert "1. Well -> Novorossiysk -> Bosporus -> Ceyhan: 868 km shorter, carries 60 Mt/y instead of 7.5" in text(
        found
    )
    best = ask("well", "aktau", "baku", "ceyhan", avoid=("RU",))
    assert (best.rank, best.answer.routes) == (1, ())


def test_an_asset_stands_for_the_way_by_it() -> None:
    found = ask("aktau", "btc", "ceyhan")
    assert [one.step.asset for one in found.reasons] == [None, "btc"]
    assert found.rank == 1
    assert [hop.leg.id for hop in found.route.hops] == ["caspian", "btc_leg"] if found.route else False
    assert "is allowed: the best route. It goes by Aktau -> Baku -> Ceyhan." in text(found)


def test_an_asset_at_an_end_stands_for_where_it_begins_or_ends() -> None:
    for stops in (("btc", "ceyhan"), ("baku", "btc"), ("btc",)):
        found = ask(*stops)
        assert [stop.id for stop in found.stops] == ["baku", "btc", "ceyhan"]
        assert [hop.leg.id for hop in found.route.hops] == ["btc_leg"] if found.route else False
    branched = material([*small(), *leg("branch", "aktau", "ceyhan", "KZ AZ GE TR", asset=["btc"])])
    with pytest.raises(UsageError, match="it begins at any of Aktau, Baku: name the place before it too"):
        ask("btc", "ceyhan", graph=branched)


def test_the_state_of_a_leg_is_a_rule_too() -> None:
    stopped = material([*small(), claim("suspension", "btc", when="2025-11-30/..", quote="It stopped.")])
    found = ask("baku", "ceyhan", graph=stopped)
    judged = found.reasons[0].judged[0]
    assert judged.verdict is not None
    assert (judged.verdict.rule, judged.verdict.reason) == ("suspended", "BTC: It stopped. (2025-11-30/..)")
    assert len(judged.claims) == 1


def test_a_rule_about_owners_rests_on_the_stakes_of_the_chain() -> None:
    more = [
        named("holding", "Company", "Holding", country=["AZ"]),
        claim("ownership", "btc", owner=["holding"], value=Quantity(40, "percent"), quote="Holding has 40."),
        claim("ownership", "holding", owner=["transneft"], value=Quantity(50, "percent"), quote="Half is Transneft's."),
        claim("operation", "btc", operator=["holding"], quote="Holding runs it."),
        claim("sanction", "transneft", by=["AZ"], when="2025-01-01", quote="Listed."),
    ]
    quotes = {one.id: one.quote for one in [*small(), *more]}
    graph = material([*small(), *more])

    def behind(term: str) -> set[str]:
        found = ask("baku", "ceyhan", graph=graph, avoid=(term,))
        return {quotes[key] for key in found.reasons[0].judged[0].claims}

    assert behind("owner:transneft>=20") == {"…", "Holding has 40.", "Half is Transneft's."}  # "…": the 8 % of its own
    assert behind("operator:AZ") == {"Holding runs it."}
    assert behind("sanctioned-by:AZ>=5") == {"…", "Holding has 40.", "Half is Transneft's.", "Listed."}
    assert "28 % of BTC belongs to Transneft" in text(ask("baku", "ceyhan", graph=graph, avoid=("owner:transneft",)))


@pytest.mark.parametrize(
    ("stops", "error", "says"),
    [
        (("aktau",), UsageError, "at least two places"),
        (("aktau", "baku", "aktau"), UsageError, "names Aktau twice"),
        (("aktau", "cpc", "btc", "ceyhan"), UsageError, "is no place: name the place between it and BTC too"),
        (("aktau", "bakuu"), UnknownName, "Did you mean: baku"),
        (("KZ", "baku"), UsageError, "Kazakhstan is a country"),
    ],
)
def test_what_is_no_route(stops: tuple[str, ...], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        ask(*stops)


def test_the_command_names_the_source(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    claims = [one for one in small() if "Country" not in one.role("label")]
    claims += [named(code, "Country", code) for code in ("KZ", "RU", "AZ", "TR")]
    claims += leg("spare", "aktau", "baku", "KZ AZ", status="suspended", quote="Nobody ships here.")
    store.write(lambda transaction: write_change(transaction, ClaimBook().replace((), claims, [PAGE])))
    command = ["why-not", "well", "novo", "--avoid", "RU", "--as-of", "2025-12-01"]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "- to_novo: Well -> Novorossiysk, pipeline: crosses RU\n    medium, undated, https://example.org/page" in out
    assert main([*command, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("1,well,novo,,to_novo,pipeline,excluded,RU,crosses RU,")
