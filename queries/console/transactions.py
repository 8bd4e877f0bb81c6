"""A transaction that stays open between two statements.

The store runs work as one function, and runs it again after a conflict. Here that function takes statements from the
console one by one, in a thread of its own, until it is told to commit or to roll back; a second run is refused, since
the person has seen the answers of the first.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from queue import Queue
from typing import Any

from graph.errors import StoreError, TrunklineError
from graph.store.port import Row, Store, Transaction

_COMMIT = object()
_ROLLBACK = object()
_TICK = 0.05  # seconds between two looks whether Ctrl-C was pressed


class _RolledBack(Exception):
    """Leaves the store's transaction without a commit."""


class OpenTransaction:
    """Begun by making it; ended by ``commit``, ``roll_back``, or the first error."""

    def __init__(self, store: Store) -> None:
        self._orders: Queue[Any] = Queue()
        self._answers: Queue[Any] = Queue()
        self.statements = 0
        self.changed: Mapping[str, int] = {}
        """What the last statement changed."""
        self._store = store
        self._runs = 0
        self._thread = threading.Thread(target=self._work, daemon=True, name="transaction")
        self._thread.start()
        self._answer()

    def run(self, statement: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Run one statement inside; an error ends the transaction without a commit."""
        self._orders.put((statement, dict(parameters)))
        rows: list[Row]
        rows, self.changed = self._answer()
        self.statements += 1
        return rows

    def commit(self) -> None:
        """Keep what was done."""
        self._orders.put(_COMMIT)
        self._answer()

    def roll_back(self) -> None:
        """Undo what was done."""
        self._orders.put(_ROLLBACK)
        self._answer()

    def _answer(self) -> Any:  # noqa: ANN401 - rows and what was changed, or nothing
        try:
            while self._answers.empty():
                self._thread.join(_TICK)
                if not self._thread.is_alive() and self._answers.empty():
                    raise StoreError("The transaction has ended; nothing of it was saved.")
        except KeyboardInterrupt:
            self._store.cancel()
            self._orders.put(_ROLLBACK)
            raise
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _work(self) -> None:
        try:
            self._store.write(self._serve)
            self._answers.put(None)
        except _RolledBack:
            self._answers.put(None)
        except BaseException as error:
            self._answers.put(error)

    def _serve(self, transaction: Transaction) -> None:
        self._runs += 1
        if self._runs > 1:
            raise StoreError("Another writer was in the way; the transaction was rolled back: run it again.")
        self._answers.put(None)
        while True:
            order = self._orders.get()
            if order is _COMMIT:
                return
            if order is _ROLLBACK:
                raise _RolledBack
            statement, parameters = order
            rows = transaction.run(statement, parameters)
            self._answers.put((rows, transaction.changed))


def end_quietly(transaction: OpenTransaction | None) -> None:
    """Roll back what a leaving session left open."""
    if transaction is not None:
        try:
            transaction.roll_back()
        except TrunklineError:
            return
