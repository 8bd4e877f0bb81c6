"""One refresh, import or restore at a time, on any store, from any machine.

A file lock keeps two of them in one data folder apart (``graph.store.alone``); a server may be written to from
several machines. So the writer signs a lease in the graph and renews it inside each of its transactions, which are
refused once somebody else has signed. It is taken over from a process of this machine that has died, or from one that
was silent for ``SILENCE_SECONDS``.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TypeVar

from graph.errors import StoreError, TrunklineError
from graph.schema.statements import definition_statements
from graph.store.port import Parameters, Result, Row, Rows, Store, StoreDescription, Transaction
from graph.store.wholeness import ANNOUNCE, DONE, LEAVE

T = TypeVar("T")

LEASE = "lease"
"""Key of the node of class ``Meta`` that holds the lease; it is no part of what is exported."""
SILENCE_SECONDS = 120
_ASK = (
    "MERGE (m:Meta {id: 'lease'}) SET m.step = coalesce(m.step, 0) + 1 "
    "RETURN m.command AS holder, timestamp() - m.at AS age"
)
_SIGN = "MATCH (m:Meta {id: 'lease'}) SET m.command = $me, m.at = timestamp()"
_RENEW = "MATCH (m:Meta {id: 'lease', command: $me}) SET m.at = timestamp() RETURN 1 AS mine"
_RELEASE = "MATCH (m:Meta {id: 'lease', command: $me}) DELETE m"


@contextmanager
def writing_alone(store: Store) -> Iterator[Store]:
    """Hold the lease of the graph and give the store to write through; raises ``StoreError`` where it is held."""
    me = _signature()
    unique = next(one for one in definition_statements() if one.startswith("CREATE CONSTRAINT meta_id "))
    store.write(lambda transaction: transaction.run(unique))  # two that come at once shall meet at one node
    store.write(lambda transaction: _sign(transaction, me))
    try:
        yield LeasedStore(store, me)
    finally:
        with suppress(TrunklineError):  # whoever comes next finds that this process has ended
            store.write(lambda transaction: transaction.run(_RELEASE, {"me": me}))
            store.write(lambda transaction: transaction.run(LEAVE))


def _sign(transaction: Transaction, me: str) -> None:
    row = transaction.run(_ASK)[0]
    holder, silent = row["holder"], (row["age"] or 0) / 1000
    if holder and holder != me and silent < SILENCE_SECONDS and not _has_died(holder):
        machine, process, _ = holder.split("|")
        raise StoreError(
            f"A refresh or a transfer is at work on this graph (process {process} on {machine}): "
            "wait until it has ended and try again."
        )
    transaction.run(_SIGN, {"me": me})


def _signature() -> str:
    import psutil

    pid = os.getpid()
    return f"{socket.gethostname()}|{pid}|{psutil.Process(pid).create_time():.2f}"


def _has_died(holder: str) -> bool:
    """Whether ``holder`` was a process of this machine and is no more."""
    import psutil

    machine, pid, created = holder.split("|")
    if machine != socket.gethostname():
        return False
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" != created
    except psutil.Error:
        return True


class _Fenced:
    """A transaction that renews the lease before its first statement, and ends where it is lost.

    Definitions of the schema harm nobody and go first: a server takes none after a write.
    """

    def __init__(self, transaction: Transaction, me: str) -> None:
        self._transaction = transaction
        self._me = me
        self._renewed = False
        self.repeated = transaction.repeated

    @property
    def changed(self) -> Mapping[str, int]:
        """What the last statement changed."""
        return self._transaction.changed

    def run(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one statement and return its rows."""
        if not self._renewed and statement not in definition_statements():
            if not self._transaction.run(_RENEW, {"me": self._me}):
                raise StoreError(
                    "Somebody else has taken this graph over, since this process was silent for too long: "
                    "nothing more was written; run it again."
                )
            self._renewed = True
        return self._transaction.run(statement, parameters)


class LeasedStore:
    """A store whose transactions are refused once the lease is lost, and whose commits readers can tell."""

    def __init__(self, store: Store, me: str) -> None:
        self._store = store
        self._me = me

    def write(self, work: Callable[[Transaction], T], *, repeatable: bool = False) -> T:
        """Run ``work`` in one transaction; raises ``StoreError`` where somebody else has taken the graph over."""

        def guarded(transaction: Transaction) -> T:
            answer = work(_Fenced(transaction, self._me))
            self._store.write(lambda other: other.run(ANNOUNCE))
            return answer

        try:
            return self._store.write(guarded, repeatable=repeatable)
        finally:
            with suppress(TrunklineError):  # readers find out by the age of the announcement
                self._store.write(lambda other: other.run(DONE))

    def read(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> list[Row]:
        """Read as the store itself does."""
        return self._store.read(statement, parameters, limit_seconds=limit_seconds)

    def query(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> Result:
        """Read as the store itself does."""
        return self._store.query(statement, parameters, limit_seconds=limit_seconds)

    def stream(self, statement: str, parameters: Parameters | None = None) -> Rows:
        """Read as the store itself does."""
        return self._store.stream(statement, parameters)

    def cancel(self) -> int:
        """Stop what runs, as the store itself does."""
        return self._store.cancel()

    def describe(self) -> StoreDescription:
        """Describe the store itself."""
        return self._store.describe()

    def close(self) -> None:
        """Close the store itself."""
        self._store.close()
