"""One session: runs pieces against a store and writes what comes back."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import TextIO

from graph.errors import ReadOnlyViolation, TrunklineError
from graph.store.port import Result, Store
from queries.catalogue.lexing import columns_of
from queries.console.special import run_command
from queries.console.statements import Piece
from queries.render.formats import Format, write_result

Opener = Callable[[], AbstractContextManager[Store]]
_TICK = 0.05  # seconds between two looks whether Ctrl-C was pressed


class Session:
    """A store that is opened when first needed, and a place to write to."""

    def __init__(self, opener: Opener, *, write: bool = False, notation: Format = Format.TABLE) -> None:
        self._opener = opener
        self._opened: AbstractContextManager[Store] | None = None
        self._store: Store | None = None
        self._write = write
        self._notation = notation
        self.out: TextIO = sys.stdout

    @property
    def store(self) -> Store:
        """The store, opened on first use."""
        if self._store is None:
            self._opened = self._opener()
            self._store = self._opened.__enter__()
        return self._store

    def close(self) -> None:
        """Give the store back."""
        opened, self._opened, self._store = self._opened, None, None
        if opened is not None:
            opened.__exit__(None, None, None)

    def run(self, piece: Piece) -> None:
        """Run one statement or command and write the answer; errors of ``graph.errors`` are raised."""
        if piece.is_command:
            run_command(self, piece.text)
        else:
            self.show(self._interruptible(piece.text))

    def say(self, text: str) -> None:
        """Write a line."""
        self.out.write(text + "\n")

    def show(self, result: Result) -> None:
        """Write rows; on a table their number follows."""
        if self._notation is not Format.TABLE:
            write_result(result, self._notation, out=self.out)
            return
        if result.columns and result.rows:
            write_result(result, Format.TABLE, out=self.out)
        if self.out.isatty() or not result.rows:
            self.say(f"({len(result.rows)} row{'' if len(result.rows) == 1 else 's'})")

    def _interruptible(self, statement: str) -> Result:
        """Wait for the answer in a way that Ctrl-C can end: the driver itself would go on waiting."""
        store, answers, failures = self.store, list[Result](), list[BaseException]()

        def work() -> None:
            try:
                answers.append(self._answer(store, statement))
            except BaseException as error:
                failures.append(error)

        worker = threading.Thread(target=work, daemon=True, name="statement")
        worker.start()
        try:
            while worker.is_alive():
                worker.join(_TICK)
        except KeyboardInterrupt:
            self._abandon()
            raise
        if failures:
            raise failures[0]
        return answers[0]

    def _answer(self, store: Store, statement: str) -> Result:
        try:
            return store.query(statement)
        except ReadOnlyViolation:
            if not self._write:
                raise
        rows = store.write(lambda transaction: transaction.run(statement))
        columns = tuple(rows[0]) if rows else tuple(next(iter(columns_of(statement)), ()))
        return Result(columns, [tuple(row.values()) for row in rows])

    def _abandon(self) -> None:
        """Leave the connection to its statement, which the server ends at its time limit, and take a new one."""
        opened, self._opened, self._store = self._opened, None, None

        def close() -> None:
            with suppress(TrunklineError):
                if opened is not None:
                    opened.__exit__(None, None, None)

        threading.Thread(target=close, daemon=True, name="abandoned").start()
