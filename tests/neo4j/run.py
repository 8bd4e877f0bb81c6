"""``make test-neo4j``: the contract tests on a real Neo4j.

Where ``TRUNKLINE_STORE_URI`` names a running server, the same tests run against that one, and its database
must be empty, because they empty it; else a server of their own is started and stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACT = (
    "tests/graph/schema",
    "tests/graph/store/test_store_port.py",
    "tests/loaders/refresh/test_run.py",
    "tests/queries/catalogue",
    "tests/queries/routes/test_cypher.py",
    "tests/neo4j",
)
# What Trunkline's own accounts of the embedded store may do; on a server, reading files and managing users
# (LOAD CSV, CREATE USER) is for its owner to forbid: the READ access mode refuses writes only.
PORT = "tests/graph/store/test_store_port.py"
EMBEDDED_ONLY = ("test_a_writer_may_touch_neither_users_nor_files", "test_a_reader_may_not_touch_files")


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """Give the variables of the server under test."""
    from tests.neo4j.missing import Missing
    from tests.neo4j.server import running_server

    if not os.environ.get("TRUNKLINE_STORE_URI"):
        with running_server() as started:
            yield started
        return
    given = {name: value for name, value in os.environ.items() if name.startswith("TRUNKLINE_STORE_")}
    if not _is_empty():
        raise Missing("TRUNKLINE_STORE_URI names a database that is not empty: give the tests an empty one.")
    yield {name.replace("TRUNKLINE_", "TRUNKLINE_TEST_", 1): value for name, value in given.items()}


def _is_empty() -> bool:
    from graph.store import open_store

    with open_store() as store:
        return not store.read("MATCH (n) RETURN 1 AS one LIMIT 1")


def main(arguments: list[str]) -> int:
    """Run the tests and return pytest's exit code; 1 with one sentence where they cannot run."""
    from graph.errors import TrunklineError
    from tests.neo4j.missing import Missing

    chosen = arguments or list(CONTRACT)
    try:
        with server() as variables:
            environment = {**os.environ, **variables, "TRUNKLINE_TEST_STORE": "server"}
            command = [sys.executable, "-m", "pytest", *(f"--deselect={PORT}::{one}" for one in EMBEDDED_ONLY), *chosen]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except (Missing, TrunklineError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
