"""The state file: which process serves the store, and where."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import psutil

from graph.store.embedded.files import read_json, write_private
from graph.store.embedded.layout import Layout
from graph.store.embedded.processes import ProcessId, find_process

MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"


@dataclass(frozen=True, slots=True)
class ServerState:
    """A started server; ``ready`` once it has answered and passed its checks."""

    process: ProcessId
    bolt_port: int
    http_port: int
    version: str
    ready: bool = False
    watchdog: ProcessId | None = None

    @property
    def uri(self) -> str:
        """Bolt address."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def since(self) -> datetime:
        """When the server's process started."""
        return datetime.fromtimestamp(self.process.created, tz=UTC)

    def find(self) -> psutil.Process | None:
        """Return the server's process if it still runs and is really the server."""
        return find_process(self.process, argument=MAIN_CLASS)


def write_state(layout: Layout, state: ServerState) -> None:
    """Replace the state file in one step."""
    write_private(layout.state, json.dumps(asdict(state), indent=1))


def read_state(layout: Layout) -> ServerState | None:
    """Return what the state file says; ``None`` when it is missing, half written or of another shape."""
    values = read_json(layout.state)
    if values is None:
        return None
    try:
        watchdog = values.pop("watchdog")
        return ServerState(
            **{**values, "process": ProcessId(**values["process"])},
            watchdog=ProcessId(**watchdog) if watchdog else None,
        )
    except (KeyError, TypeError):
        return None
