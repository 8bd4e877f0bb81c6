"""What the parser sees, where it stops, and the warnings that follow from both."""

from __future__ import annotations

import pytest

from queries.catalogue.question import Question
from queries.catalogue.registry import questions
from queries.console.checks import products, warnings_of
from queries.console.cypher.parse import parse
from queries.console.cypher.tokens import tokens
from queries.console.errors import explained, pointed
from queries.console.learning import learned, makes_names
from queries.console.watcher import remark_on
from tests.queries.console.test_completion import WORDS


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.id)
def test_every_question_of_the_catalogue_is_cypher(question: Question) -> None:
    assert parse(question.statement).fault is None
    assert "".join(token.text for token in tokens(question.statement)) == question.statement


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 1",
        "MATCH (a:X|Y&!Z) WHERE EXISTS { (a)-->(b) WHERE b.x > 1 } RETURN COUNT { (a)--() } AS n",
        "CALL { MATCH (n) RETURN n } RETURN n.id",
        "CALL (n) { RETURN 1 AS one } RETURN one",
        "MATCH p = ANY SHORTEST (a)-[:X]->+(b) RETURN p",
        "MATCH (a) ((x)-[:R]->(y)){1,3} (b) RETURN a",
        "UNWIND $rows AS row MERGE (n:X {id: row.id}) ON CREATE SET n += row ON MATCH SET n.seen = true",
        "MATCH (a)-[r:X*1..3 {y: 1}]-(b) RETURN [x IN nodes(p) WHERE x:Y | x.id] AS l, a {.id, .*, z: 1}",
        "FOREACH (x IN [1] | CREATE (:N {v: x}))",
        "SHOW INDEXES",
        "CREATE INDEX FOR (n:X) ON (n.id)",
        "EXPLAIN MATCH (n) RETURN n",
        "LOAD CSV WITH HEADERS FROM 'x' AS row RETURN row",
    ],
)
def test_accepted(statement: str) -> None:
    assert parse(statement).fault is None


@pytest.mark.parametrize(
    ("statement", "place", "reason"),
    [
        ("RETRN 1", 0, "clause"),
        ("MATCH (n RETURN n", 6, "never closed"),
        ("MATCH (n)) RETURN n", 9, "closes nothing"),
        ("MATCH (n) RETURN", 16, "an expression"),
        ("MATCH (n) WHERE RETURN n", 16, "an expression"),
        ("MATCH (n)-[:X]>(m) RETURN n", 14, "-"),
        ("RETURN 'open", 7, "never closed"),
        ("RETURN 12ab", 7, "no number"),
        ("RETURN 99999999999999999999", 7, "64 bits"),
        ("MATCH (n) WITH n.id RETURN 1", 15, "AS name"),
        ("MATCH (n)", 9, "RETURN"),
        ("RETURN CASE WHEN 1 END", 19, "THEN"),
        ("RETURN " + "(" * 200 + "1" + ")" * 200, 157, "deep"),
    ],
)
def test_refused_at_the_place(statement: str, place: int, reason: str) -> None:
    fault = parse(statement).fault
    assert fault is not None
    assert (fault.place, reason in fault.reason) == (place, True), fault


@pytest.mark.parametrize(
    ("statement", "place", "said"),
    [
        ("MATCH (n:Pipline) RETURN n", 9, "Did you mean Pipeline?"),
        ("MATCH (a)-[:OWN]->(b) RETURN a", 12, "Did you mean OWNS?"),
        (
            "MATCH (p:Pipeline) RETURN p.lenght_km",
            28,
            "no Pipeline has the property lenght_km. Did",
        ),
        ("MATCH (p:Pipeline {idd: 'x'}) RETURN p", 19, "Did you mean id?"),
        ("RETURN siz([1])", 7, "Did you mean size?"),
        ("MATCH (p:Pipeline)<-[:CROSSES]-(c:Country) RETURN p", 18, "It occurs the other way round."),
        ("MATCH (c:Country)-[:OWNS]->(p:Pipeline) RETURN p", 17, "the graph has no (:Country)-[:OWNS]->(:Pipeline)."),
        ("MATCH (n) WHERE n:Contry RETURN n", 18, "Did you mean Country?"),
    ],
)
def test_warned(statement: str, place: int, said: str) -> None:
    (warning,) = warnings_of(statement, WORDS)
    assert warning.place == place
    assert said in warning.reason


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (p:Pipeline)-[:CROSSES]->(c:Country) RETURN p.length_km, c.iso3, size(p.name_en)",
        "MATCH (c:Country)-[:CROSSES]-(p) RETURN p",
        "MATCH (a:Site)-[:FLOWS_TO*1..4]->(b:Site) RETURN a",
        "MATCH (n {anything: 1}) RETURN n.whatever",
        "MATCH (x:Company)-[:OWNS]->()-[:CROSSES]->(y) RETURN x, y",
        "MATCH (x:Company) WITH x AS y RETURN y.anything",
    ],
)
def test_not_warned(statement: str) -> None:
    assert warnings_of(statement, WORDS) == []


def test_what_a_statement_makes_is_known_afterwards() -> None:
    made = "MERGE (s:Scratch {id: 'a'})<-[:MAKES {since: 1}]-(c:Company) SET s.colour = 'red'"
    assert makes_names(made) and not makes_names("MATCH (n) WHERE n.id = 'CREATE' RETURN n")
    words = learned(WORDS, made)
    after = "MATCH (c:Company)-[m:MAKES]->(s:Scratch) WHERE m.since = 1 RETURN s.colour"
    assert len(warnings_of(after, WORDS)) == 2 and warnings_of(after, words) == []
    assert "Did you mean colour?" in warnings_of("MATCH (s:Scratch) RETURN s.color", words)[0].reason
    assert "other way round" in warnings_of("MATCH (s:Scratch)-[:MAKES]->(c:Company) RETURN s", words)[0].reason


def test_products_of_unlinked_patterns() -> None:
    assert products("MATCH (a:Site), (b:Country) RETURN a, b")[0].place == 16
    assert products("MATCH (a:Site), (a)-->(b:Country) RETURN a, b") == []
    assert products("MATCH (a:Site) MATCH (b)-->(a) RETURN a, b") == []


def test_a_caret_stands_under_the_place() -> None:
    assert list(pointed("RETURN нефть +", 14, 1, "here")) == ["  RETURN нефть +", "                ^ here"]
    assert list(pointed("MATCH (n)\nRETRN n", 10, 5, "odd")) == ["  2: RETRN n", "     ^^^^^ odd"]
    from graph.errors import StoreError

    said = explained("RETURN 1 +", StoreError("mismatched input\nmore"))
    assert said.splitlines()[0] == "Error: mismatched input"
    assert said.splitlines()[2].strip().startswith("^ expected an expression")


def test_the_line_below_the_prompt() -> None:
    assert remark_on("MATCH (n:Pipeline) RETURN n.id;", WORDS) == ""
    assert remark_on("MATCH (n:Pipeline) RET", WORDS) == ""
    assert remark_on("MATCH (n:Pipeline) RET n", WORDS).startswith("line 1: expected RETURN")
    assert remark_on("MATCH (n:Pipeline", WORDS) == ""
    assert "Did you mean Pipeline?" in remark_on("MATCH (n:Pipelin) RETURN n", WORDS)
