"""The stores that a benchmark runs on, side by side: a fresh embedded one, and a Neo4j where there is Java for one."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from graph.settings import Settings
from graph.store.embedded.server import stop_server


@contextmanager
def both_stores() -> Iterator[dict[str, Settings]]:
    """Give the settings of empty stores by name; they are stopped and gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        embedded = Settings(home=folder / "embedded")
        stack.callback(stop_server, embedded)
        found = {"embedded": embedded}
        if server := _server(stack):
            found["Neo4j"] = Settings(home=folder / "server", **server)
        yield found


def _server(stack: ExitStack) -> dict[str, Any]:
    from tests.neo4j.lines import LINES
    from tests.neo4j.missing import Missing
    from tests.neo4j.server import running_server

    prefix = "TRUNKLINE_TEST_"
    try:
        given = stack.enter_context(running_server(LINES[0]))
    except Missing as error:
        print(f"{error} The figures are those of the embedded store alone.", file=sys.stderr)
        return {}
    wanted = ("store_uri", "store_user", "store_password")
    return {name: given[f"{prefix}{name.upper()}"] for name in wanted}
