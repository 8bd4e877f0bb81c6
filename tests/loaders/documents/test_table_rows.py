# ruff: noqa: E501 - a table is told in one line
"""Tables of pages and of plain text: rows of cells in one form, merged cells told apart, everything else as it was."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from loaders.documents.article import Article
from loaders.documents.delimited import mark_tables
from loaders.documents.grids import level_tables
from loaders.documents.reading import read_articles
from loaders.documents.rows import is_figure, rows_of_figures

ABOVE = "The ministry published figures of the pipelines for two years, and of the ports as well."
BELOW = "The next figures are due in March, it said on Monday in a statement about its plans."
PAGE = "<html lang='en'><head><title>Figures</title></head><body><article><p>{}</p>{}<p>{}</p></article></body></html>"


def rows_of_page(tmp_path: Path, table: str) -> list[str]:
    (tmp_path / "a.html").write_text(PAGE.format(ABOVE, table, BELOW), "utf-8")
    found = next(iter(read_articles([tmp_path], today=date(2026, 11, 1))))
    assert isinstance(found, Article)
    lines = found.text.split("\n")
    assert (lines[0], lines[-1]) == (ABOVE, BELOW)
    return lines[1:-1]


def test_the_caption_stands_above_and_the_mark_of_a_footnote_apart(tmp_path: Path) -> None:
    table = (
        "<table><caption>Throughput, million tonnes</caption><tr><th>Line</th><th>2024</th></tr>"
        "<tr><td>CPC</td><td>63.0<sup>1</sup></td></tr><tr><td>A<br>B</td><td>17 500<br>200</td></tr><tr><td>Gas<sup>a</sup>, bcm or m<sup>3</sup></td><td>2</td></tr></table>"
    )
    expected = [
        "Throughput, million tonnes",
        "| Line | 2024 |",
        "| CPC | 63.0 [1] |",
        "| A B | 17 500 / 200 |",
        "| Gas [a], bcm or m3 | 2 |",
    ]
    assert rows_of_page(tmp_path, table) == expected


def test_merged_cells_shift_nothing(tmp_path: Path) -> None:
    table = (
        "<table><tr><th rowspan=2>Line</th><th colspan=2>Moved, Mt</th><th rowspan=2>Capacity</th></tr>"
        "<tr><th>2024</th><th>2025</th></tr><tr><td>CPC</td><td>63</td><td>70</td><td>83</td></tr>"
        "<tr><td colspan=4>By sea</td></tr><tr><td rowspan=2>BTC</td><td colspan=2>29</td><td>50</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    assert rows_of_page(tmp_path, table) == [
        "| Line | Moved, Mt, 2024 | Moved, Mt, 2025 | Capacity |", "| CPC | 63 | 70 | 83 |", "| By sea | | | |",
        "| BTC | 29 → | 29 → | 50 |", "| BTC | 1 | 2 | 3 |",
    ]  # fmt: skip


def test_a_layout_is_no_table(tmp_path: Path) -> None:
    menu = "<table><tr><td>Home</td><td>News</td><td>Oil</td></tr><tr><td>About</td><td>Jobs</td><td>Press</td></tr></table>"
    assert not any("→" in line or "Home" in line for line in rows_of_page(tmp_path, menu))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Line\t2024\t2025\nCPC\t63.0\t70.5\nBTC\t29.6\t27.1", "| Line | 2024 | 2025 |"),
        ("Line | 2024 | 2025\n--- | --- | ---\nCPC | 63.0 | 70.5", "| Line | 2024 | 2025 |"),
        ("Line;2024;2025\nCPC;63.0;70.5\nBTC;29.6;-", "| Line | 2024 | 2025 |"),
        ("Line,2024,2025\nCPC,63.0,70.5\nBTC,29.6,27.1", "| Line | 2024 | 2025 |"),
        ("Line 2024 2025\nCPC 63.0 70.5\nBTC 29.6 -", "| Line | 2024 | 2025 |"),
        ("          2024    2025\nCPC       63.0    70.5\nBTC       29.6    27.1", "| | 2024 | 2025 |"),
    ],
)
def test_rows_of_plain_text_are_found(text: str, first: str) -> None:
    found = mark_tables(f"A title\n\n{text}\n\nAnd prose; of, several  kinds.").split("\n")
    rows = [line for line in found if line.startswith("|")]
    assert rows[0].replace("|  |", "| |") == first
    assert rows[1] == "| CPC | 63.0 | 70.5 |"
    assert (found[0], found[-1]) == ("A title", "And prose; of, several  kinds.")
    assert mark_tables("\n".join(found)) == "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "12:30 | Metro opens in Almaty\n12:45 | Wheat dearer again\n13:00 | Team in the final",
        "CPC moved 63;\nBTC moved 29;\nUAS moved 8;",
        "In 2024, 63 million tonnes, or more\nIn 2025, 70 million tonnes, or less\nIn 2026, none, as said",
        "First sentence.  Second one.\nThird sentence.  Fourth one.\nFifth.  Sixth.",
        "Home | News\nOil | Gas",
        "In March 5\nIn April 7\nIn May 9",
    ],
)
def test_what_only_looks_like_rows_stays(text: str) -> None:
    assert mark_tables(text) == text
    assert not list(rows_of_figures(text.split("\n")))


def test_a_chronicle_keeps_its_heading_and_a_list_of_stories_is_none() -> None:
    rows = ["| Date | Asset | Event |", "| 17 February | station | hit |", "| November 29, 2025 | mooring | hit |"]
    assert list(rows_of_figures(["Title", *rows, "Text"])) == rows
    assert not list(rows_of_figures(["| Date | Story |", "| 17 February | Metro opens |", "| 18 February | Wheat |"]))


def test_tables_one_after_the_other_are_told_apart() -> None:
    text = "|---|---|\n| Line | 2024 |\n|---|---|\n| CPC | 63 |\n| Name | km |\n|---|---|\n| BTC | 1768 |"
    assert mark_tables(text).split("\n") == [
        "| Line | 2024 |",
        "| CPC | 63 |",
        "|  |",
        "| Name | km |",
        "| BTC | 1768 |",
    ]


@pytest.mark.parametrize(("cell", "figure"), [("63,0", True), ("1 511", True), ("+3%", True), ("9.1*", True), ("12:30", False), ("23.11.2026", False), ("Mt", False)])  # fmt: skip
def test_a_figure_is_told_from_a_clock_and_a_date(cell: str, figure: bool) -> None:
    assert is_figure(cell) is figure


def test_a_heading_without_digits_and_rows_of_one_word_are_kept(tmp_path: Path) -> None:
    table = "| Pipeline | Length, km | Owner |\n| CPC | 1511 | many |\n| BTC | 1768 | many |\n| Supsa | 830 | one |"
    (tmp_path / "a.txt").write_text(f"Lengths of pipelines\n{ABOVE}\n{table}\n{BELOW}", "utf-8")
    found = next(iter(read_articles([tmp_path], today=date(2026, 11, 1))))
    assert isinstance(found, Article)
    assert found.text == f"{ABOVE}\n{table}\n{BELOW}"


@pytest.mark.parametrize("line", ["a\tb\n", "x,1,2\ny;1;2\n"])
def test_many_lines_are_read_once(line: str) -> None:
    started = time.process_time()
    mark_tables(line * 10_000)
    mark_tables("1 " * 50_000 + "x 1\n" + line)
    assert time.process_time() - started < 2


CELL = st.sampled_from(["", "CPC", "63,0", "1 511", "+3%", "2024", "млн т", "Итого", "12*", "a b c d e f g h"])
SPANS = st.sampled_from(["", " colspan=2", " colspan=0", " colspan=99999", " rowspan=3", " rowspan=x colspan=3"])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.tuples(CELL, SPANS), max_size=5), max_size=6))
def test_whatever_a_table_holds_its_rows_are_of_one_width(rows: list[list[tuple[str, str]]]) -> None:
    body = "".join("<tr>" + "".join(f"<td{span}>{cell}</td>" for cell, span in row) + "</tr>" for row in rows)
    tree = html.document_fromstring(f"<html><body><table>{body}</table></body></html>")
    (before,) = tree.iter("table")
    level_tables(tree)
    for table in tree.iter("table"):
        widths = {len(row) for row in table}
        assert table is before or len(widths) == 1
