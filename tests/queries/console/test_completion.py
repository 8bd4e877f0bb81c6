"""What completion offers, ``|`` marking the cursor."""

from __future__ import annotations

import pytest

from queries.console.completion import complete
from queries.console.vocabulary import Vocabulary, vocabulary

WORDS = Vocabulary(
    labels=("Country", "Company", "Pipeline"),
    types=("FLOWS_TO", "OWNS"),
    properties={"Pipeline": ("id", "length_km"), "OWNS": ("share",)},
    questions={"owners": ("asset", "links"), "routes": ("origin", "destination")},
    commands=(":ask", ":help"),
    keywords=("MATCH", "RETURN"),
    functions=("range", "size"),
)


def offered(marked: str) -> list[str]:
    cursor = marked.index("|")
    return [one.text for one in complete(marked.replace("|", "", 1), cursor, WORDS)]


@pytest.mark.parametrize(
    ("marked", "texts"),
    [
        ("MATCH (n:|", ["Country", "Company", "Pipeline"]),
        ("MATCH (n:Co|", ["Country", "Company"]),
        ("MATCH (n:co|)", ["Country", "Company"]),
        ("MATCH (:|)", ["Country", "Company", "Pipeline"]),
        ("MATCH ()-[:|", ["FLOWS_TO", "OWNS"]),
        ("MATCH ()-[r:O|]->()", ["OWNS"]),
        ("MATCH (n:Country)-[:FL|", ["FLOWS_TO"]),
        ("MATCH ()-[:OWNS]->(m:Pi|", ["Pipeline"]),
        ("MATCH (p:Pipeline) RETURN p.|", ["id", "length_km"]),
        ("MATCH (p:Pipeline) RETURN p.le|", ["length_km"]),
        ("MATCH ()-[r:OWNS]->() RETURN r.|", ["share"]),
        ("RETURN x.|", ["id", "length_km", "share"]),
        ("MATCH (p:Pipeline {|", ["id", "length_km"]),
        ("MATCH (p:Pipeline {id: 'x', l|", ["length_km"]),
        ("MAT|", ["MATCH"]),
        ("r|", ["RETURN", "range"]),
        ("MATCH (pipe:Pipeline) RETURN pi|", ["pipe"]),
        ("MATCH (n) RETURN 'MAT|", []),
        ("MATCH (n) // MAT|", []),
        ("RETURN `MAT|", []),
        ("RETURN 'a'; MAT|", ["MATCH"]),
        (":|", [":ask", ":help"]),
        (":h|", [":help"]),
        (":ask |", ["owners", "routes"]),
        (":ask o|", ["owners"]),
        (":ask owners |", ["asset=", "links="]),
        (":ask owners asset=cpc |", ["links="]),
        (":ask owners asset=|", []),
        ("RETURN 1;\n:ask r|", ["routes"]),
        (":help\nMAT|", ["MATCH"]),
        ("MATCH|", []),
    ],
)
def test_offers(marked: str, texts: list[str]) -> None:
    assert offered(marked) == texts


def test_the_place_to_replace() -> None:
    (found,) = complete("MATCH (n:Pi", 11, WORDS)
    assert (found.text, found.start, found.kind) == ("Pipeline", 9, "label")


def test_the_words_of_this_version() -> None:
    words = vocabulary()
    assert {"Pipeline", "Claim", "Mooring"} <= set(words.labels)
    assert {"FLOWS_TO", "OWNS", "STATED_IN"} <= set(words.types)
    assert "length_km" in words.properties_of("Pipeline")
    assert "share" in words.properties_of("OWNS")
    assert words.questions["owners"] == ("asset", "links", "day")
    assert ":evidence" in words.commands
