"""Every JSON answer keeps to its published schema, and says nothing that its schema does not declare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from graph.settings import Settings
from queries.answers.report import DRAWN, PLAIN
from tests.queries.conftest import environment_of
from trunkline import main

FOLDER = files("queries.schemas")
SCHEMAS: dict[str, dict[str, Any]] = {
    entry.name: json.loads(entry.read_text("utf-8")) for entry in FOLDER.iterdir() if entry.name.endswith(".json")
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
MED, WORLD = ("KZ", "mediterranean", "--avoid", "RU"), ("western_kazakhstan", "world_market")
DAY = ("--as-of", "2026-11-01")
PERIOD = ("--from", "2025-11-25", "--to", "2025-12-02")
ANSWERS = [
    ("routes", (*MED, *DAY, "-k", "3")),
    ("routes", (*WORLD, *DAY, "--pareto", "--trust", "latest", "--horizon", "2030")),
    ("routes", ("KZ", "ceyhan", *DAY, "--avoid", "RU", "--close", "aktau")),  # no route
    ("flow", (*WORLD, *DAY)),
    ("gap", (*WORLD, *DAY, "--close", "cpc")),
    ("closures", (*WORLD, *DAY)),
    ("why-not", ("aktau", "baku", "supsa", *DAY, "--avoid", "RU")),
    ("why-not", ("aktau", "baku", "ceyhan", *DAY)),
    ("disputed", (*MED, *DAY, "--drop", "press")),
    ("timeline", (*WORLD, *PERIOD)),
    ("availability", ("cpc_terminal", "e_cpc2", *PERIOD)),
    ("assert", (*MED, *DAY, "--min-flow", "10", "--max-distance", "9000", "--min-routes", "2")),
    ("duplicates", ("list",)),
    ("diff", ("2025-11-01", "2026-01-01")),
]


@pytest.fixture
def reference(reference_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands in this process read the reference graph."""
    for name, value in environment_of(reference_settings).items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == name


@pytest.mark.parametrize(("command", "words"), ANSWERS)
def test_answers_keep_to_their_schema(
    command: str, words: tuple[str, ...], reference: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([command, *words, "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert code in {0, 3, 5} and document["kind"] == command
    schema = SCHEMAS[f"{command}.schema.json"]
    assert [error.message for error in Draft202012Validator(schema, registry=REGISTRY).iter_errors(document)] == []
    assert list(undeclared(document, schema)) == []


@pytest.mark.parametrize("command", ["routes", "flow"])
def test_maps_keep_to_their_schema(command: str, reference: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, *MED, *DAY, "--format", "geojson"]) == 0
    document = json.loads(capsys.readouterr().out)
    schema = SCHEMAS["geojson.schema.json"]
    assert [error.message for error in Draft202012Validator(schema, registry=REGISTRY).iter_errors(document)] == []
    assert list(undeclared(document, schema)) == []
    courses = [one["properties"]["course_source"] for one in document["features"]]
    assert any(course and "Global Energy Monitor" in course for course in courses)


@pytest.mark.parametrize("form", sorted(DRAWN))
def test_every_notation_of_one_answer(
    form: str, reference: None, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "answer"
    assert main(["routes", *MED, *DAY, "-k", "1", "--format", form, "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    content = target.read_bytes()
    assert content.startswith(b"PAR1") if form == "parquet" else b"e_btc" in content


def test_rows_know_only_their_columns(reference: None, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV and Parquet of every kind have the same columns and as many rows."""
    from pyarrow import parquet  # type: ignore[import-untyped]

    for command, words in ANSWERS:
        if command in {"routes", "flow", "gap", "closures", "timeline", "availability", "duplicates", "diff"}:
            main([command, *words, "--format", "csv"])
            header = capsys.readouterr().out.splitlines()[0]
            main([command, *words, "--format", "parquet", "--output", str(tmp_path / "rows")])
            assert parquet.read_table(tmp_path / "rows").column_names == header.split(",")
            capsys.readouterr()


def test_a_document_that_breaks_its_schema_is_seen() -> None:
    broken = {"schema_version": 1, "kind": "duplicates", "graph_digest": 5, "pairs": [{}], "decisions": [], "more": 1}
    schema = SCHEMAS["duplicates.schema.json"]
    assert len(list(Draft202012Validator(schema, registry=REGISTRY).iter_errors(broken))) > 5
    assert list(undeclared(broken, schema)) == ["more"]


def test_every_kind_has_a_schema() -> None:
    no_answers = {"common", "geojson", "watch"}
    assert {command for command, _ in ANSWERS} == {name.partition(".")[0] for name in SCHEMAS} - no_answers
    assert PLAIN.keys() < DRAWN.keys()


def undeclared(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Name every property of a document that its schema does not declare."""
    schema = _resolved(schema)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        open_ = schema.get("additionalProperties")
        for name, one in value.items():
            if name in known:
                yield from undeclared(one, known[name], f"{path}.{name}")
            elif not open_:
                yield f"{path}.{name}".lstrip(".")
    elif isinstance(value, list):
        for one in value:
            yield from undeclared(one, schema.get("items", {}) or {}, f"{path}[]")


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return _resolved(one)
    if "$ref" in schema:
        return _resolved(SCHEMAS["common.schema.json"]["$defs"][schema["$ref"].rpartition("/")[2]])
    return schema
