"""A bad row is named with file, line and reason; the rest loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadInput
from loaders.reference.read import read_tables
from loaders.reference.transform import table_claims

from .conftest import WriteTable

GOOD = {"entity": "aktau", "figure": "capacity", "value": "5", "unit": "Mt/y"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"value": "-3"}, "value -3 is below 0"),
        ({"value": "many"}, 'value "many" is no number'),
        ({"value": "nan"}, 'value "nan" is no number'),
        ({"value": ""}, 'the column "value" may not be empty'),
        ({"unit": "buckets"}, '"buckets" is no known unit'),
        ({"when": "2025-02-30"}, '"2025-02-30" is not on the calendar'),
        ({"when": "next spring"}, '"next spring" is no EDTF time'),
        ({"published": "2025/01"}, 'published: "01" is no EDTF time'),
        ({"entity": "atlantis"}, 'no table has the id "atlantis"'),
        ({"entity": "СPС"}, 'the id "СPС" mixes Latin and Cyrillic letters'),
        ({"figure": "colour"}, 'figure "colour" is unknown'),
        ({"confidence": "total"}, 'confidence "total" is unknown'),
        ({"source": ""}, 'the column "source" may not be empty'),
    ],
)
def test_a_bad_row_is_reported_and_the_rest_loads(written: WriteTable, bad: dict[str, str], reason: str) -> None:
    table = written("figures", GOOD, {**GOOD, **bad}, GOOD)
    assert [row.line for row in table.rows] == [2, 4]
    (problem,) = table.problems
    assert (problem.file, problem.line, problem.kept) == ("figures.csv", 3, False)
    assert reason in problem.reason


def test_a_unit_of_the_wrong_kind_is_reported_when_the_claim_is_made(written: WriteTable) -> None:
    made = table_claims(written("figures", GOOD, {**GOOD, "unit": "rub"}))
    assert len(made.claims) == 1
    assert str(made.problems[0]) == 'figures.csv line 3: A capacity claim cannot carry "rub".'


def test_a_range_upside_down_is_reported(written: WriteTable) -> None:
    made = table_claims(written("figures", {**GOOD, "value_to": "4"}))
    assert made.claims == []
    assert "no possible amount" in made.problems[0].reason


def test_a_duplicate_id_is_reported(written: WriteTable) -> None:
    row = {"id": "new_port", "label": "Port", "category": "port", "name_en": "New Port"}
    table = written("sites", row, {**row, "name_en": "Newer Port"})
    assert [one["name_en"] for one in table.rows] == ["New Port"]
    assert str(table.problems[0]) == 'sites.csv line 3: the id "new_port" stands in an earlier row'


@pytest.mark.parametrize("share", ["100.5", "-1"])
def test_an_impossible_share_is_reported(written: WriteTable, share: str) -> None:
    table = written("ownership", {"owner": "kmg", "owned": "kto", "share": share})
    assert table.rows == ()
    assert table.problems[0].line == 2


def test_owners_over_the_whole_are_reported_but_kept(written: WriteTable) -> None:
    table = written(
        "ownership",
        {"owner": "kmg", "owned": "aktau", "share": "60"},
        {"owner": "kto", "owned": "aktau", "share": "55"},
    )
    assert len(table.rows) == 2
    (problem,) = table.problems
    assert problem.kept
    assert problem.reason == 'the owners of "aktau" hold 115.00 percent together, over 100'


def test_rival_names_and_past_stakes_are_not_added(written: WriteTable) -> None:
    table = written(
        "ownership",
        {"owner": "kmg", "owned": "aktau", "share": "100"},
        {"owner": "kto", "owned": "aktau", "share": "100", "same_stake_as": "kmg"},
        {"owner": "ktz", "owned": "aktau", "share": "100", "when": "../2020"},
    )
    assert table.problems == ()


def test_a_name_in_mixed_letters_is_kept_and_flagged(written: WriteTable) -> None:
    table = written("companies", {"id": "fake", "name_en": "СPС Holding"})
    assert table.rows[0]["name_en"] == "СPС Holding"
    assert table.problems[0].kept
    assert table.problems[0].reason == '"СPС" mixes Latin and Cyrillic letters'


def test_cypher_inside_a_name_is_only_text(written: WriteTable) -> None:
    name = "x'}) MATCH (n) DETACH DELETE n //"
    made = table_claims(written("companies", {"id": "bobby", "name_en": name}))
    assert made.problems == []
    assert made.claims[0].role("name_en") == (name,)


def _folder(tmp_path: Path, data: bytes, name: str = "feeds.csv") -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path


HEADER = b"field,site,source,published,as_of,confidence,note\n"
ROW = b"uzen_field,uzen,https://example.org/,,,high,\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the table is empty"),
        (b"field,source,published,as_of,confidence,note\n", 'lacks the column "site"'),
        (b"field,field,site,source,published,as_of,confidence,note\n", 'the column "field" stands twice'),
        (HEADER + "ф".encode("cp1251"), "not UTF-8"),
        (b"\x00\x01\x02", "no text table"),
    ],
)
def test_an_unusable_table_is_rejected_by_name(tmp_path: Path, data: bytes, reason: str) -> None:
    (table,) = read_tables(_folder(tmp_path, data))
    assert table.rows == ()
    assert table.problems[0].file == "feeds.csv"
    assert reason in table.problems[0].reason


@pytest.mark.parametrize(("row", "reason"), [(b"a,b,c\n", "3 cells"), (ROW[:-1] + b",x,y,z\n", "more than 7 cells")])
def test_a_wrong_number_of_cells_is_reported(tmp_path: Path, row: bytes, reason: str) -> None:
    (table,) = read_tables(_folder(tmp_path, HEADER + ROW + row + ROW))
    assert [one.line for one in table.rows] == [2, 4]
    assert table.problems[0].line == 3
    assert reason in table.problems[0].reason


def test_bom_crlf_blank_lines_and_broken_cells_keep_their_lines(tmp_path: Path) -> None:
    multi = b'uzen_field,uzen,https://example.org/,,,high,"two\nlines"\n'
    data = b"\xef\xbb\xbf" + HEADER.replace(b"\n", b"\r\n") + ROW + b"\n" + multi + ROW
    (table,) = read_tables(_folder(tmp_path, data))
    assert table.problems == ()
    assert [one.line for one in table.rows] == [2, 4, 6]


def test_a_header_without_rows_is_no_problem(tmp_path: Path) -> None:
    (table,) = read_tables(_folder(tmp_path, HEADER))
    assert (table.rows, table.problems) == ((), ())


def test_an_unknown_table_and_column_are_reported(tmp_path: Path) -> None:
    (table,) = read_tables(_folder(tmp_path, HEADER, "weather.csv"))
    assert 'no reference table is called "weather"' in table.problems[0].reason
    (tmp_path / "weather.csv").unlink()
    (feeds,) = read_tables(_folder(tmp_path, HEADER.replace(b"note", b"note,mood") + ROW.replace(b"\n", b",good\n")))
    assert len(feeds.rows) == 1
    assert feeds.problems[0].reason == 'the column "mood" is unknown and ignored'


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder with reference tables"):
        read_tables(tmp_path / "nowhere")
