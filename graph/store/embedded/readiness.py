"""Wait until a started engine answers, and try that it is as safe as it was told to be."""

from __future__ import annotations

import re
import socket
import time
from typing import TYPE_CHECKING

import psutil

from graph.errors import StoreError
from graph.store.embedded.launch import LOOPBACK
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.processes import listens
from graph.store.embedded.state import ServerState
from graph.store.link import Account

if TYPE_CHECKING:
    import neo4j

START_LIMIT_SECONDS = 120.0  # a large database that replays its log after a crash needs more than the usual second
POLL_SECONDS = 0.02
_PORT_TAKEN = "Unable to listen"
_NOT_OPENED = "Error on opening database"
_FAILURE = re.compile(r"SEVER|Exception|Error", re.IGNORECASE)


class PortTaken(Exception):
    """Another process took the port between our choice and the engine's start."""


def await_port(layout: Layout, state: ServerState) -> None:
    """Return when the engine itself listens on its port.

    Raises ``PortTaken``, or ``StoreError`` with what the engine said when it died or took too long.
    """
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline:
        process = state.find()
        if process is None or _log_says(layout, _PORT_TAKEN):
            break
        if _answers(state.bolt_port) and _listens(process, state.bolt_port):
            return
        time.sleep(POLL_SECONDS)
    if _log_says(layout, _PORT_TAKEN):
        raise PortTaken
    raise StoreError(_start_failure(layout))


def await_database(layout: Layout, state: ServerState, root: Account) -> None:
    """Return when the database answers and refuses to read files and addresses by ``LOAD CSV``."""
    from graph.store.driver import neo4j

    with neo4j.GraphDatabase.driver(state.uri, auth=(root.user, root.password), telemetry_disabled=True) as driver:
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while not _database_answers(driver):
            if time.monotonic() > deadline or state.find() is None or _log_says(layout, _NOT_OPENED):
                raise StoreError(_start_failure(layout))
            time.sleep(POLL_SECONDS)
        for address in ("file:///etc/hostname", f"http://{LOOPBACK}:{state.http_port}/"):
            _must_refuse(driver, address)


def _database_answers(driver: neo4j.Driver) -> bool:
    from graph.store.driver import neo4j

    try:
        # Not execute_query: that one waits a second before it tries a lost connection again.
        with driver.session(database=DATABASE) as session:
            session.run("RETURN 1").consume()
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
        return False
    return True


def _must_refuse(driver: neo4j.Driver, address: str) -> None:
    """Try to read ``address`` as the account that may do everything: only the switch can refuse."""
    from graph.store.driver import neo4j

    try:
        with driver.session(database=DATABASE) as session:
            session.run("LOAD CSV FROM $address AS row RETURN row LIMIT 1", address=address).consume()
    except neo4j.exceptions.Neo4jError as error:
        if "disabled" in (error.message or ""):
            return
    raise StoreError(
        f"The embedded store was stopped because it would let a query read {address}: "
        "its version ignores the switch that forbids it; install the pinned version of arcadedb-embedded."
    )


def _answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), 0.5).close()
    except OSError:
        return False
    return True


def _listens(process: psutil.Process, port: int) -> bool:
    try:
        return listens(process, port)
    except psutil.Error:
        return False


def _log_says(layout: Layout, text: str) -> bool:
    return text in _log(layout)


def _log(layout: Layout) -> str:
    try:
        return layout.server_log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _start_failure(layout: Layout) -> str:
    said = [line.strip() for line in _log(layout).splitlines() if _FAILURE.search(line)]
    reason = said[0] if said else "it gave no reason"
    if "No space left" in _log(layout):
        return f"The disk that holds {layout.root} is full: free some space and try again; nothing was lost."
    return f"The embedded store did not start: {reason} (all it said: {layout.server_log})."
