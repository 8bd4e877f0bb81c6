"""The port through which the rest of Trunkline sees any store.

::

    open_store() ──► Store ── read / query / stream     (an account that may only read)
                       └───── write(work) ──► Transaction.run …  commit   (retried as a whole)

Values in rows are plain Python: numbers, text, lists, dicts, and for graph
elements the shapes of ``graph.store.values``. Times come back as ISO text.
Every method raises ``StoreUnreachable`` when no server answers,
``ReadOnlyViolation`` when a reader tries to write, and ``StoreError`` with the
server's own text for anything else that the server refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from graph.settings import Settings

T = TypeVar("T")
Parameters = Mapping[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A whole answer with its columns in order.

    The embedded engine names no columns for an answer without rows, so that
    ``columns`` is empty then; who must know them declares them with the question.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def dicts(self) -> list[Row]:
        """Return the rows as dicts; of two columns with one name the last wins."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class StoreDescription:
    """What runs where; the fields after ``uri`` are ``None`` where they cannot be known."""

    kind: str
    """``embedded`` or ``server``."""
    running: bool
    uri: str | None
    version: str | None = None
    data_folder: Path | None = None
    size_bytes: int | None = None
    since: datetime | None = None
    pid: int | None = None
    rights: str | None = None
    """What the account that reads may do beyond reading, in words."""


class Transaction(Protocol):
    """One open transaction, handed to the work that ``Store.write`` runs."""

    repeated: bool
    """Whether an earlier try of the same repeatable work may have been saved: all of it or nothing."""

    @property
    def changed(self) -> Mapping[str, int]:
        """What the last statement changed by the store's own count, such as {"nodes created": 2}; empty for nothing."""
        ...

    def run(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Run one statement and return its rows; nothing is visible to others before the commit."""
        ...


class Rows(Protocol):
    """An iterator over rows as dicts; one that nobody closes is closed when it is exhausted or garbage."""

    columns: tuple[str, ...]
    """In their order, known before the first row; empty for an answer without rows from the embedded engine."""

    def __iter__(self) -> Iterator[Row]: ...

    def __next__(self) -> Row: ...

    def next_values(self) -> tuple[Any, ...]:
        """Give the next row as the values of ``columns``; raises ``StopIteration`` after the last one."""
        ...

    def close(self) -> None:
        """Stop on the server too."""
        ...


class Store(Protocol):
    """An open connection to one graph."""

    def read(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> list[Row]:
        """Run a reading statement and return all rows.

        ``limit_seconds`` shortens the time limit where the server honours one per
        statement; the embedded store stops at its own command timeout.
        """
        ...

    def query(
        self, statement: str, parameters: Parameters | None = None, *, limit_seconds: float | None = None
    ) -> Result:
        """Like ``read``, with the columns in their order."""
        ...

    def stream(self, statement: str, parameters: Parameters | None = None) -> Rows:
        """Give the rows of a reading statement in constant memory; close the iterator to stop early."""
        ...

    def write(self, work: Callable[[Transaction], T], *, repeatable: bool = False) -> T:
        """Run ``work`` in one transaction, commit, and return what it returned.

        ``work`` runs again from the start after a conflict with another writer or
        a lost connection, a limited number of times, so it must have no other effect.
        Where the connection is lost during the commit itself, nobody knows whether it
        is saved: work that is ``repeatable`` runs again then, and must leave the graph
        as one run does; for any other, ``StoreUnreachable`` says so.
        """
        ...

    def cancel(self) -> int:
        """Stop on the server every statement that this process runs there through this store's accounts.

        To be called from another thread than the waiting one, which then gets ``StatementCancelled``.
        Returns how many statements were stopped. Reading calls (``read``, ``query``, ``stream``) made in the main
        thread do this by themselves when Ctrl-C is pressed, and then raise ``KeyboardInterrupt``; the store can be
        used again at once.
        """
        ...

    def describe(self) -> StoreDescription:
        """Say what this store is and where it runs."""
        ...

    def close(self) -> None:
        """Give back all connections; the server goes on for others."""
        ...


@contextmanager
def open_store(settings: Settings | None = None, *, write: bool = False) -> Iterator[Store]:
    """Open the configured store, starting the embedded one when it does not run.

    A graph of a newer version is refused, an older one migrated when it is opened for writing
    (``graph.store.versions``).

    Without ``write`` the store only reads: its ``write`` raises
    ``ReadOnlyViolation``, and no account that may write is ever used.
    """
    from graph.settings import load_settings
    from graph.store.opening import connect
    from graph.store.versions import examine

    chosen = settings or load_settings()
    store = connect(chosen, write=write)
    try:
        examine(store, chosen, write=write)
        yield store
    finally:
        store.close()
