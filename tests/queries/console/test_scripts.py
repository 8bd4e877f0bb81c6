"""The console without a terminal: -c, files and standard input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from graph.settings import Settings
from graph.store import Store, open_store

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


def test_a_read_only_console_cannot_write(trunkline: Trunkline, reference_store: Store) -> None:
    before = reference_store.read("MATCH (n) RETURN count(n) AS n")
    for statement in ("CREATE (n:Entity {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:Entity) SET n.id = 'x'"):
        refused = trunkline("console", "-c", statement)
        assert refused.returncode == 1
        assert "may only read" in refused.stderr
    assert reference_store.read("MATCH (n) RETURN count(n) AS n") == before


def test_writing_must_be_agreed_to(trunkline: Trunkline, reference_home: Path) -> None:
    refused = trunkline("console", "--write", "-c", "RETURN 1")
    assert refused.returncode == 2
    assert str(reference_home) in refused.stderr
    statement = "CREATE (n:Scratch {id: 'x'}) RETURN n.id AS id; MATCH (n:Scratch) DELETE n"
    done = trunkline("console", "--write", "--yes", "-c", statement)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["id", "--", "x", "(0 rows)"]
    with open_store(Settings(home=reference_home)) as store:
        assert store.read("MATCH (n:Scratch) RETURN n") == []


def test_what_cannot_be_read_or_understood(trunkline: Trunkline, tmp_path: Path) -> None:
    missing = trunkline("console", str(tmp_path / "no.cypher"))
    assert (missing.returncode, "cannot be read" in missing.stderr) == (1, True)
    broken = tmp_path / "broken.cypher"
    broken.write_bytes("RETURN 'привет'".encode("cp1251"))
    assert "save the script as UTF-8" in trunkline("console", str(broken)).stderr
    assert 'No command is called ":hepl". Did you mean: :help?' in trunkline("console", "-c", ":hepl").stderr
    assert trunkline("console", str(broken), "-c", "RETURN 1").returncode == 2


def test_nothing_to_run_is_no_error(trunkline: Trunkline) -> None:
    done = trunkline("console", stdin="  // only a comment\n;")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
