from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

from queries.answers.route_csv import COLUMNS, as_csv
from queries.answers.route_geojson import as_geojson
from queries.answers.route_json import as_json
from queries.answers.route_table import flow_text, routes_text
from queries.routes.answer import Evidence, Hop
from queries.routes.engine import answer_routes
from queries.routes.evidence import oldest, weakest
from queries.routes.question import Question
from tests.queries.network.builders import DAY, material, small

ANSWER = answer_routes(material(small()), Question("KZ", "med", DAY, avoid=("RU",)))
SURE = Evidence("c_1", 3, "2024-01-01", "https://example.org/a", "A sure sentence.")
WEAK = Evidence("c_2", 0, None, "own knowledge", "A weak sentence.")


def test_table() -> None:
    text = routes_text(ANSWER)
    assert text.startswith("Kazakhstan -> Mediterranean, oil, as of 2025-12-01, avoiding RU\n")
    assert "1. Well -> Aktau -> Baku -> Ceyhan" in text
    assert "1,968 km; 5.2..7.5 Mt/y, limited by Aktau; unknown on caspian; through KZ, AZ, GE, TR" in text
    assert "All together: 5.2..7.5 Mt/y\n  proved by the smallest cut: Aktau 5.2" in text
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
    assert rows[1]["capacity_low"] == "" and rows[2]["capacity_low"] == "50.0"


def test_geojson_keeps_hops_without_a_position() -> None:
    features = json.loads(as_geojson(ANSWER))["features"]
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
    assert 'oldest: high, 2024-01-01, https://example.org/a: "A sure sentence."' in text
