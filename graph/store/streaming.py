"""Rows as they come, in constant memory, and the end of what is too large to hold.

Each stream has a connection of its own. Closing it early is then cheap: the driver would otherwise ask the server for
the rest of the answer only to throw it away, and the embedded engine would compute all of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import StoreError, TrunklineError
from graph.store.driver import neo4j
from graph.store.values import plain

if TYPE_CHECKING:
    from graph.store.port import Row

T = TypeVar("T")
Waiting = Callable[[Callable[[], list[neo4j.Record]]], list[neo4j.Record]]

LARGEST_BATCH = 1000
GROWTH = 4
"""Each batch is so many times as large as the one before, from one row on: the first row is shown at once."""
_LOOK_ROWS = 10_000  # asking for the memory in use takes 10 microseconds


class RowStream:
    """An iterator over the rows of one answer, as dicts; ``columns`` are known from the start.

    Closed when it is exhausted, when it is garbage, by ``close()`` or at the end of a ``with`` block.
    """

    def __init__(
        self,
        driver: neo4j.Driver,
        start: Callable[[neo4j.Driver], tuple[neo4j.Session, neo4j.Result]],
        wait: Waiting,
        explain: Callable[[Exception], TrunklineError],
    ) -> None:
        self._driver = driver
        self._session: neo4j.Session | None = None
        self._wait = wait
        self._explain = explain
        self._held: deque[neo4j.Record] = deque()
        self._size = 1
        try:
            self._session, self._result = start(driver)
            self.columns = tuple(self._result.keys())
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        """Give the next row as a dict; of two columns with one name the last wins."""
        return dict(zip(self.columns, self.next_values(), strict=True))

    def next_values(self) -> tuple[Any, ...]:
        """Give the next row as the values of ``columns``; raises ``StopIteration`` after the last one."""
        if not self._held:
            self._fetch()
        if not self._held:
            self.close()
            raise StopIteration
        return tuple(map(plain, self._held.popleft().values()))

    def _fetch(self) -> None:
        if self._session is None:
            return
        size, self._size = self._size, min(self._size * GROWTH, LARGEST_BATCH)
        try:
            self._held.extend(self._wait(lambda: self._result.fetch(size)))
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            self.close()
            raise self._explain(error) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Stop, and give the connection back; harmless when closed already."""
        session, self._session = self._session, None
        with suppress(BufferError):  # a thread that was given up still writes to the connection
            self._driver.close()  # before the session, which would read the rest of the answer
        if session is not None:
            with suppress(neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, BufferError):
                session.close()

    def __enter__(self) -> RowStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class TooLargeToHold(StoreError):
    """An answer outgrew the memory that it may take."""


def holdable(rows: Iterable[T], limit_bytes: int) -> Iterator[T]:
    """Pass rows on; raises ``TooLargeToHold`` where this process has grown by more than ``limit_bytes`` meanwhile."""
    before: int | None = None
    for number, row in enumerate(rows, 1):
        yield row
        if number % _LOOK_ROWS == 0:
            before = _memory_in_use() if before is None else before
            if _memory_in_use() - before > limit_bytes:
                raise TooLargeToHold(
                    f"The answer is too large to hold: {number:,} rows took more than {limit_bytes // 2**20} MiB. "
                    "Narrow it, end it with LIMIT, or raise TRUNKLINE_ANSWER_MEMORY_MIB."
                )


def _memory_in_use() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
