"""Answers in every notation, and where they go."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from queries.console.answers import LastAnswer, write_answer
from queries.console.configuration import Configuration
from queries.console.output import Output
from queries.render.layout import Shape
from queries.render.notations import Format
from queries.render.writers import Style, writer_of

Trunkline = Callable[..., "CompletedProcess[str]"]
NODE = "MATCH (n:Country {id: 'KZ'}) RETURN n, 'a|b' AS odd"
PATH = "MATCH p = (:Entity {id: 'btc'})-[:CROSSES]->(c:Country {id: 'AZ'}) RETURN p"


def written(
    notation: Format, rows: Iterable[tuple[object, ...]], columns: tuple[str, ...], style: Style | None = None
) -> str:
    out = io.StringIO()
    writer = writer_of(notation, out, style)
    writer.begin(columns)
    for row in rows:
        writer.rows([row])
    writer.end()
    return out.getvalue()


def test_rows_that_come_one_by_one_make_whole_documents() -> None:
    rows, columns = [(1, "a\tb"), (None, "c,\nd")], ("n", "text")
    assert json.loads(written(Format.JSON, rows, columns))["rows"] == [
        {"n": 1, "text": "a\tb"},
        {"n": None, "text": "c,\nd"},
    ]
    assert json.loads(written(Format.JSON, [], columns)) == {"schema_version": 1, "columns": ["n", "text"], "rows": []}
    assert list(csv.reader(io.StringIO(written(Format.CSV, rows, columns)))) == [
        ["n", "text"],
        ["1", "a\tb"],
        ["", "c,\nd"],
    ]
    assert written(Format.TSV, rows, columns) == "n\ttext\n1\ta\\tb\n\tc,\\nd\n"
    assert written(Format.MARKDOWN, rows, columns) == "| n | text |\n| --- | --- |\n| 1 | a\tb |\n|  | c, d |\n"
    assert [json.loads(line)["n"] for line in written(Format.JSONL, rows, columns).splitlines()] == [1, None]


def test_tables_keep_to_the_screen() -> None:
    rows = [(1, "нефть " * 20, "x")]
    wrapped = written(Format.TABLE, rows, ("n", "text", "last"), Style(Shape.WRAPPED, 60))
    assert max(map(len, wrapped.splitlines())) <= 60
    assert len(wrapped.splitlines()) > 3
    wide = written(Format.TABLE, rows, ("n", "text", "last"), Style(Shape.WIDE, 0))
    assert len(wide.splitlines()) == 3
    expanded = written(Format.TABLE, rows, ("n", "text", "last"), Style(Shape.EXPANDED, 60))
    assert expanded.splitlines()[0].startswith("-[ 1 ]-")
    spoken = written(Format.TABLE, rows, ("n", "text", "last"), Style(spoken=True))
    assert spoken.splitlines()[:2] == ["Row 1.", "n: 1"]


def test_later_rows_widen_a_column_where_there_is_room() -> None:
    table = written(Format.TABLE, [(1,), (123456,)], ("n",), Style(width=40))
    assert table.splitlines()[-1] == "123456"
    owners = written(Format.TABLE, [("bbs", "kmg"), ("cpc", "one; two; " * 9)], ("line", "owners"), Style(width=40))
    assert owners.splitlines()[3:5] == [
        "cpc   one; two; one; two; one; two; one;",
        "      two; one; two; one; two; one; two;",
    ]


def test_control_characters_cannot_reach_the_terminal() -> None:
    table = written(Format.TABLE, [("a\x1b[31mred\x07",)], ("n",), Style(width=40))
    assert "\x1b[31m" not in table
    assert "\x07" not in table


def test_nodes_and_paths_are_readable(trunkline: Trunkline) -> None:
    assert '(:Country KZ "Kazakhstan")' in trunkline("console", "-c", NODE).stdout
    assert "(btc)-[:CROSSES]->(AZ)" in trunkline("console", "-c", PATH).stdout


@pytest.mark.parametrize("notation", list(Format))
def test_every_notation_of_a_path(trunkline: Trunkline, tmp_path: Path, notation: Format) -> None:
    target = tmp_path / f"answer.{notation}"
    done = trunkline("console", "-c", f":output '{target}' {notation}\n{PATH};\n:output off")
    assert (done.returncode, done.stdout) == (0, "")
    if notation is Format.PARQUET:
        from pyarrow import parquet  # type: ignore[import-untyped]

        assert parquet.read_table(target).num_rows == 1
        return
    content = target.read_text("utf-8")
    if notation is Format.GEOJSON:
        (feature,) = json.loads(content)["features"]
        assert feature["type"] == "Feature"
    elif notation is Format.GRAPHML:
        import networkx as nx

        graph = nx.parse_graphml(content)
        assert sorted(nx.get_node_attributes(graph, "id").values()) == ["AZ", "btc"]
    else:
        assert "btc" in content


def test_places_become_points(trunkline: Trunkline) -> None:
    statement = "MATCH (n:Port) WHERE n.latitude IS NOT NULL RETURN n ORDER BY n.id LIMIT 2"
    done = trunkline("console", "-c", statement, "--format", "geojson")
    features = json.loads(done.stdout)["features"]
    assert [one["geometry"]["type"] for one in features] == ["Point", "Point"]


def test_a_suffix_chooses_the_notation_and_one_document_holds_one_answer(trunkline: Trunkline, tmp_path: Path) -> None:
    done = trunkline("console", "-c", f":o {tmp_path / 'a.csv'}\nRETURN 1 AS n;\nRETURN 2 AS n;")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.csv").read_text() == "n\n1\nn\n2\n"
    done = trunkline("console", "-c", f":o {tmp_path / 'a.json'}\nRETURN 1 AS n;\nRETURN 2 AS n;")
    assert "holds one answer" in done.stderr


def test_parquet_is_refused_where_it_cannot_go(trunkline: Trunkline) -> None:
    assert "GraphML needs nodes" in trunkline("console", "-c", "RETURN 1 AS n", "--format", "graphml").stderr


class _Terminal(io.StringIO):
    """A screen that notes how many rows had been read when each line was written."""

    def __init__(self, taken: list[int]) -> None:
        super().__init__()
        self.taken = taken
        self.seen: dict[str, int] = {}

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.seen.setdefault(text.strip(), len(self.taken))
        return super().write(text)


@pytest.mark.parametrize(
    ("count", "limit", "cut"), [(700, 500, True), (500, 500, False), (40, 500, False), (40, 5, True)]
)
def test_all_that_may_be_shown_is_read_before_a_pager_can_wait(count: int, limit: int, cut: bool) -> None:
    taken: list[int] = []

    def rows() -> Iterator[dict[str, object]]:
        for n in range(count):
            taken.append(n)
            yield {"n": n}

    screen = _Terminal(taken)
    output = Output.from_configuration(Configuration(pager="off", row_limit=limit), Format.JSONL, screen)
    keep = LastAnswer()
    told = write_answer(rows(), (), output, keep, 10_000)
    shown = min(count, limit)
    assert (told.rows, told.cut, keep.complete, len(keep.rows)) == (shown, cut, not cut, shown)
    assert screen.seen['{"n": 0}'] == min(count, 100)
    if count > 100:
        assert screen.seen['{"n": 499}'] >= shown
        assert screen.seen['{"n": 100}'] == min(limit + 1, count)
