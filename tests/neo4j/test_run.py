"""``make test-neo4j`` itself: what it refuses, and what it says is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.neo4j import lines, server
from tests.neo4j.lines import LINES, java_for
from tests.neo4j.missing import Missing
from tests.neo4j.run import ROOT, main


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("JAVA_HOME")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(lines, "FOLDERS", ())


def jdk(home: Path, version: str, modules: str = "java.base jdk.compiler") -> Path:
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").touch()
    (home / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
    return home


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.version)
def test_without_java_one_sentence_says_so(line: lines.Line) -> None:
    with pytest.raises(Missing, match=rf"\({line.version}\) needs a JDK of Java {line.java[0]} or .*: install one"):
        java_for(line)


@pytest.mark.usefixtures("nothing_installed")
def test_every_line_is_looked_for_before_any_test_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert "needs a JDK" in said.err


@pytest.mark.usefixtures("nothing_installed")
def test_a_jdk_is_found_by_its_release_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(jdk(tmp_path / "runtime", "17.0.1", "java.base")))  # no compiler in it
    monkeypatch.setenv("JAVA_HOME_21_X64", str(jdk(tmp_path / "newer", "21.0.2")))
    assert java_for(LINES[0]) == tmp_path / "newer" / "bin" / "java"
    jdk(tmp_path / "jvm" / "seventeen", "17.0.15")
    monkeypatch.setattr(lines, "FOLDERS", (str(tmp_path / "jvm" / "*"),))
    assert java_for(LINES[0]) == tmp_path / "jvm" / "seventeen" / "bin" / "java"


@pytest.mark.usefixtures("nothing_installed")
def test_without_maven_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "JARS", tmp_path / "jars")
    with pytest.raises(Missing, match=r"with Maven: install it \(the command mvn\)"):
        server.fetch_jars("5.26.28")


def test_both_lines_are_promised() -> None:
    assert [one.version.partition(".")[0] for one in LINES] == ["5", "2026"]


def on_given(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests on the server under test, as on one that somebody else runs."""
    given = {
        "TRUNKLINE_STORE_URI": settings.store_uri, "TRUNKLINE_STORE_USER": settings.store_user,
        "TRUNKLINE_STORE_PASSWORD": settings.store_password,
        "TRUNKLINE_STORE_DATABASE": settings.store_database,
    }  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRUNKLINE_")}
    return subprocess.run(
        [sys.executable, "-m", "tests.neo4j.run", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**kept, **{name: value for name, value in given.items() if value}},
    )  # fmt: skip


@pytest.mark.neo4j
def test_a_given_database_is_refused_unless_empty_and_left_empty(store: Store, server_settings: Settings) -> None:
    store.write(lambda transaction: transaction.run("CREATE (:Entity {id: 'kept'})"))
    done = on_given(server_settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "TRUNKLINE_STORE_URI names a database that is not empty: give the tests an empty one.\n"
    assert store.read("MATCH (n) RETURN n.id AS id") == [{"id": "kept"}]
    store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
    done = on_given(server_settings, "-k", "parallel_legs", "tests/graph/store/test_store_contract.py")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout
    assert store.read("MATCH (n) RETURN n.id AS id") == []
