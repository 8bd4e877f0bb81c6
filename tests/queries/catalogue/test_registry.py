"""Every question agrees with its header, runs, and answers with the columns that it declares."""

from __future__ import annotations

import re
import shlex

import pytest

from graph.errors import BadInput, UnknownName
from graph.store import Store
from queries.catalogue.question import read_question
from queries.catalogue.registry import question, question_ids, questions
from queries.catalogue.run import ask

GOOD = """// group = "g"
// title = { en = "T", ru = "Т" }
// text = "t"
// example = "a=1"
// [parameters]
// a = { type = "integer", meaning = "m" }
// [columns]
// x = "m"
RETURN $a AS x;
"""
# Their example cannot have rows where only reference tables are loaded.
EMPTY = {"runs", "quarantined", "documents"}


def test_there_are_enough_general_questions() -> None:
    assert len(question_ids()) >= 40
    assert [one.id for one in questions()] == [one.id for one in sorted(questions(), key=lambda q: (q.group, q.id))]


@pytest.mark.parametrize("name", question_ids())
def test_the_example_of_every_question_runs(name: str, reference_store: Store) -> None:
    asked = question(name)
    result = ask(reference_store, asked, shlex.split(asked.example))
    assert list(result.columns) == [column.name for column in asked.columns]
    assert (name in EMPTY) or len(result.rows) > 0
    assert result.rows == ask(reference_store, asked, shlex.split(asked.example)).rows


@pytest.mark.parametrize("name", question_ids())
def test_every_question_is_worded_in_both_languages_and_portable(name: str) -> None:
    asked = question(name)
    assert re.search("[а-я]", asked.title_ru)
    assert asked.text.endswith(".")
    assert "shortestpath" not in asked.statement.lower()
    assert "ORDER BY" in asked.statement
    assert all(not re.search(rf"[(\[]{column.name}:", asked.statement) for column in asked.columns), (
        "a column that is also a variable hides it in ORDER BY"
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("AS x", "AS y", r"returns \['y'\], but declares \['x'\]"),
        ("RETURN $a", "RETURN $b", "parameter \\$b is used but not declared"),
        ("RETURN $a", "RETURN '$a'", "parameter \\$a is declared but not used"),
        ("RETURN $a AS x", "MATCH (n) DELETE n // $a AS x", "is declared but not used|returns nothing"),
        ('"integer"', '"number"', '"number" is no type'),
        ('// text = "t"\n', "", "lacks or misspells 'text'"),
        ("// [columns]", '// colour = "red"\n// [columns]', "unexpected keyword|is no key|misspells"),
        ("RETURN $a AS x", "RETURN $a AS x UNION RETURN 1 AS z", r"returns \['z'\]"),
        ("// [parameters]", "// [parameters", "cannot be read"),
    ],
)
def test_a_question_that_contradicts_itself_does_not_exist(old: str, new: str, fault: str) -> None:
    assert read_question("q.cypher", GOOD).statement == "RETURN $a AS x"
    with pytest.raises(BadInput, match=fault) as raised:
        read_question("q.cypher", GOOD.replace(old, new))
    assert str(raised.value).startswith("q.cypher: ")


def test_an_unknown_question_is_met_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match=r'No question is called "ownrs"\. Did you mean: owners'):
        question("ownrs")
    assert question("Owners_By_Country").id == "owners-by-country"
