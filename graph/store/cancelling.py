"""Stop on the server what this process is waiting for.

Leaving a statement alone is not enough: the embedded engine goes on with it when the connection closes, until its
time limit. Both stores list running statements and stop them by the same two Cypher statements, and both let an
account stop its own. Which ones are ours: a server tells by the mark that we send with each statement; the embedded
engine drops the mark, but it runs on this machine, so that the client's port tells.
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from graph.store.driver import neo4j

T = TypeVar("T")

MARK = {"trunkline": f"{os.getpid()}-{uuid.uuid4().hex}"}
"""Metadata that tells this process's transactions from those of others; known to nobody but the server."""

RUNNING = "SHOW TRANSACTIONS YIELD transactionId, currentQuery, clientAddress, metaData"
STOP = "TERMINATE TRANSACTIONS $ids"
PATIENCE_SECONDS = 5.0  # both stores answered within 0.3 s; a server that does not even answer this is given up
_LOOK_SECONDS = 0.2  # a key press is seen at once where the system allows it, else after this


def interruptible(work: Callable[[], T], stop: Callable[[], object], give_up: Callable[[], object]) -> T:
    """Return ``work()``; where a person presses Ctrl-C meanwhile, call ``stop`` and raise ``KeyboardInterrupt``.

    Python sees key presses in its main thread alone, and only between two reads of the socket if the driver waits
    there, so the work is done in another one. ``give_up`` is called when the work has not ended by itself then.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    answers, failures = list[T](), list[BaseException]()
    worker = threading.Thread(target=_collect, args=(work, answers, failures), daemon=True, name="statement")
    worker.start()
    try:
        while worker.is_alive():
            worker.join(_LOOK_SECONDS)
    except KeyboardInterrupt:
        with suppress(Exception):  # whatever the server says now, the person wants to leave
            stop()
        worker.join(PATIENCE_SECONDS)
        if worker.is_alive():
            give_up()
        raise
    if failures:
        raise failures[0]
    return answers[0]


def _collect(work: Callable[[], T], answers: list[T], failures: list[BaseException]) -> None:
    try:
        answers.append(work())
    except BaseException as error:
        failures.append(error)


def stop_statements(driver: neo4j.Driver, database: str | None, *, local_port: int | None) -> int:
    """Stop what this process runs through ``driver``'s account, and return how many statements that were.

    ``local_port`` is the server's port where it runs on this machine, else ``None``.
    """
    ports = _client_ports(local_port) if local_port else frozenset[str]()
    with driver.session(database=database) as session:
        ours = [row["transactionId"] for row in session.run(RUNNING).data() if _is_ours(row, ports)]
        if ours:
            session.run(STOP, ids=ours).consume()
    return len(ours)


def _is_ours(row: dict[str, Any], ports: Iterable[str]) -> bool:
    if row["currentQuery"] == RUNNING:
        return False
    marked = dict(row["metaData"] or {}).items() >= MARK.items()
    return marked or str(row["clientAddress"]).rpartition(":")[2] in ports


def _client_ports(server_port: int) -> frozenset[str]:
    """Give the ports from which this process is connected to a port of this machine."""
    import psutil

    mine = psutil.Process().net_connections("tcp")
    return frozenset(str(one.laddr.port) for one in mine if one.raddr and one.raddr.port == server_port)
