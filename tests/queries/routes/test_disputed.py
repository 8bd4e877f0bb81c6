"""What depends on who is right: values, statuses, doubtful stops, and whole sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import UsageError
from graph.model.claim import Claim, Quantity, Trust
from graph.store import Store
from queries.answers.route_disputed import DisputedReport
from queries.network.reading import read_material
from queries.routes.disputed import Disputed, Effect, disputed
from queries.routes.question import Question
from queries.routes.sources import press_of, without_each, without_each_source
from tests.queries.conftest import Trunkline
from tests.queries.network.builders import DAY, PAGE, claim, leg, material, small

ASKED = Question("KZ", "med", DAY, avoid=("RU",))


def effects(claims: list[Claim], asked: Question = ASKED) -> dict[tuple[str, str], Effect]:
    return {(one.dispute.kind, one.dispute.subject): one for one in disputed(material(claims), asked).effects}


def says(one: Effect) -> list[tuple[str, float | None, float | None]]:
    return [(tried.side.says, tried.outcome.low, tried.outcome.high) for tried in one.tried]


def test_each_end_of_a_disputed_capacity_is_tried() -> None:
    found = disputed(material(small()), ASKED)
    assert (found.outcome.low, found.outcome.high) == (5.2, 7.5)
    assert found.moves_the_flow is not None and found.flips_the_route is None
    assert found.moves_the_flow.dispute.subject == "aktau"
    assert says(found.moves_the_flow) == [("5.2 Mt/y", 5.2, 5.2), ("7.5 Mt/y", 7.5, 7.5)]


def test_a_figure_of_low_trust_is_tried_beside_the_range() -> None:
    low = claim("capacity", "aktau", value=Quantity(12, "Mt/y"), trust=Trust.LOW)
    found = effects([*small(), low])["capacity", "aktau"]
    assert says(found)[-1] == ("12 Mt/y, beside the range", 12, 12)
    assert found.tried[-1].side.claims == (low.id,)


def test_a_policy_settles_the_values() -> None:
    assert ("capacity", "aktau") not in effects(small(), replace(ASKED, trust="highest"))


def test_a_disputed_distance_may_decide_the_best_route() -> None:
    rival = [
        *leg("direct", "aktau", "ceyhan", "KZ TR", km=1800, capacity=1),
        claim("length", "leg:direct", value=Quantity(1900, "km")),
    ]
    found = effects([*small(), *rival])["distance", "direct"]
    assert found.flips
    assert {one.side.says: one.outcome.legs for one in found.tried} == {
        "1800 km": ("to_aktau", "direct"),
        "1900 km": ("to_aktau", "caspian", "btc_leg"),
    }


def test_statements_of_equal_standing_about_a_status() -> None:
    rival = claim("status", "leg:btc_leg", status=["suspended"])
    found = effects([*small(), rival])["status", "btc_leg"]
    assert says(found) == [("operating", 5.2, 7.5), ("suspended", 0, 0)]


def test_a_later_statement_about_a_status_is_no_dispute() -> None:
    later = claim("status", "leg:btc_leg", status=["suspended"], when="2020-01-01/..")
    assert ("status", "btc_leg") not in effects([*small(), later])


def test_a_stop_whose_end_nobody_told_holds_or_does_not() -> None:
    stop = claim("suspension", "btc", when="2025-11-20", quote="The line stopped.")
    found = effects([*small(), stop])["stop", "btc"]
    assert says(found) == [("it is over", 5.2, 7.5), ("it holds", 0, 0)]
    assert found.tried[1].side.claims == (stop.id,)


def test_the_report_names_what_decides_and_who_says_it() -> None:
    found: Disputed = disputed(material(small()), ASKED)
    text = DisputedReport(found).text()
    assert "The answer: 5.2..7.5 Mt/y; best route Well -> Aktau -> Baku -> Ceyhan" in text
    assert "capacity of Aktau: moves the flow by 2.3 Mt/y" in text
    assert DisputedReport(found).document()["moves_the_flow_most"] == "aktau"
    assert [row["says"] for row in DisputedReport(found).rows()] == ["5.2 Mt/y", "7.5 Mt/y"]


def test_an_answer_without_each_source() -> None:
    other = replace(PAGE, id="other", url="https://rival.kz/a", outlet="rival.kz")
    told = [one for one in small() if not (one.about == ("aktau",) and one.trust is Trust.HIGH)]
    low = claim("capacity", "aktau", value=Quantity(5.2, "Mt/y"), trust=Trust.HIGH)
    claims = [*told, replace_document(low, "other")]
    found = {one.source: one for one in without_each(claims, [PAGE, other], ASKED)}
    assert set(found) == {"rival.kz", "page"}
    assert not found["rival.kz"].holds and found["rival.kz"].outcome is not None
    assert (found["rival.kz"].outcome.low, found["rival.kz"].outcome.high) == (7.5, 7.5)
    assert not found["page"].holds and found["page"].why.startswith("The graph holds no legs")
    assert press_of(other, "") == "KZ" and press_of(PAGE, "") == "unknown"


def replace_document(one: Claim, document: str) -> Claim:
    return Claim(one.type, one.about, one.item, document, one.quote, value=one.value, trust=one.trust)


def test_sources_cannot_be_grouped_by_anything_else() -> None:
    with pytest.raises(UsageError, match="use one of: outlet, press"):
        without_each(small(), [PAGE], ASKED, "language")


def test_the_reference_graph_without_the_press_of_one_country(reference_store: Store) -> None:
    asked = Question("KZ", "mediterranean", date(2026, 11, 1), avoid=("RU",))
    found = {one.source: one for one in without_each_source(reference_store, asked, "press")}
    assert found["RU"].holds and not found["KZ"].holds
    assert found["RU"].outcome is not None
    assert found["RU"].outcome.legs == disputed(read_material(reference_store), asked).outcome.legs


def test_the_command(trunkline: Trunkline) -> None:
    shown = trunkline("disputed", "KZ", "mediterranean", "--avoid", "RU", "--as-of", "2026-11-01")
    assert "capacity of Aktau: moves the flow by" in shown.stdout
    assert shown.returncode == 0
