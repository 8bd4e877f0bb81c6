"""What completion offers: a table of places, each with what is offered there."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.store import Store, open_store
from queries.console.checks import warnings_of
from queries.console.completion.complete import complete
from queries.console.knowledge import load, read_knowledge, save
from queries.console.special.registry import choices, command_words
from queries.console.vocabulary import CommandWords, Entity, Vocabulary
from queries.console.words import Words, declared_words, words_with

COMPANY, PIPELINE, COUNTRY, SITE = "Company", "Pipeline", "Country", "Site"
WORDS = Vocabulary(
    labels=(COMPANY, COUNTRY, "Odd Label", PIPELINE, SITE),
    types=("CROSSES", "FLOWS_TO", "LOCATED_IN", "OWNS"),
    properties={
        COMPANY: ("id", "name_en", "name_ru"), COUNTRY: ("id", "iso3", "name_en", "name_ru"),
        PIPELINE: ("id", "length_km", "name_en"), SITE: ("capacity", "id", "name_ru"),
        "CROSSES": ("order",), "FLOWS_TO": ("asset", "distance_km", "mode"), "OWNS": ("share", "trust"),
    },
    patterns=frozenset({
        (PIPELINE, "CROSSES", COUNTRY), (SITE, "FLOWS_TO", SITE), (SITE, "LOCATED_IN", COUNTRY),
        (COMPANY, "LOCATED_IN", COUNTRY), (COMPANY, "OWNS", PIPELINE), (COMPANY, "OWNS", COMPANY),
    }),
    entities=(
        Entity("KZ", ("Kazakhstan", "Казахстан"), frozenset({COUNTRY})),
        Entity("RU", ("Russia", "Россия"), frozenset({COUNTRY})),
        Entity("btc", ("Baku-Tbilisi-Ceyhan", "Баку — Тбилиси — Джейхан", "БТД"), frozenset({PIPELINE})),
        Entity("kmg", ("KazMunayGas JSC", "КазМунайГаз"), frozenset({COMPANY})),
        Entity("novorossiysk", ("Novorossiysk", "Новороссийск"), frozenset({SITE})),
    ),
    questions={"owners": {"asset": "entity", "links": "integer"}, "exports": {"country": "country", "year": "year"},
               "contents": {}},
    commands={
        ":ask": CommandWords(("question", "assignment…"), {"--show": ""}),
        ":as-of": CommandWords(("day",)),
        ":evidence": CommandWords(("entity",), {"--all": ""}),
        ":format": CommandWords(("notation",)),
        ":help": CommandWords(("command",)),
        ":routes": CommandWords(("entity…",), {"--avoid": "entity", "--as-of": "day"}),
    },
    choices={"notation": ("table", "json", "csv")},
    parameters=("as_of", "rows"),
    functions=("range", "reduce", "shortestPath", "size", "sum", "toFloat", "toLower"),
)  # fmt: skip
CASES = [
    line.split(" ⇒ ", 1) if " ⇒ " in line else [line.removesuffix(" ⇒"), ""]
    for line in (Path(__file__).parent / "completions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def offered(marked: str, words: Vocabulary = WORDS) -> list[str]:
    cursor = marked.rindex("|")
    text = marked[:cursor] + marked[cursor + 1 :]
    return [one.text for one in complete(text, cursor, words)]


def shown(found: list[str], wanted: str) -> str:
    """A long list is told by its beginning: ``a, b, …``."""
    if wanted.endswith("…"):
        count = wanted.count(",")
        return ", ".join([*found[:count], "…"])
    return ", ".join(found)


@pytest.mark.parametrize(("marked", "wanted"), CASES, ids=[marked for marked, _ in CASES])
def test_offers(marked: str, wanted: str) -> None:
    assert shown(offered(marked.replace("⏎", "\n")), wanted) == wanted


def test_the_table_is_long() -> None:
    assert len({marked for marked, _ in CASES}) >= 150


def test_the_place_to_replace() -> None:
    (found,) = complete("MATCH (n:Pi", 11, WORDS)
    assert (found.text, found.start, found.kind) == ("Pipeline", 9, "label")
    found, *_ = complete("MATCH (n {id: 'Каза", 19, WORDS)
    assert (found.text, found.start, found.kind, found.note) == ("KZ", 15, "Country", "Kazakhstan")


def test_the_words_of_this_version() -> None:
    words = declared_words()
    assert {"Pipeline", "Claim", "Mooring"} <= set(words.labels)
    assert {"FLOWS_TO", "OWNS", "STATED_IN"} <= set(words.types)
    assert "length_km" in words.properties_of(["Pipeline"])
    assert "share" in words.properties_of(["OWNS"])
    assert words.questions["owners"] == {"asset": "entity", "links": "integer", "day": "date"}
    assert ":evidence" in command_words() or ":ask" in command_words()
    unread = Words(Path("nowhere"), command_words, choices(), open_store)
    steps = offered("MATCH (p:Pipeline)-[:|", unread.now)
    assert "CROSSES" in steps and "STATED_IN" not in steps
    assert warnings_of("MATCH (p:Pipeline)-[:STATED_IN]->(a:Article) RETURN p", unread.sure) == []


def test_the_words_of_the_graph(reference_store: Store, tmp_path: Path) -> None:
    knowledge = read_knowledge(reference_store)
    save(knowledge, tmp_path / "kept" / "graph.json")
    assert load(tmp_path / "kept" / "graph.json") == knowledge
    words = words_with(knowledge, command_words(), choices())
    after_pipeline = offered("MATCH (p:Pipeline)-[:|", words)
    assert "CROSSES" in after_pipeline
    assert not {"STATED_IN", "FLOWS_TO", "AFFECTS"} & set(after_pipeline)
    assert "AFFECTS" in offered("MATCH (p:Pipeline)<-[:|", words)
    assert offered("MATCH (:Claim)-[:STATED_IN]->(a:|", words) == ["Article"]
    assert "KZ" in offered("MATCH (c {id: 'Казахс|", words)
    assert load(tmp_path / "nothing.json") is None


def test_a_world_of_names_answers_at_once() -> None:
    """2,000 labels, 1,000 types, 30,000 steps and 60,000 names; 30 ms on a quiet machine, five times that here."""
    labels = tuple(f"Label{number}" for number in range(2000))
    types = tuple(f"TYPE_{number}" for number in range(1000))
    steps = frozenset((labels[n % 2000], types[n % 1000], labels[(n * 7) % 2000]) for n in range(30_000))
    entities = tuple(Entity(f"id{n}", (f"Name {n}", f"Имя {n}"), frozenset({labels[n % 2000]})) for n in range(20_000))
    words = Vocabulary(labels=labels, types=types, patterns=steps, entities=entities,
                       properties=dict.fromkeys(labels, ("id", "name_en")))  # fmt: skip
    words.named("x", 1)
    places = ("MATCH (n:Label|", "MATCH (:Label7)-[:|", "MATCH (:Label7)-[:TYPE_7]->(:|", "MATCH (n {id: 'Имя 19|",
              "MATCH (n) RETURN n.|", "MATCH (n {id: '|")  # fmt: skip
    for place in places:
        offered(place, words)
        begun = time.process_time()
        assert offered(place, words)
        assert time.process_time() - begun < 0.15, place
