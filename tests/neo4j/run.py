"""``make test-neo4j``: the contract tests on a real Neo4j, one after the other on every line of ``LINES``.

The contract is every test of the store under test, wherever it stands (``tests/conftest.py``). Where
``TRUNKLINE_STORE_URI`` names a running server, the same tests run against that one, and its database must be empty,
because they empty it. The first line that fails ends the run, so that pytest's last summary says what came of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.neo4j.missing import Missing

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Run the tests and return pytest's exit code; 1 with one sentence where they cannot run."""
    from graph.errors import TrunklineError

    try:
        return _on_given(arguments) if os.environ.get("TRUNKLINE_STORE_URI") else _on_lines(arguments)
    except (Missing, TrunklineError) as error:
        print(error, file=sys.stderr)
        return 1


def _on_lines(arguments: list[str]) -> int:
    from tests.neo4j.lines import LINES, java_for
    from tests.neo4j.server import fetch_jars, running_server

    for line in LINES:  # all that is missing is said before the first minute is spent
        java_for(line)
        fetch_jars(line.version)
    for line in LINES:
        print(f"Neo4j {line.version}, {line.name}, by {java_for(line)}", file=sys.stderr)
        with running_server(line) as variables:
            code = _pytest(arguments, variables)
        if code:
            return code
    return 0


def _on_given(arguments: list[str]) -> int:
    """Run on the server of the ``TRUNKLINE_STORE_*`` variables; raises ``Missing`` where it holds anything."""
    from graph.store import open_store

    with open_store() as store:
        if store.read("MATCH (n) RETURN 1 AS one LIMIT 1"):
            raise Missing("TRUNKLINE_STORE_URI names a database that is not empty: give the tests an empty one.")
    given = {name: value for name, value in os.environ.items() if name.startswith("TRUNKLINE_STORE_")}
    return _pytest(
        arguments, {name.replace("TRUNKLINE_", "TRUNKLINE_TEST_", 1): value for name, value in given.items()}
    )


def _pytest(arguments: list[str], variables: Mapping[str, str]) -> int:
    environment = {**os.environ, **variables, "TRUNKLINE_TEST_STORE": "server"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
