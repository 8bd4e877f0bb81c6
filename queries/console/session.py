"""One session: runs pieces against a store and writes what comes back."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from graph.errors import ReadOnlyViolation, StatementCancelled, StoreError
from graph.store.port import Row, Store, Transaction
from queries.catalogue.lexing import columns_of, parameters_of
from queries.console.answers import LastAnswer, Told, write_answer
from queries.console.changes import told_changes
from queries.console.clocks import Clocks
from queries.console.configuration import Configuration
from queries.console.kept_text import KeptText
from queries.console.output import Output, PagerLeft
from queries.console.parameters import storable
from queries.console.prose import COLUMNS, counted, folded
from queries.console.statements import Piece
from queries.console.transactions import OpenTransaction, end_quietly
from queries.render.notations import Format
from queries.render.screen import screen_size

if TYPE_CHECKING:
    from queries.console.words import Words

Opener = Callable[[], AbstractContextManager[Store]]
LAST = "_"  # the parameter $_ holds the rows of the last answer


class Session:
    """A store that is opened when first needed, the state that commands change, and a place to write to."""

    def __init__(  # noqa: PLR0913 - each is one thing that a session is told
        self,
        opener: Opener,
        *,
        home: Path | None = None,
        write: bool = False,
        notation: Format | None = None,
        configuration: Configuration | None = None,
        parameters: Mapping[str, Any] | None = None,
        out: TextIO | None = None,
    ) -> None:
        self._opener = opener
        self._opened: AbstractContextManager[Store] | None = None
        self._store: Store | None = None
        self.may_write = write
        self.home = home or Path()
        self.configuration = configuration or Configuration()
        self.output = Output.from_configuration(self.configuration, notation, out or sys.stdout)
        self.clocks = Clocks()
        self.parameters: dict[str, Any] = dict(parameters or {})
        self.last = LastAnswer()
        self.transaction: OpenTransaction | None = None
        self._changed: Mapping[str, int] = {}
        self.words: Words | None = None
        self.statement = ""
        """The last statement that was run, for ``:save`` and ``:watch``."""

    @property
    def store(self) -> Store:
        """The store, opened on first use."""
        if self._store is None:
            self._opened = self._opener()
            self._store = self._opened.__enter__()
        return self._store

    @property
    def interactive(self) -> bool:
        """Whether a person reads along."""
        return self.output.out.isatty()

    def close(self) -> None:
        """Roll back what is open, close the file, give the store back."""
        transaction, self.transaction = self.transaction, None
        end_quietly(transaction)
        self.output.to_screen()
        opened, self._opened, self._store = self._opened, None, None
        if opened is not None:
            opened.__exit__(None, None, None)

    def run(self, piece: Piece) -> None:
        """Run one statement or command and write the answer; errors of ``graph.errors`` are raised."""
        if piece.is_command:
            from queries.console.special.registry import run_command

            run_command(self, piece.text)
        else:
            self.run_statement(piece.text)

    def run_statement(self, statement: str) -> None:
        """Run Cypher and write its rows, or its plan where that is asked for."""
        from queries.console.plans import asks_for_plan, show_plan

        self.statement, self._changed = statement, {}
        if asks_for_plan(statement):
            show_plan(self, statement)
            return
        columns = tuple(next(iter(columns_of(statement)), ()))
        self.show_rows(self._stored_rows(statement), columns, statement)

    @property
    def columns(self) -> int:
        """How many columns a sentence may take: those of the screen, 80 where there is none."""
        return max(screen_size(self.output.out).columns, 20) if self.interactive else COLUMNS

    def say(self, text: str) -> None:
        """Write a line that is an answer, or belongs to one."""
        self.output.out.write(text + "\n")

    def note(self, text: str) -> None:
        """Write a line about the session itself: for a person on the screen, for a script on standard error."""
        if self.interactive:
            self.say(folded(text, self.columns, indent=2))
        else:
            print(text, file=sys.stderr)

    def show_rows(self, rows: Iterable[Row], columns: tuple[str, ...] = (), statement: str = "") -> None:
        """Write rows and, for a person, how many they were and how long they took."""
        keep = LastAnswer(statement=statement)
        with self._time_limit():
            told = write_answer(rows, columns, self.output, keep, self.configuration.keep_rows)
        self.last = keep
        changed, self._changed = self._changed, {}
        if (self.output.notation is Format.TABLE and (self.interactive or not told.rows)) or (
            self.interactive and self.output.file is not None
        ):
            self.say(folded(self._summary(told, told_changes(changed)), self.columns, indent=1))

    def _summary(self, told: Told, changes: str) -> str:
        count = counted(told.rows, "row")
        why = ":limit 0 shows all" if told.rows == self.output.row_limit else "the pager was left"
        cut = f"the first {count}; {why}" if told.cut else count
        where = f" to {self.output.file.name}" if self.output.file is not None else ""
        timing = f", first after {told.first:.3f} s, all {told.seconds:.3f} s" if self.output.timing else ""
        return f"({cut}{where}{f'; {changes}' if changes else ''}{timing})"

    def statement_parameters(self, statement: str) -> dict[str, Any]:
        """Give the parameters that a statement names: given ones, the clocks, and the last answer as ``$_``."""
        named = parameters_of(statement)
        known = {**self.clocks.parameters(), **self.parameters}
        found = {name: known[name] for name in named if name in known}
        if LAST in named:
            found[LAST] = [{key: storable(value) for key, value in row.items()} for row in self.last.dicts()]
        missing = [f"${name}" for name in named if name not in found]
        if missing:
            raise StoreError(f"{', '.join(missing)} has no value: write :param {missing[0][1:]}=VALUE first.")
        return found

    def _stored_rows(self, statement: str) -> Iterable[Row]:
        parameters = self.statement_parameters(statement)
        if self.transaction is not None:
            return self._within(statement, parameters)
        return self._streamed(statement, parameters)

    def _streamed(self, statement: str, parameters: Mapping[str, Any]) -> Iterator[Row]:
        try:
            rows = iter(self.store.stream(statement, parameters))
            first = next(rows, None)
        except ReadOnlyViolation:
            if not self.may_write:
                raise
            yield from self.store.write(lambda transaction: self._written(transaction, statement, parameters))
            return
        try:
            if first is not None:
                yield first
                yield from rows
        finally:
            close = getattr(rows, "close", None)
            if close is not None:
                close()

    def _written(
        self, transaction: Transaction | OpenTransaction, statement: str, parameters: Mapping[str, Any]
    ) -> list[Row]:
        rows = transaction.run(statement, parameters)
        self._changed = transaction.changed
        return rows

    def _within(self, statement: str, parameters: Mapping[str, Any]) -> list[Row]:
        assert self.transaction is not None
        try:
            return self._written(self.transaction, statement, parameters)
        except BaseException:
            self.transaction = None
            self.note("The transaction was rolled back; nothing of it was saved.")
            raise

    @contextmanager
    def _time_limit(self) -> Iterator[None]:
        """Stop on the server what runs longer than the session's own limit."""
        limit = self.output.time_limit
        if not limit:
            yield
            return
        fired = threading.Event()

        def stop() -> None:
            fired.set()
            self.store.cancel()

        timer = threading.Timer(limit, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        except StatementCancelled as error:
            if fired.is_set():
                raise StoreError(f"Stopped after {limit:g} s, the session's time limit (:timeout).") from error
            raise
        finally:
            timer.cancel()

    @contextmanager
    def captured_output(self, *, report: bool = False) -> Iterator[None]:
        """Let a command of the command line print where this session's answers go.

        A ``report`` is text for a person: on a screen it is folded at words, and paged where it is longer.
        """
        begun = time.monotonic()
        on_screen = report and self.interactive and self.output.file is None
        kept = KeptText() if on_screen else None
        try:
            with redirect_stdout(kept or self.output.target):
                yield
        finally:
            seconds = time.monotonic() - begun
            if kept is not None:
                self._show_report(kept.folded(self.columns))
        self.output.target.flush()
        if self.output.timing:
            self.say(f"({seconds:.3f} s)")

    def _show_report(self, text: str) -> None:
        long = text.count("\n") > screen_size(self.output.out).lines - 4
        with suppress(PagerLeft), self.output.paged(wanted=long) as out:
            out.write(text)
