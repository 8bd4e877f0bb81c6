"""The one Bolt client, for the embedded store and for any other server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeVar

from graph.errors import ReadOnlyViolation
from graph.store.driver import neo4j
from graph.store.failures import translate
from graph.store.link import Account, Link
from graph.store.port import Parameters, Result, Row, StoreDescription, Transaction
from graph.store.retry import retried
from graph.store.values import plain

T = TypeVar("T")
FETCH_SIZE = 1000


class BoltTransaction:
    """A driver transaction behind the port's ``Transaction``."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one statement and return its rows."""
        return _collect(self._transaction.run(statement, dict(parameters or {}))).dicts()


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

        def work() -> Result:
            with self._session("READ") as session:
                return _collect(session.run(self._timed(statement, limit_seconds), dict(parameters or {})))

        return self._guarded(work, reading=True)

    def stream(self, statement: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """Yield rows as they come; a failure after the first row is not retried."""
        session, result = self._guarded(lambda: self._begin(statement, parameters), reading=True)
        with session:
            try:
                columns = result.keys()
                for record in result:
                    yield dict(zip(columns, map(plain, record.values()), strict=True))
            except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
                raise translate(error, self._link, reading=True) from error

    def _begin(self, statement: str, parameters: Parameters | None) -> tuple[neo4j.Session, neo4j.Result]:
        session = self._session("READ")
        try:
            return session, session.run(self._timed(statement, None), dict(parameters or {}))
        except BaseException:
            session.close()
            raise

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction, again after a conflict or a lost connection."""
        if not self._may_write:
            raise ReadOnlyViolation("This store was opened for reading only; nothing was changed.")

        def attempt() -> T:
            with self._session("WRITE") as session, session.begin_transaction() as transaction:
                answer = work(BoltTransaction(transaction))
                transaction.commit()
                return answer

        return self._guarded(attempt, reading=False)

    def describe(self) -> StoreDescription:
        """Say what this store is and where it runs."""
        return self._describe()

    def server_agent(self) -> str:
        """Return the server's own name and version; proves that it answers and accepts the login."""
        info = self._guarded(lambda: self._driver(self._link.reader).get_server_info(), reading=True)
        return str(info.agent)

    def close(self) -> None:
        """Close all connections."""
        while self._drivers:
            self._drivers.popitem()[1].close()

    def _guarded(self, work: Callable[[], T], *, reading: bool) -> T:
        try:
            return retried(work, self._may_retry)
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            raise translate(error, self._link, reading=reading) from error

    def _may_retry(self, error: Exception) -> bool:
        """Whether the same work may succeed now; finds a server that went away again."""
        faults = neo4j.exceptions
        if isinstance(error, faults.IncompleteCommit):
            return False
        if isinstance(error, faults.ServiceUnavailable):
            return self._moved()
        if isinstance(error, faults.ConstraintError):
            return True  # two MERGE of one key at the same moment: the second try finds the node
        return isinstance(error, faults.Neo4jError | faults.DriverError) and error.is_retryable()

    def _moved(self) -> bool:
        self.close()
        before, self._link = self._link, self._find()
        return before != self._link

    def _session(self, mode: Literal["READ", "WRITE"]) -> neo4j.Session:
        account = self._link.writer if mode == "WRITE" else self._link.reader
        return self._driver(account).session(
            database=self._link.database, default_access_mode=mode, fetch_size=FETCH_SIZE
        )

    def _driver(self, account: Account | None) -> neo4j.Driver:
        if account not in self._drivers:
            self._drivers[account] = neo4j.GraphDatabase.driver(
                self._link.uri,
                auth=(account.user, account.password) if account else None,
                user_agent="trunkline",
                connection_timeout=5.0,
                connection_acquisition_timeout=15.0,
                max_connection_pool_size=20,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
        return self._drivers[account]

    def _timed(self, statement: str, limit_seconds: float | None) -> neo4j.Query | str:
        if self._link.server_limits_each_statement:
            return statement
        return neo4j.Query(statement, timeout=limit_seconds or self._link.limit_seconds)


def _collect(result: neo4j.Result) -> Result:
    columns = tuple(result.keys())
    return Result(columns, [tuple(map(plain, record.values())) for record in result])
