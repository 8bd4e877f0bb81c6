"""The one way to write an answer."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from graph.errors import TrunklineError, UsageError
from queries.answers.report import Document, Row, destination
from queries.answers.tabular import csv_text, parquet_bytes
from queries.console.special.answering import table_rows


class Small:
    """Two rows, of which one lacks a value."""

    kind = "small"
    columns: tuple[str, ...] = ("name", "amount", "through")

    def document(self) -> Document:
        return {"graph_digest": "abc", "unit": "Mt/y"}

    def rows(self) -> list[Row]:
        return [{"name": "a, b", "amount": 1, "through": ["KZ", "AZ"]}, {"name": "c", "amount": 2.5}]

    def text(self) -> str:
        return "two rows"


def test_csv_keeps_the_columns_in_order() -> None:
    assert csv_text(Small()) == 'name,amount,through\n"a, b",1,KZ; AZ\nc,2.5,\n'


class Formulas(Small):
    """Texts that a spreadsheet would compute, and numbers that it may."""

    columns = ("text", "number")
    texts = ("=1+1", "+7 495", "-2+3|cmd", "@SUM(A1)", "\tx", "'=x", "''+x", "'quoted'", "-5.2", "+1e3", "—", "a=b")

    def rows(self) -> list[Row]:
        return [{"text": text, "number": -1.5} for text in (*self.texts, ["-a", "b"])]


def test_no_text_in_csv_becomes_a_formula() -> None:
    rows = list(csv.DictReader(StringIO(csv_text(Formulas()))))
    assert [row["text"] for row in rows] == [
        "'=1+1", "'+7 495", "'-2+3|cmd", "'@SUM(A1)", "'\tx", "''=x", "'''+x", "'quoted'", "-5.2", "+1e3", "—", "a=b",
        "'-a; b",
    ]  # fmt: skip
    assert {row["number"] for row in rows} == {"-1.5"}
    assert [row["text"] for row in table_rows(csv_text(Formulas()))[:8]] == list(Formulas.texts[:8])


def test_parquet_carries_rows_and_digest() -> None:
    from pyarrow import parquet  # type: ignore[import-untyped]

    table = parquet.read_table(BytesIO(parquet_bytes(Small())))
    assert table.to_pylist()[1] == {"name": "c", "amount": 2.5, "through": None}
    assert table.schema.metadata[b"trunkline.graph_digest"] == b"abc"


def test_json_has_its_version_and_kind(capsys: pytest.CaptureFixture[str]) -> None:
    destination("json").write(Small())
    read = json.loads(capsys.readouterr().out)
    assert (read["schema_version"], read["kind"], read["unit"]) == (1, "small", "Mt/y")


def test_a_file_gets_the_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    destination("table", tmp_path / "out.txt").write(Small())
    assert (tmp_path / "out.txt").read_text("utf-8") == "two rows\n"
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(TrunklineError, match="cannot be written"):
        destination("csv", tmp_path / "missing" / "out.csv").write(Small())


def test_unknown_formats_and_binary_on_a_terminal_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match='"xml" is unknown; use one of: table, json, csv, parquet'):
        destination("xml")
    with pytest.raises(UsageError, match="unknown"):
        destination("geojson")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="name a file with --output"):
        destination("parquet")
