"""Stores that can be killed and brought back: the embedded one, and a real server on a home of its own."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from graph.settings import Settings
from graph.store.driver import neo4j
from graph.store.embedded.layout import Layout
from graph.store.embedded.server import ensure_running, stop_server
from graph.store.embedded.state import read_state
from tests.neo4j import server as one_server
from tests.neo4j.lines import LINES, java_for

ANSWER_SECONDS = 300


class Victim(Protocol):
    """A store under torture."""

    name: str
    settings: Settings

    def kill(self) -> None:
        """SIGKILL the store's process."""

    def revive(self) -> None:
        """Have it run again; does nothing where it runs."""

    def end(self) -> None:
        """Stop it for good."""


class Embedded:
    """The embedded store; whoever opens it next starts it again."""

    name = "embedded"

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        ensure_running(self.settings)

    def kill(self) -> None:
        state = read_state(Layout.under(self.settings.home))
        process = state.find() if state else None
        if process:
            process.kill()
            while process.is_running() and process.status() != "zombie":
                time.sleep(0.005)

    def revive(self) -> None:
        return

    def end(self) -> None:
        stop_server(self.settings)


# Read before the settings from outside are taken away; without a line under test, the long-term one.
UNDER_TEST = next((one for one in LINES if one.version == os.environ.get("TRUNKLINE_TEST_LINE")), LINES[0])


class Server:
    """A real server: nobody but the torturer starts it again, as an init system would."""

    name = "neo4j"

    def __init__(self, home: Path) -> None:
        self._line = UNDER_TEST
        self._data = home / "server"
        self._data.mkdir(parents=True)
        one_server._write_certificates(self._data / "certificates")
        self._port = one_server._free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._start()
        uri, password = f"bolt://127.0.0.1:{self._port}", secrets.token_urlsafe(24)
        self._await(lambda: one_server._set_password(uri, password))
        self.settings = Settings(home=home / "home", store_uri=uri, store_user="neo4j", store_password=password)

    def _start(self) -> None:
        jars = one_server.fetch_jars(self._line.version)
        command = [
            str(java_for(self._line)),
            "-Xmx1g",
            *(f"--add-opens={one}=ALL-UNNAMED" for one in one_server.OPENED),
        ]
        command += ["-cp", f"{jars}/*", str(one_server.HERE / "Server.java"), str(self._data), str(self._port)]
        with (self._data / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output)

    def _await(self, answers: Callable[[], None]) -> None:
        until = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < until:
            try:
                return answers()
            except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.TransientError):
                time.sleep(0.2)
        raise AssertionError((self._data / "output.txt").read_text("utf-8", "replace")[-2000:])

    def _greet(self) -> None:
        login = (str(self.settings.store_user), str(self.settings.store_password))
        with neo4j.GraphDatabase.driver(str(self.settings.store_uri), auth=login) as driver:
            driver.verify_connectivity()

    def kill(self) -> None:
        assert self._process
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def revive(self) -> None:
        assert self._process
        if self._process.poll() is not None:
            self._start()
            self._await(self._greet)

    def end(self) -> None:
        assert self._process
        self._process.kill()
        self._process.communicate()


VICTIMS: dict[str, type[Embedded] | type[Server]] = {"embedded": Embedded, "neo4j": Server}
