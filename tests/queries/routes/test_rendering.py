from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

from graph.model.claim import Quantity
from queries.answers.citing import cited_words, without_files
from queries.answers.geometry import course_of
from queries.answers.report import geojson_text, json_text
from queries.answers.route_csv import COLUMNS
from queries.answers.route_report import FlowReport, RoutesReport
from queries.answers.route_table import flow_text, routes_text
from queries.answers.tabular import csv_text
from queries.network.model import Volume
from queries.routes.answer import Evidence, Hop, RoutesAnswer
from queries.routes.blocking import no_route
from queries.routes.engine import answer_routes, prepare
from queries.routes.evidence import oldest, weakest
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, material, small


def as_json(answer: RoutesAnswer) -> str:
    return json_text(RoutesReport(answer))


def as_csv(answer: RoutesAnswer) -> str:
    return csv_text(RoutesReport(answer))


ANSWER = answer_routes(material(small()), Question("KZ", "med", DAY, avoid=("RU",)))
SURE = Evidence("c_1", 3, "2024-01-01", "https://example.org/a", "A sure sentence.")
WEAK = Evidence("c_2", 0, None, "own knowledge", "A weak sentence.")


def test_table() -> None:
    text = routes_text(ANSWER)
    assert text.startswith("Kazakhstan -> Mediterranean, oil, as of 2025-12-01, avoiding Russia\n")
    assert "1. Well -> Aktau -> Baku -> Ceyhan" in text
    assert "1,968 km; 5.2..7.5 Mt/y, limited by Aktau; unknown on caspian; through KZ, AZ, GE, TR" in text
    sure = (
        "; sure is only 0 Mt/y, since no source gives a capacity for Aktau to Baku (caspian), Aktau to Baku (caspian_2)"
    )
    assert f"All together: 5.2..7.5 Mt/y{sure}\n  proved by the smallest cut: Aktau 5.2" in text
    assert "\x1b" not in text


def test_flow_table() -> None:
    assert "btc_leg       5.2..7.5 Mt/y  Baku -> Ceyhan" in flow_text(ANSWER)


def test_json() -> None:
    read = json.loads(as_json(ANSWER))
    assert (read["schema_version"], read["graph_digest"], read["unit"]) == (1, "digest", "Mt/y")
    assert read["question"]["from"] == "KZ" and read["question"]["origins"] == ["well"]
    assert [hop["leg"] for hop in read["routes"][0]["hops"]] == ["to_aktau", "caspian", "btc_leg"]
    assert read["flow"]["high"]["amount"] == 7.5
    assert as_json(ANSWER) == as_json(answer_routes(material(small()[::-1]), ANSWER.question))


def test_json_without_a_route_names_what_blocks() -> None:
    answer = answer_routes(material(small()), Question("KZ", "med", DAY, avoid=("RU",), close=("aktau",)))
    read = json.loads(as_json(answer))
    assert (read["routes"], read["flow"]) == ([], None)
    assert {one["leg"] for one in read["blocked_by"]} == {"to_aktau", "to_novo"}


def test_csv() -> None:
    rows = list(csv.DictReader(StringIO(as_csv(ANSWER))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["leg"] for row in rows if row["route"] == "2"] == ["to_aktau", "caspian_2", "btc_leg"]
    assert rows[1]["capacity_low"] == "" and rows[2]["capacity_low"] == "50"


def test_geojson_keeps_hops_without_a_position() -> None:
    features = json.loads(geojson_text(RoutesReport(ANSWER)))["features"]
    assert [one["properties"]["leg"] for one in features[:3]] == ["to_aktau", "caspian", "btc_leg"]
    assert features[0]["geometry"] is None
    assert features[1]["geometry"] == {"type": "LineString", "coordinates": [[51.2, 43.6], [49.9, 40.4]]}


def test_the_weakest_and_the_oldest_claim() -> None:
    assert weakest([SURE, WEAK]) == WEAK
    assert oldest([SURE, WEAK]) == SURE  # an undated claim is not known to be old


def test_evidence_is_shown() -> None:
    route = ANSWER.routes[0]
    shown = replace(route, hops=(Hop(route.hops[0].leg, WEAK, SURE), *route.hops[1:]))
    text = routes_text(replace(ANSWER, routes=(shown,)))
    assert 'weakest: unverified, undated, own knowledge: "A weak sentence."' in text
    assert 'oldest: high, known since 2024-01-01, https://example.org/a: "A sure sentence."' in text


def test_a_row_of_a_table_is_no_quotation() -> None:
    row = replace(SURE, quote="figures.csv: leg:e_cpc2: capacity 72.5 Mt/y — a note", valid="2018/2022", is_row=True)
    where = "high, known since 2024-01-01, valid 2018/2022, https://example.org/a"
    assert cited_words(row) == f"{where}: row of figures.csv: e_cpc2: capacity 72.5 Mt/y — a note"
    assert cited_words(row, 20) == f"{where}: row of figures.csv: e_cpc2: capacity 72…"
    assert cited_words(replace(row, is_row=False)).endswith('"figures.csv: leg:e_cpc2: capacity 72.5 Mt/y — a note"')
    assert without_files("BTC: events.csv: It stopped.") == "BTC: It stopped."


def test_names_stand_for_what_was_typed() -> None:
    asked = Question(
        "KZ", "med", DAY, avoid=("Россия", "not (mode:pipe or territory:RU)"), only=("not AZ or mode:sea",),
        close=("btc:50%@2025-01-01..", "leg:caspian_2", "aktau@2020-01-01..2020-02-01"),
    )  # fmt: skip
    case = prepare(material(small()), replace(asked, avoid=asked.avoid[:1], only=()))
    assert case.rules_in_words == (
        "avoiding Russia",
        "closed: 0.5 of BTC from 2025-01-01 to any day, Aktau to Baku (caspian_2)",
    )
    assert case.notes == ("--close aktau@2020-01-01..2020-02-01 closes nothing: its days do not cover 2025-12-01",)
    assert prepare(material(small()), replace(asked, close=())).rules_in_words == (
        "avoiding Russia, not (mode:pipe or territory:Russia)", "only not Azerbaijan or mode:sea",
    )  # fmt: skip


def test_what_moves_and_what_is_contracted_stands_beside_the_capacity() -> None:
    route = ANSWER.routes[0]
    used = replace(route.hops[0].leg, use=Volume(20, 21, 2024), own_use=Volume(1.4, 1.4, 2025))
    shown = replace(route, hops=(Hop(used, beside=("contract ceiling 2.2 Mt/y",)), *route.hops[1:]))
    moved = "1.4 Mt/y from there moved in 2025; 20..21 Mt/y from everywhere moved in 2024"
    assert f"\n     beside it: contract ceiling 2.2 Mt/y; {moved}\n" in routes_text(replace(ANSWER, routes=(shown,)))


def test_origins_that_give_more_than_their_fields_produce_are_named() -> None:
    told = claim("production", "well_field", value=Quantity(39, "Mt"), when="2025", commodity=["oil"])
    read, asked = material([*small(), told]), Question("KZ", "med", DAY)
    beyond = [one for one in answer_routes(read, asked).remarks if "limited by production" in one]
    assert beyond == [
        "origins are not limited by production, and some give more Mt/y here than their fields are stated to produce: "
        "Well 65.2 of 39 (2025); --supply production limits them"
    ]
    for bound in (replace(asked, supply=("production",)), replace(asked, avoid=("RU",))):
        assert not any("limited by production" in one for one in answer_routes(read, bound).remarks)


def test_an_answer_says_how_little_the_graph_holds() -> None:
    shut = answer_routes(material(small()), Question("KZ", "med", DAY, avoid=("RU",), close=("aktau",)))
    known = "The graph knows 7 legs for oil, 2 of which enter Mediterranean; of other ways it knows nothing."
    assert str(no_route(shut)).endswith(known)
    few = answer_routes(material(small()), Question("KZ", "TR", DAY))
    assert "note: the graph knows only 2 legs that enter Türkiye for oil; of others it knows nothing" in routes_text(
        few
    )


def test_graphml_keeps_parallel_legs_and_the_digest() -> None:
    import networkx as nx

    graph = RoutesReport(ANSWER).graph()
    assert set(graph["aktau"]["baku"]) == {"caspian", "caspian_2"}
    read = nx.parse_graphml("\n".join(nx.generate_graphml(graph)), force_multigraph=True)
    assert read.graph["digest"] == "digest"
    assert read.nodes["aktau"]["capacity_high"] == 7.5


def test_flow_rows_name_what_carries_and_the_cut() -> None:
    rows = {(row["kind"], row["id"]): row for row in FlowReport(ANSWER).rows()}
    assert rows["leg", "btc_leg"]["flow_high"] == 7.5
    assert rows["site", "aktau"]["in_cut_low"] and not rows["leg", "btc_leg"]["in_cut_low"]


def test_a_leg_follows_the_course_of_its_pipeline() -> None:
    sangachal, ceyhan, aktau = (49.48, 40.2), (35.9, 36.88), (51.2, 43.6)
    course = course_of(("btc",), sangachal, ceyhan)
    assert course.source and "Global Energy Monitor" in course.source and len(course.points) > 50
    assert course_of(("btc",), ceyhan, sangachal).points == course.points[::-1]
    assert course_of(("btc",), aktau, ceyhan).source is None
    assert course_of((), aktau, ceyhan).points == (aktau, ceyhan)
