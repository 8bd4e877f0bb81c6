"""``trunkline store`` as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from graph.store import Store


def _trunkline(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trunkline", "store", *arguments],
        env={**os.environ, "TRUNKLINE_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_start_status_stop(fresh_home: Path) -> None:
    before = json.loads(_trunkline(fresh_home, "status", "--format", "json").stdout)
    assert (before["running"], before["pid"], before["schema_version"]) == (False, None, 1)
    assert not fresh_home.exists(), "status creates nothing"

    started = _trunkline(fresh_home, "start", LC_ALL="C", LANG="C", PYTHONUTF8="1")
    assert started.returncode == 0, started.stderr
    status = json.loads(_trunkline(fresh_home, "status", "--format", "json").stdout)
    assert status["running"] is True
    assert status["kind"] == "embedded"
    assert status["uri"].startswith("bolt://127.0.0.1:")
    assert status["version"].startswith("ArcadeDB 26.")
    assert status["data_folder"] == str(fresh_home / "store")
    assert status["size_bytes"] > 0
    assert str(status["pid"]) in started.stdout

    assert _trunkline(fresh_home, "stop").stdout == "The embedded store was stopped.\n"
    assert _trunkline(fresh_home, "stop").stdout == "The embedded store does not run.\n"
    assert "no, the next command starts it" in _trunkline(fresh_home, "status").stdout


def test_a_foreign_server_is_neither_started_nor_stopped(store: Store, store_home: Path) -> None:
    for command in ("start", "stop"):
        done = _trunkline(store_home, command, TRUNKLINE_STORE_URI="bolt://127.0.0.1:1")
        assert (done.returncode, done.stdout) == (2, "")
        assert "neither starts nor stops" in done.stderr
    assert store.read("RETURN 1 AS one") == [{"one": 1}]
