"""Runs the real command line as whole processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "trunkline"]


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of a user whose data lies in ``home``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRUNKLINE_")}
    return {**kept, "TRUNKLINE_HOME": str(home), "PYTHONPATH": str(ROOT), **(more or {})}


def start(home: Path, *args: object, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, args)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def run(
    home: Path, *args: object, given: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; both outputs as text."""
    done = subprocess.run(
        [*COMMAND, *map(str, args)],
        input=given,
        capture_output=True,
        check=False,
        timeout=90,
        env=environment(home, more),
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def refresh(home: Path, *args: object, given: bytes = b"") -> dict[str, Any]:
    """Refresh in JSON: standard output must be that one document, whatever the ending."""
    done = run(home, "refresh", *args, "--format", "json", given=given)
    assert "Traceback" not in done.stderr, done.stderr
    return {**json.loads(done.stdout), "code": done.returncode, "said": done.stderr.strip()}


def one_sentence(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Check an ending with one clear sentence, no traceback, and give the sentence."""
    said = done.stderr.strip()
    assert done.returncode == code, (done.returncode, said, done.stdout)
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    assert "unforeseen" not in said
    assert said.endswith((".", "?"))
    return said


def reasons(report: Mapping[str, Any]) -> dict[str, str]:
    """Give the reasons of what a report put in quarantine, by the last part of the item and the place."""
    return {
        " ".join(filter(None, (one["item"].rpartition("/")[2], one["place"]))): one["reason"]
        for one in report["quarantined"]
    }
