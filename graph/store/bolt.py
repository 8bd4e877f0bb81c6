"""The one Bolt client, for the embedded store and for any other server."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, TypeVar

from graph.errors import ReadOnlyViolation, TrunklineError
from graph.store.bookmarks import bookmarks_of, forget_unknown
from graph.store.cancelling import interruptible, stop_statements
from graph.store.driver import neo4j
from graph.store.failures import translate
from graph.store.link import Account, Link
from graph.store.pool import open_driver
from graph.store.port import Parameters, Result, Row, StoreDescription, Transaction
from graph.store.reading import check_reading
from graph.store.retry import retried
from graph.store.streaming import RowStream, TooLargeToHold
from graph.store.units import run_reading, run_writing, timed
from graph.store.wholeness import EDITION, whole

T = TypeVar("T")
FETCH_SIZE = 1000
SETTLE_SECONDS = 0.5
"""Pause before work whose commit may still be under way is repeated. A server's locks would make the repetition wait
for it; the embedded engine reads past them, and wrote relations twice where the repetition came within milliseconds."""


class BoltStore:
    """A ``Store`` over Bolt.

    ``find`` says where the server is; it is asked again when the server is gone,
    because an embedded store that was stopped in between comes back on other ports.
    """

    def __init__(self, find: Callable[[], Link], describe: Callable[[], StoreDescription], *, write: bool) -> None:
        self._find = find
        self._describe = describe
        self._may_write = write
        self._drivers: dict[Account | None, neo4j.Driver] = {}
        self._link = find()

    def read(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> list[Row]:
        """Run a reading statement and return all rows."""
        return self.query(statement, parameters, limit_seconds=limit_seconds).dicts()

    def query(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> Result:
        """Run a reading statement and return its columns and rows."""
        check_reading(statement)

        def work() -> Result:
            with self._session("READ") as session:
                try:
                    return whole(
                        lambda: run_reading(session, self._link, statement, parameters, limit_seconds),
                        lambda: run_reading(session, self._link, EDITION, None, limit_seconds).rows[0],
                    )
                except TooLargeToHold:
                    self.close()  # before the session, which would read the rest of the answer
                    raise

        return self._guarded(work, reading=True)

    def stream(self, statement: str, parameters: Parameters | None = None) -> RowStream:
        """Give rows as they come; a failure after the first row is not retried."""
        check_reading(statement)

        def begin(driver: neo4j.Driver) -> tuple[neo4j.Session, neo4j.Result]:
            session = self._session_of(driver, "READ")
            try:
                return session, session.run(timed(self._link, statement, None), dict(parameters or {}))
            except BaseException:
                session.close()
                raise

        def start() -> RowStream:
            return RowStream(open_driver(self._link, self._link.reader), begin, self._interruptible, self._read_failure)

        return self._guarded(start, reading=True, managed=False)

    def summary(self, statement: str, parameters: Parameters | None = None) -> neo4j.ResultSummary:
        """Run a reading statement to its end, and give what the server says of it in place of its rows."""
        check_reading(statement)

        def work() -> neo4j.ResultSummary:
            with self._session("READ") as session:
                return session.run(timed(self._link, statement, None), dict(parameters or {})).consume()

        return self._guarded(work, reading=True)

    def _read_failure(self, error: Exception) -> TrunklineError:
        return translate(error, self._link, reading=True)

    def write(self, work: Callable[[Transaction], T], *, repeatable: bool = False) -> T:
        """Run ``work`` in one transaction, again after a conflict or a lost connection."""
        if not self._may_write:
            raise ReadOnlyViolation("This store was opened for reading only; nothing was changed.")
        unseen = False

        def attempt() -> T:
            nonlocal unseen
            if unseen:
                time.sleep(SETTLE_SECONDS)
            try:
                with self._session("WRITE") as session:
                    return run_writing(session, self._link, work, repeated=unseen)
            except neo4j.exceptions.IncompleteCommit:
                unseen = True
                raise

        return self._guarded(attempt, reading=False, repeatable=repeatable)

    def describe(self) -> StoreDescription:
        """Say what this store is and where it runs."""
        return self._describe()

    def server_agent(self) -> str:
        """Return the server's own name and version; proves that it answers and accepts the login."""
        info = self._guarded(lambda: self._driver(self._link.reader).get_server_info(), reading=True)
        return str(info.agent)

    def cancel(self) -> int:
        """Stop on the server what this process runs there now; the threads that wait get ``StatementCancelled``."""
        here = int(self._link.uri.rpartition(":")[2]) if self._link.data_folder else None
        return sum(
            stop_statements(driver, self._link.database, local_port=here) for driver in list(self._drivers.values())
        )

    def _interruptible(self, work: Callable[[], T]) -> T:
        return interruptible(work, self.cancel, self.close)

    def close(self) -> None:
        """Close all connections."""
        while self._drivers:
            self._drivers.popitem()[1].close()

    def _guarded(
        self, work: Callable[[], T], *, reading: bool, managed: bool | None = None, repeatable: bool = False
    ) -> T:
        by_driver = self._link.is_managed if managed is None else managed

        def may_retry(error: Exception) -> bool:
            if isinstance(error, neo4j.exceptions.IncompleteCommit):
                self._moved()
                return reading or repeatable  # the transactions of a reader are committed too
            return self._may_retry(error, by_driver=by_driver)

        try:
            if not reading:
                return retried(work, may_retry)
            return self._interruptible(lambda: retried(work, may_retry))
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            raise translate(error, self._link, reading=reading) from error

    def _may_retry(self, error: Exception, *, by_driver: bool) -> bool:
        """Whether the same work may succeed now; finds a server that went away again."""
        faults = neo4j.exceptions
        if isinstance(error, faults.ConstraintError) or forget_unknown(self._link, error):
            return True  # two MERGE of one key at the same moment: the second try finds the node
        if isinstance(error, faults.AuthError):
            return self._moved()  # our own store has new passwords
        if by_driver:
            return False  # the driver tried until its limit
        if isinstance(error, faults.ServiceUnavailable):
            return self._moved()
        return isinstance(error, faults.Neo4jError | faults.DriverError) and error.is_retryable()

    def _moved(self) -> bool:
        self.close()
        before, self._link = self._link, self._find()
        return before != self._link

    def _session(self, mode: Literal["READ", "WRITE"]) -> neo4j.Session:
        account = self._link.writer if mode == "WRITE" else self._link.reader
        return self._session_of(self._driver(account), mode)

    def _session_of(self, driver: neo4j.Driver, mode: Literal["READ", "WRITE"]) -> neo4j.Session:
        return driver.session(
            database=self._link.database,
            default_access_mode=mode,
            fetch_size=FETCH_SIZE,
            bookmark_manager=bookmarks_of(self._link),
        )

    def _driver(self, account: Account | None) -> neo4j.Driver:
        if account not in self._drivers:
            self._drivers[account] = open_driver(self._link, account)
        return self._drivers[account]
