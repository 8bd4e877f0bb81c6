"""``trunkline ask`` as a process: lists, shows, runs, refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Trunkline = Callable[..., "CompletedProcess[str]"]


def test_the_list_is_grouped_and_names_every_question(trunkline: Trunkline) -> None:
    listed = trunkline("ask")
    assert listed.returncode == 0
    assert "control\n  effective-owners" in listed.stdout
    assert "trunkline ask owners asset=cpc" in listed.stdout
    questions = json.loads(trunkline("ask", "--format", "json").stdout)["questions"]
    assert all(f"  {one['id']} " in listed.stdout for one in questions)


def test_show_gives_text_parameters_and_statement(trunkline: Trunkline) -> None:
    shown = trunkline("ask", "chain", "--show").stdout
    assert "commodity (entity): the commodity ['oil' by default]" in shown
    assert "Кратчайшая цепочка" in shown
    assert shown.rstrip().endswith("ORDER BY place;")


def test_every_notation(trunkline: Trunkline) -> None:
    arguments = ("ask", "status-on-day", "asset=cpc_spm2", "day=2025-12-01", "--format")
    document = json.loads(trunkline(*arguments, "json").stdout)
    assert document["schema_version"] == 1
    assert document["question"] == "status-on-day"
    assert document["parameters"] == {"asset": "cpc_spm2", "day": "2025-12-01", "known_at": "9999-12-31"}
    assert document["rows"][0]["status"] == "out_of_service"
    assert [json.loads(line) for line in trunkline(*arguments, "jsonl").stdout.splitlines()] == document["rows"]
    rows = list(csv.DictReader(io.StringIO(trunkline(*arguments, "csv").stdout)))
    assert [row["status"] for row in rows] == ["out_of_service"]
    table = trunkline(*arguments, "table").stdout
    assert table.splitlines()[0].split() == document["columns"]
    assert "\x1b" not in table


def test_names_in_two_languages_mean_the_same(trunkline: Trunkline) -> None:
    by_id = trunkline("ask", "owners", "asset=cpc").stdout
    assert trunkline("ask", "owners", "asset=КТК").stdout == by_id
    assert trunkline("ask", "owners", "cpc").returncode == 2
    assert "Владельцы" not in by_id


def test_no_rows_say_so(trunkline: Trunkline) -> None:
    empty = trunkline("ask", "attacks", "asset=tap")
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "No rows" in empty.stderr
    assert json.loads(trunkline("ask", "attacks", "asset=tap", "--format", "json").stdout)["rows"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ownrs",), 'No question is called "ownrs". Did you mean: owners'),
        (("owners",), 'needs "asset". Its parameters: asset (entity), links (integer, optional)'),
        (("owners", "asse=cpc"), 'has no parameter "asse". Its parameters: asset (entity)'),
        (("owners", "asset=cpc", "asset=btc"), '"asset" is given twice'),
        (("owners", "asset=cpcc"), "Did you mean: "),
        (("owners", "asset=cpc", "day=tomorrow"), '"day": "tomorrow" is no day'),
        (("interruptions", "asset=cpc", "year=22"), '"year" must be a year such as 2025, not "22"'),
        (("owners", "asset=cpc", "links=two"), '"links" must be a whole number, not "two"'),
        (("strait-legs", "strait=cpc"), "No strait is called"),
        (("owners", "asset='}) MATCH (n) DETACH DELETE n //"), "No entity is called"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence(
    trunkline: Trunkline, arguments: tuple[str, ...], sentence: str
) -> None:
    refused = trunkline("ask", *arguments)
    assert refused.returncode == 2
    assert sentence in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert refused.stdout == ""
