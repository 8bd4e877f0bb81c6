"""Lines that look like one: found, refused by flows, merged or told apart by decisions that stay."""

from __future__ import annotations

import json
from dataclasses import replace
from operator import methodcaller

import pytest

from graph.fuse.book import ClaimBook
from graph.fuse.objects import Node
from graph.model.claim import Claim
from graph.schema.statements import definition_statements
from graph.store import Store
from graph.store.view import view_of
from graph.store.writer import write_change
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.run import RefreshRun
from queries.network.build import build_network
from queries.network.reading import Material, read_material
from queries.routes.assertion import Wanted, asserted
from queries.routes.disputed import outcome_of
from queries.routes.duplicates.alike import Pair, pairs_of
from queries.routes.duplicates.decisions import DISTINCT, OPEN, SAME, Decision, decide, decisions_of, standing
from queries.routes.duplicates.merging import merged
from queries.routes.duplicates.undecided import LooksDoubled
from queries.routes.engine import answer_flow, answer_routes
from queries.routes.question import Question
from queries.watch.answering import answered
from queries.watch.saved import SavedQuestion
from tests.queries.network.builders import DAY, PAGE, claim, leg, material, named, small
from trunkline import main

ASKED = Question("KZ", "med", DAY, close=("aktau",))


def doubled(name: str = "Caspian Pipeline", **more: object) -> list[Claim]:
    """CPC told twice under two ids, by 60 and by 67 Mt/y."""
    return [
        *small(),
        claim("identity", "cpc", label=["Pipeline"], alias=["Caspian pipeline"]),
        named("ktk", "Pipeline", name, name_ru=["КТК"]),
        *leg("to_novo_again", "well", "novo", "KZ RU", **{"asset": ["ktk"], "capacity": 67, "km": 910, **more}),
    ]


def found_in(read: Material) -> list[Pair]:
    network = build_network(read, "oil", DAY)
    return pairs_of(network.legs, network, read)


def decided(read: Material, *decisions: Decision) -> Material:
    return replace(read, decisions=tuple(Node("Decision", one.id, one.properties()) for one in decisions))


def decision(kind: str, number: int = 1) -> Decision:
    return Decision(kind, "cpc", "ktk", "the same line", "2026-01-01", number)


def total(read: Material, asked: Question = ASKED) -> tuple[float | None, float | None]:
    flow = answer_flow(read, asked).flow
    assert flow is not None
    return flow.low.amount, flow.high.amount


def test_one_line_under_two_ids_is_found_once() -> None:
    assert [(one.kind, one.first, one.second) for one in found_in(material(doubled()))] == [("asset", "cpc", "ktk")]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Western Route Export Pipeline", {}),  # another name
        ("Caspian Pipeline 2", {}),  # a second string says so by its number
        ("Caspian Pipeline", {"mode": ["tanker"]}),  # another mode
    ],
)
def test_different_lines_are_not_flagged(name: str, more: dict[str, object]) -> None:
    assert found_in(material(doubled(name, **more))) == []


def test_two_legs_of_one_asset_between_the_same_sites_are_found() -> None:
    read = material([*small(), *leg("again", "well", "novo", "KZ RU", asset=["cpc"], capacity=60, km=900)])
    assert [(one.kind, one.first, one.second) for one in found_in(read)] == [("leg", "again", "to_novo")]


def test_flows_refuse_lines_that_look_like_one() -> None:
    with pytest.raises(LooksDoubled, match="cpc and ktk look like one line, which would count twice") as caught:
        answer_flow(material(doubled()), ASKED)
    assert caught.value.exit_code == 1
    answer = answer_routes(material(doubled()), ASKED)
    assert answer.routes and answer.flow is None
    assert not outcome_of(answer).told
    assert answer.remarks[0].startswith("what they carry together is not told: cpc and ktk look like one line")
    assert total(material(doubled()), replace(ASKED, allow_duplicates=True)) == (127, 127)


def test_what_the_question_does_not_use_does_not_refuse_it() -> None:
    assert total(material(doubled()), replace(ASKED, close=(), avoid=("RU",))) == (5.2, 7.5)


def test_a_merged_line_counts_once_with_both_figures() -> None:
    read = decided(material(doubled()), decision(SAME))
    assert total(read) == (60, 67)
    answer = answer_routes(read, replace(ASKED, close=("КТК",)))
    assert "cpc" in [leg.asset for leg in answer.network.legs]
    assert all(hop.leg.id != "to_novo" for route in answer.routes for hop in route.hops)


def test_lines_told_apart_both_count() -> None:
    assert total(decided(material(doubled()), decision(DISTINCT))) == (127, 127)


def test_the_last_decision_stands_and_can_be_taken_back() -> None:
    first, second, third = decision(SAME), decision(DISTINCT, 2), decision(OPEN, 3)
    assert list(standing([second, first]).values()) == [second]
    assert standing([third, first, second]) == {}
    with pytest.raises(LooksDoubled):
        answer_flow(decided(material(doubled()), first, second, third), ASKED)


def test_a_chain_of_merges_ends_in_one_line() -> None:
    more = [named("third", "Pipeline", "Third"), *leg("l3", "well", "novo", "KZ RU", asset=["third"], capacity=70)]
    chain = [decision(SAME), Decision(SAME, "ktk", "third", "", "2026-01-01", 1)]
    for order in (chain, chain[::-1]):
        read = merged(material([*doubled(), *more]), order)
        assert [one.id for one in read.of("FLOWS_TO") if one.start == "well" and one.end == "novo"] == ["l3"]
        assert {one for one in read.entities if one in {"cpc", "ktk", "third"}} == {"cpc"}


@pytest.fixture
def filled(store: Store) -> Store:
    for statement in definition_statements():
        store.write(methodcaller("run", statement))
    change = ClaimBook().replace((), doubled(), [PAGE])
    store.write(lambda transaction: write_change(transaction, change))
    return store


def test_the_commands(filled: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = view_of(filled).digest()
    flow = ("flow", "KZ", "med", "--close", "aktau", "--as-of", "2025-12-01")
    assert main([*flow]) == 1
    assert "look like one line" in capsys.readouterr().err
    assert main(["duplicates", "merge", "cpc", "ktk", "--reason", "one consortium"]) == 0
    assert capsys.readouterr().out.endswith("ktk counts as cpc.\n")
    assert main([*flow]) == 0
    assert "All together: 60..67 Mt/y" in capsys.readouterr().out
    assert main(["duplicates", "undo", "cpc", "ktk"]) == 0
    assert main([*flow]) == 1
    capsys.readouterr()
    assert main(["duplicates", "list", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["number"]) for one in told["decisions"]] == [("same", 1), ("open", 2)]
    assert [(one["first"], one["second"]) for one in told["pairs"]] == [("cpc", "ktk")]
    assert view_of(filled).digest() == before  # a decision changes answers, never what sources say


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("merge", "cpc", "cpc"), "is one line already"),
        (("merge", "cpc", "kkt"), 'No asset or leg is called "kkt". Did you mean: ktk?'),
        (("merge", "cpc", "to_novo"), "An asset and a leg cannot be one line"),
        (("undo", "cpc", "ktk"), "Nothing is decided about cpc and ktk"),
    ],
)
def test_bad_decisions(filled: Store, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], says: str) -> None:
    assert main(["duplicates", *args]) == 2
    assert says in capsys.readouterr().err


def test_the_reference_graph_is_free_of_false_flags(reference_store: Store) -> None:
    read = read_material(reference_store)
    assert decisions_of(read) == []
    for commodity in ("oil", "gas", "uranium"):
        network = build_network(read, commodity, DAY)
        assert pairs_of(network.legs, network, read) == []


def test_a_decision_survives_a_refresh(filled: Store) -> None:
    decide(filled, decision(SAME))
    content = Loaded((claim("suspension", "btc", when="2025-11-30"),), (PAGE,))
    RefreshRun(filled).refresh([Source("news", "a test", lambda: [SourceItem("n", "1", "1", lambda: content)])])
    read = read_material(filled)
    assert decisions_of(read) == [decision(SAME)]
    assert total(read) == (60, 67)


def test_a_watch_over_lines_that_look_like_one_does_not_hold_and_says_why() -> None:
    held = asserted(material(doubled()), ASKED, Wanted(min_flow=1))
    assert not held.holds
    assert held.reason.startswith("what they carry together is not told: cpc and ktk look like one line")
    words = ("routes", ASKED.start, ASKED.goal, "--as-of", ASKED.as_of.isoformat())
    saved = answered(material(doubled()), SavedQuestion("doubled", words))
    assert saved.answer.startswith("what they carry together is not told: cpc and ktk look like one line")
