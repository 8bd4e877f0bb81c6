"""The console without a terminal: -c, files and standard input."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph.errors import BadInput
from graph.settings import Settings
from graph.store import Store, open_store
from queries.console.configuration import Configuration, read_configuration
from queries.console.parameters import read_rows
from queries.console.themes import style_rules
from queries.render.writers import CsvWriter, TsvWriter

Trunkline = Callable[..., "CompletedProcess[str]"]


def test_statements_and_commands_run_in_order(trunkline: Trunkline) -> None:
    script = "RETURN 1 AS a;\r\n:ask chain origin=sangachal destination=ceyhan\r\nRETURN 'x;y' AS b"
    done = trunkline("console", stdin=script)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert ">" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[:3] == ["a", "-", "1"]
    assert any("e_btc" in line for line in lines)
    assert lines[-1] == "x;y"


def test_a_file_with_a_byte_order_mark(trunkline: Trunkline, tmp_path: Path) -> None:
    script = tmp_path / "скрипт.cypher"
    script.write_text("MATCH (n:Country {id: 'KZ'}) RETURN n.name_ru AS имя", encoding="utf-8-sig")
    done = trunkline("console", str(script), "--format", "jsonl")
    assert json.loads(done.stdout) == {"имя": "Казахстан"}


def test_the_first_failure_ends_the_run_and_names_its_line(trunkline: Trunkline) -> None:
    done = trunkline("console", "-c", "RETURN 1 AS a;\nRETRN 2;\nRETURN 3")
    assert done.returncode == 1
    assert done.stderr.startswith("-c, line 2: ")
    assert "RETRN" in done.stderr
    assert "1 further statement did not run" in done.stderr
    assert done.stdout.splitlines() == ["a", "-", "1"]


def test_an_error_stands_under_its_place(trunkline: Trunkline) -> None:
    done = trunkline("console", "-c", "RETURN 1 AS a;\n\n RETRUN 1;\nRETURN 3")
    assert done.stderr.splitlines()[1:] == [
        "  RETRUN 1", "  ^^^^^^ expected a clause such as MATCH or RETURN, found RETRUN",
    ]  # fmt: skip
    late = trunkline("console", "--fail-at-end", stdin="RETURN 1 AS a,;\nRETURN 2 AS b")
    assert late.stderr.splitlines()[2].lstrip().startswith("^ ")
    assert late.stderr.splitlines()[-1].startswith("standard input: 1 of 2 statements failed; the first: ")
    assert late.stdout.splitlines()[-1] == "2"


def test_what_seems_odd_is_a_word_on_standard_error(trunkline: Trunkline, tmp_path: Path) -> None:
    script = tmp_path / "odd.cypher"
    script.write_text(
        "MATCH (p:Pipline) RETURN p.id AS id;\n"
        "MATCH (c:Country)-[:CROSSES]->(p:Pipeline) RETURN p.colour AS colour;\n"
        "MATCH (p:Pipeline {id: 'btc'})-[:CROSSES]->(:Country {id: 'TR'}) RETURN p.id AS id"
    )
    done = trunkline("console", str(script), "--format", "jsonl")
    assert (done.returncode, done.stdout) == (0, '{"id": "btc"}\n')
    told = done.stderr.splitlines()
    assert told[:3] == [
        f"{script}, line 1: warning: nothing in this graph has the label Pipline. Did you mean Pipeline?",
        "  MATCH (p:Pipline) RETURN p.id AS id", "           ^^^^^^^",
    ]  # fmt: skip
    assert told[3].endswith("the graph has no (:Country)-[:CROSSES]->(:Pipeline). It occurs the other way round.")
    assert "line 2: warning: no Pipeline has the property colour" in told[6] and len(told) == 9


def test_a_read_only_console_cannot_write(trunkline: Trunkline, reference_store: Store) -> None:
    before = reference_store.read("MATCH (n) RETURN count(n) AS n")
    for statement in ("CREATE (n:Entity {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Entity) SET n.id = 'x'"):
        refused = trunkline("console", "-c", statement)
        assert refused.returncode == 1
        assert "may only read" in refused.stderr
    assert reference_store.read("MATCH (n) RETURN count(n) AS n") == before


@pytest.mark.embedded  # a server names itself by its address: tests/neo4j/test_console.py
def test_writing_must_be_agreed_to(trunkline: Trunkline, reference_home: Path) -> None:
    refused = trunkline("console", "--write", "-c", "RETURN 1")
    assert refused.returncode == 2
    assert str(reference_home) in refused.stderr
    statement = "CREATE (n:Scratch {id: 'x'}) RETURN n.id AS id; MATCH (n:Scratch) DELETE n"
    done = trunkline("console", "--write", "--yes", "-c", statement)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["id", "--", "x", "(0 rows; 1 node deleted)"]
    with open_store(Settings(home=reference_home)) as store:
        assert store.read("MATCH (n:Scratch) RETURN n") == []


def test_what_cannot_be_read_or_understood(trunkline: Trunkline, tmp_path: Path) -> None:
    missing = trunkline("console", str(tmp_path / "no.cypher"))
    assert (missing.returncode, "cannot be read" in missing.stderr) == (1, True)
    broken = tmp_path / "broken.cypher"
    broken.write_bytes("RETURN 'привет'".encode("cp1251"))
    assert "save the script as UTF-8" in trunkline("console", str(broken)).stderr
    assert 'No command is called ":hepl". Did you mean: :help?\n' in trunkline("console", "-c", ":hepl").stderr
    assert trunkline("console", str(broken), "-c", "RETURN 1").returncode == 2


def test_nothing_to_run_is_no_error(trunkline: Trunkline) -> None:
    done = trunkline("console", stdin="  // only a comment\n;")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_script_may_go_on_after_failures_and_still_fails(trunkline: Trunkline) -> None:
    done = trunkline(
        "console", "--fail-at-end", "-c", "RETURN 1 AS a;\nRETRN 2;\nRETURN 3 AS c;\n:nothing\nRETURN 4 AS d"
    )
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.isdigit()] == ["1", "3", "4"]
    assert "-c, line 2: " in done.stderr
    assert "-c, line 4: " in done.stderr
    assert "2 of 5 statements failed" in done.stderr


def test_parameters_from_the_command_line_json_and_csv(trunkline: Trunkline, tmp_path: Path) -> None:
    (tmp_path / "given.json").write_text('{"name": "имя", "list": [1, 2]}', "utf-8")
    (tmp_path / "rows.csv").write_text("id,share\nkmg,20\nchevron,15\n", "utf-8-sig")
    statement = (
        "UNWIND $rows AS row RETURN row.id AS id, toFloat(row.share) + $extra AS share, $name AS name, $list AS list"
    )
    done = trunkline(
        "console", "-c", statement, "--format", "jsonl", "-P", "extra=0.5",
        "--param-file", str(tmp_path / "given.json"), "--rows", str(tmp_path / "rows.csv"),
    )  # fmt: skip
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": "kmg", "share": 20.5, "name": "имя", "list": [1, 2]},
        {"id": "chevron", "share": 15.5, "name": "имя", "list": [1, 2]},
    ]
    missing = trunkline("console", "-c", "RETURN $nothing")
    assert "$nothing has no value" in missing.stderr


def test_what_our_tables_guard_is_read_back_as_it_was(tmp_path: Path) -> None:
    row = {
        "=name": "=1+1",
        "said": "'=x",
        "plain": "'tis",
        "минус": "-да",
        "number": "-5",
        "long\tname": '"BTC"\tline\n\\n',
    }
    for name, kind in (("rows.csv", CsvWriter), ("rows.tsv", TsvWriter)):
        with (tmp_path / name).open("w", encoding="utf-8") as out:
            writer = kind(out)
            writer.begin(tuple(row))
            writer.rows([tuple(row.values())])
        assert read_rows(tmp_path / name) == [row]
    assert "'=1+1,''=x,'tis,'-да,-5" in (tmp_path / "rows.csv").read_text("utf-8")
    assert r'"BTC"\tline\n\\n' in (tmp_path / "rows.tsv").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "No such file or directory"),
        ('{"id": "kmg"}', "rows are a JSON list; for one object use --param-file"),
        ("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)"),
        ("имя".encode("cp1251"), "byte 0 is not UTF-8"),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, text: str | bytes | None, reason: str) -> None:
    file = tmp_path / "rows.json"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput) as caught:
        read_rows(file)
    assert str(caught.value).removeprefix(f"{file}: ").removeprefix("no rows can be read from it: ") == reason


def test_the_last_answer_is_there_for_the_next_statement(trunkline: Trunkline) -> None:
    first = "MATCH (c:Country) WHERE c.id IN ['KZ', 'AZ'] RETURN c.id AS id ORDER BY id;"
    script = f"{first}\nUNWIND $_ AS row RETURN row.id + '!' AS id"
    assert trunkline("console", "-c", script).stdout.split()[-2:] == ["AZ!", "KZ!"]
    script = ":routes KZ mediterranean --avoid RU -k 1\nUNWIND $_ AS hop RETURN hop.leg AS leg, hop.distance_km AS km"
    done = trunkline("console", "-c", script)
    assert done.returncode == 0, done.stderr
    assert "e_btc" in done.stdout.splitlines()[-1]
    frame = trunkline("console", "-c", "UNWIND [1, 2] AS id RETURN id;\n:py").stdout
    assert "df: 2 rows, columns id" in frame


def test_the_clocks_reach_questions_and_commands(trunkline: Trunkline) -> None:
    script = ":as-of 2025-12-01\n:ask status-on-day asset=cpc_spm2\n:flow KZ mediterranean"
    done = trunkline("console", "-c", script)
    assert done.returncode == 0, done.stderr
    assert "out_of_service" in done.stdout
    assert "as of 2025-12-01" in done.stdout
    by_option = trunkline("console", "--as-of", "2025-12-01", "-c", "RETURN $as_of AS day")
    assert by_option.stdout.splitlines()[-1] == "2025-12-01"
    assert "write it as 2025-12-01, or off." in trunkline("console", "-c", ":as-of soon").stderr


def test_transactions(trunkline: Trunkline) -> None:
    script = (
        ":begin\nCREATE (n:Scratch {id: 'a'}) RETURN n.id AS id;\n:rollback\n"
        "MATCH (n:Scratch) RETURN count(n) AS after;\n:begin\nCREATE (n:Scratch {id: 'b'});\n:commit\n"
        "MATCH (n:Scratch) RETURN n.id AS kept;\nMATCH (n:Scratch) DELETE n"
    )
    done = trunkline("console", "--write", "--yes", "-c", script)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[lines.index("after") + 2] == "0"
    assert lines[lines.index("kept") + 2] == "b"
    assert "may only read" in trunkline("console", "-c", ":begin").stderr


@pytest.mark.embedded  # each store draws its own plans: tests/neo4j/test_console.py
def test_plans_are_drawn_and_scans_named(trunkline: Trunkline) -> None:
    explained = trunkline("console", "-c", "EXPLAIN MATCH (n:Country) RETURN n.id")
    assert "NodeByLabelScan" in explained.stdout
    assert "reads every such node" in explained.stdout
    profiled = trunkline("console", "-c", "PROFILE MATCH (n:Country {id: 'KZ'}) RETURN n.id")
    assert "1 row," in profiled.stdout
    assert "ms" in profiled.stdout
    product = trunkline("console", "-c", "EXPLAIN MATCH (a:Country), (b:Port) RETURN a, b")
    assert "shares no variable" in product.stdout or "cartesian" in product.stdout
    rows = trunkline("console", "-c", "EXPLAIN MATCH (n:Country) RETURN n.id", "--format", "jsonl")
    assert all("operator" in json.loads(line) for line in rows.stdout.splitlines())


def test_saved_statements_watch_and_limits(trunkline: Trunkline, reference_home: Path) -> None:
    script = "RETURN $n + 1 AS next;\n:save plus-one\n:run plus-one n=41\n:watch 0 2\n:history nothing"
    done = trunkline("console", "-P", "n=1", "-c", script)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line == "42"] == ["42"] * 3
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"
    stopped = trunkline("console", "-c", f":timeout 1\n{endless}")
    assert "Stopped after 1 s" in stopped.stderr
    assert "Did you mean: plus-one" in trunkline("console", "-c", ":run plus-on").stderr
    (reference_home / "console" / "saved" / "plus-one.cypher").unlink()


def test_the_settings_file(
    trunkline: Trunkline, reference_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "my.toml"
    monkeypatch.setenv("TRUNKLINE_CONSOLE_CONFIG", str(chosen))
    assert "Settings are read from" in trunkline("console", "-c", ":config").stdout
    assert read_configuration(chosen) == Configuration()
    uncommented = chosen.read_text("utf-8").replace("# theme", "theme").replace("# row_limit", "row_limit")
    chosen.write_text(uncommented, "utf-8")
    assert read_configuration(chosen) == Configuration()
    wrong = {
        "them = 'x'": "Did you mean theme?", "theme = 'pink'": "must be one of", "row_limit = -1": "negative",
        "timing = 1": "true or false", "[": "cannot be read",
    }  # fmt: skip
    for text, said in wrong.items():
        chosen.write_text(text, "utf-8")
        refused = trunkline("console", "-c", "RETURN 1")
        assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_themes_can_be_read(theme: str) -> None:
    """Contrast by WCAG 2.2: at least 4.5 against black or white."""
    for rule in style_rules(theme).values():
        assert "ansi" not in rule, "a colour whose contrast nobody knows"
        for colour in re.findall(r"#([0-9a-f]{6})", rule):
            channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
            linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
            light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
            contrast = (light + 0.05) / 0.05 if theme == "dark" else 1.05 / (light + 0.05)
            assert contrast >= 4.5, (theme, colour, contrast)
