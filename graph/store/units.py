"""One unit of work on an open session: as a managed transaction on a server, plainly on the embedded store.

A managed transaction is run again by the driver while the server says that the failure will pass, the connection was
lost before the commit, or another member of the cluster leads now (``Link.retry_seconds``). The embedded store has one
member, and after a stop it answers at another address, so ``graph.store.bolt`` tries again there; and one statement
outside a transaction of its own takes a third of the time there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from graph.store.cancelling import MARK
from graph.store.driver import neo4j
from graph.store.link import Link
from graph.store.port import Parameters, Result, Row
from graph.store.streaming import holdable
from graph.store.values import plain

T = TypeVar("T")

_COUNTERS = {
    f"{things}_{done}": f"{told} {done}"
    for things, told, both in (
        ("nodes", "nodes", ("created", "deleted")),
        ("relationships", "relations", ("created", "deleted")),
        ("properties", "properties", ("set",)),
        ("labels", "labels", ("added", "removed")),
        ("indexes", "indexes", ("added", "removed")),
        ("constraints", "constraints", ("added", "removed")),
    )
    for done in both
}
"""The driver's names of what a statement may change, and ours."""
WRITING_FACTOR = 10
"""A server limits whole transactions, and one that writes holds many statements; the embedded engine limits each."""


class BoltTransaction:
    """A driver transaction behind the port's ``Transaction``."""

    def __init__(
        self, transaction: neo4j.Transaction | neo4j.ManagedTransaction, link: Link, *, repeated: bool = False
    ) -> None:
        self._transaction = transaction
        self._link = link
        self._counters: neo4j.SummaryCounters | None = None
        self.repeated = repeated

    @property
    def changed(self) -> Mapping[str, int]:
        """What the last statement changed."""
        numbers = {told: int(getattr(self._counters, name, 0)) for name, told in _COUNTERS.items()}
        return {told: number for told, number in numbers.items() if number}

    def run(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one statement and return its rows."""
        result = self._transaction.run(statement, dict(parameters or {}))
        rows = collect(result, self._link).dicts()
        self._counters = result.consume().counters
        return rows


def run_reading(
    session: neo4j.Session, link: Link, statement: str, parameters: Parameters | None, limit_seconds: float | None
) -> Result:
    """Run one reading statement and return all that it gives."""
    given = dict(parameters or {})
    if not link.is_managed:
        return collect(session.run(timed(link, statement, limit_seconds), given), link)

    @neo4j.unit_of_work(metadata=MARK, timeout=limit_seconds or link.limit_seconds)
    def work(transaction: neo4j.ManagedTransaction) -> Result:
        return collect(transaction.run(statement, given), link)

    return session.execute_read(work)


def run_writing(session: neo4j.Session, link: Link, work: Callable[[BoltTransaction], T], *, repeated: bool) -> T:
    """Run ``work`` in one transaction and commit it."""
    if not link.is_managed:
        with session.begin_transaction(metadata=MARK) as transaction:
            answer = work(BoltTransaction(transaction, link, repeated=repeated))
            transaction.commit()
            return answer

    @neo4j.unit_of_work(metadata=MARK, timeout=WRITING_FACTOR * link.limit_seconds)
    def managed(transaction: neo4j.ManagedTransaction) -> T:
        return work(BoltTransaction(transaction, link, repeated=repeated))

    return session.execute_write(managed)


def timed(link: Link, statement: str, limit_seconds: float | None) -> neo4j.Query | str:
    """Put the time limit on a statement where the server does not set one itself."""
    if link.server_limits_each_statement:
        return statement
    return neo4j.Query(statement, metadata=MARK, timeout=limit_seconds or link.limit_seconds)


def collect(result: neo4j.Result, link: Link) -> Result:
    """Read all rows of a result as plain values; raises ``StoreError`` for more than may be held."""
    columns = tuple(result.keys())
    rows = holdable(result, link.answer_memory_bytes)
    return Result(columns, [tuple(map(plain, record.values())) for record in rows])
