"""``make test-neo4j``: the contract tests on a real Neo4j, on every line of ``LINES`` at the same time.

The contract is every test of the store under test, wherever it stands (``tests/conftest.py``). Where
``TRUNKLINE_STORE_URI`` names a running server, the same tests run against that one, and its database must be empty,
because they empty it. What failed is printed last, so that pytest's last summary says what came of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from tests.neo4j.missing import Missing

if TYPE_CHECKING:
    from tests.neo4j.lines import Line

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
    from tests.neo4j.server import fetch_jars

    for line in LINES:  # all that is missing is said before the first minute is spent
        java_for(line)
        fetch_jars(line.version)
    with ThreadPoolExecutor(len(LINES)) as pool:
        ended = list(pool.map(partial(_on_line, arguments=arguments), LINES))
    for _, output in sorted(ended):  # what failed comes last
        print(output, flush=True)
    return max(code for code, _ in ended)


def _on_line(line: Line, arguments: list[str]) -> tuple[int, str]:
    """Run the tests on one line of servers; give pytest's exit code and what it printed."""
    from tests.neo4j.lines import java_for
    from tests.neo4j.server import running_server

    title = f"Neo4j {line.version}, {line.name}, by {java_for(line)}"
    print(title, file=sys.stderr)
    with running_server(line) as variables, TemporaryFile("w+", encoding="utf-8") as output:
        code = _pytest(arguments, variables, output)
        output.seek(0)
        return code, f"{title}\n{output.read()}"


def _on_given(arguments: list[str]) -> int:
    """Run on the server of the ``TRUNKLINE_STORE_*`` variables and leave it empty, as it was.

    Raises ``Missing`` where it holds anything.
    """
    from graph.store import open_store

    with open_store() as store:
        if store.read("MATCH (n) RETURN 1 AS one LIMIT 1"):
            raise Missing("TRUNKLINE_STORE_URI names a database that is not empty: give the tests an empty one.")
    given = {name: value for name, value in os.environ.items() if name.startswith("TRUNKLINE_STORE_")}
    try:
        return _pytest(
            arguments, {name.replace("TRUNKLINE_", "TRUNKLINE_TEST_", 1): value for name, value in given.items()}
        )
    finally:  # the last test leaves its graph, and the next run wants an empty database
        with open_store(write=True) as store:
            store.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))


def _pytest(arguments: list[str], variables: Mapping[str, str], output: IO[str] | None = None) -> int:
    environment = {**os.environ, **variables, "TRUNKLINE_TEST_STORE": "server"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False,
        stdout=output, stderr=subprocess.STDOUT if output else None,
    ).returncode  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
