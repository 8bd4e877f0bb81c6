"""Start the engine's process, apart from ours and without a secret on its command line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from graph.settings import Settings
from graph.store.embedded.files import said_clearly
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.processes import ProcessId
from graph.store.embedded.runtime import engine_version, find_runtime
from graph.store.embedded.state import MAIN_CLASS, ServerState

LOOPBACK = "127.0.0.1"
_JAVA_VARIABLES = frozenset({"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"})


def launch(layout: Layout, settings: Settings) -> ServerState:
    """Start the engine on free ports and return its state; it does not answer yet."""
    bolt_port, http_port = free_ports(2)
    command = _command(settings, bolt_port, http_port)
    pid = start_detached(command, folder=layout.root, log=layout.server_log)
    return ServerState(ProcessId.of(pid), bolt_port, http_port, engine_version())


def free_ports(count: int) -> list[int]:
    """Return loopback ports that nobody used a moment ago."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _command(settings: Settings, bolt_port: int, http_port: int) -> list[str]:
    runtime = find_runtime()
    options = _options(settings, bolt_port, http_port)
    return [
        str(runtime.java),
        *("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
        f"-Xmx{settings.store_memory}",
        *("-cp", str(runtime.jars / "*")),
        *(f"-Darcadedb.{name}={value}" for name, value in options.items()),
        MAIN_CLASS,
    ]


def _options(settings: Settings, bolt_port: int, http_port: int) -> dict[str, str | int]:
    """Return the engine's options; paths are relative to its working folder, whatever its name holds."""
    return {
        "server.rootPath": ".",
        "server.databaseDirectory": "databases",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": LOOPBACK,
        "bolt.port": bolt_port,
        "server.httpIncomingHost": LOOPBACK,
        "server.httpIncomingPort": http_port,
        "command.timeout": round(settings.store_command_timeout_seconds * 1000),
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "txWalFlush": 2,  # fsync at each commit
    }


def start_detached(command: list[str], *, folder: Path, log: Path, variables: dict[str, str] | None = None) -> int:
    """Start a process that outlives this one, and return its number.

    It has no input, its output goes to ``log``, and no key press in our terminal reaches it.
    """
    with said_clearly(log), log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment() | (variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **_apart(),
        )
    process.returncode = 0  # not ours to wait for: it lives on, so that Popen must not warn about it
    return process.pid


def _apart() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True, "umask": 0o077}


def _environment() -> dict[str, str]:
    """Return our environment without what changes Java, in an encoding that can name every file."""
    kept = {name: value for name, value in os.environ.items() if name not in _JAVA_VARIABLES}
    return kept | {"LC_ALL": "C.UTF-8"}
