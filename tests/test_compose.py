"""``compose.yaml``: it can be read, its memory fits, its password is a file, and it says when it is ready."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).parent.parent / "compose.yaml"
UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text("utf-8")))


@pytest.fixture(scope="module")
def server(composed: dict[str, Any]) -> dict[str, Any]:
    return dict(composed["services"]["neo4j"])


def size(text: str) -> int:
    found = re.fullmatch(r"(\d+)([kmg])", text.lower())
    assert found, text
    return int(found[1]) * UNITS[found[2]]


def test_the_memory_fits_into_the_container(server: dict[str, Any]) -> None:
    given = server["environment"]
    heap = given["NEO4J_server_memory_heap_max__size"]
    assert given["NEO4J_server_memory_heap_initial__size"] == heap
    inside = size(heap) + size(given["NEO4J_server_memory_pagecache_size"])
    assert inside + UNITS["g"] <= size(server["mem_limit"])
    assert size(given["NEO4J_db_memory_transaction_total_max"]) < size(heap)


def test_the_password_is_a_file_and_nowhere_else(composed: dict[str, Any], server: dict[str, Any]) -> None:
    (secret,) = server["secrets"]
    file = composed["secrets"][secret]["file"]
    assert server["environment"]["NEO4J_AUTH_FILE"] == f"/run/secrets/{secret}"
    assert "NEO4J_AUTH" not in server["environment"]
    ignored = subprocess.run(["git", "check-ignore", "-q", file], cwd=FILE.parent, check=False)
    assert ignored.returncode in (0, 128)  # 128: this is no checkout
    assert ".trunkline/" in (FILE.parent / ".gitignore").read_text("utf-8").split()
    assert Path(file).parts[0] == ".trunkline"


def test_it_says_when_it_is_ready(server: dict[str, Any]) -> None:
    check = server["healthcheck"]
    assert check["test"][0] == "CMD-SHELL"
    assert "cypher-shell" in check["test"][1]
    assert " -p" not in check["test"][1]  # a password on a command line can be seen by others
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


def test_it_listens_on_this_machine_only_and_keeps_its_data(composed: dict[str, Any], server: dict[str, Any]) -> None:
    assert server["ports"] == ["127.0.0.1:7687:7687"]
    assert server["volumes"] == ["data:/data"]
    assert "data" in composed["volumes"]
    assert re.fullmatch(r"neo4j:5\.26(\.\d+)?-community", server["image"])


def test_compose_itself_reads_it(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("this machine has no docker compose")
    copy = tmp_path / "compose.yaml"
    copy.write_text(FILE.read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [docker, "compose", "-f", str(copy), "config", "--quiet"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
