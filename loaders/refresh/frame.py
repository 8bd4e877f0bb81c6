"""What every run does around its items: enters itself in the ledger, commits, keeps the journal, records the digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph.digest import graph_digest
from graph.errors import TrunklineError
from graph.fuse.book import ClaimBook
from graph.fuse.change import Change, change_between
from graph.fuse.objects import Fragment
from graph.store import Store, Transaction
from graph.store.definitions import missing_definitions
from graph.store.view import claims_of, documents_of, view_of
from graph.store.writer import write_change
from loaders.refresh.clock import SYSTEM_CLOCK, Clock, stamp
from loaders.refresh.journal import Happened, RunOf, entry_of
from loaders.refresh.ledger import CLOSE_BROKEN_RUNS, LastRun, Ledger, upsert, write_meta
from loaders.refresh.pruning import prune
from loaders.refresh.report import RefreshReport, written
from loaders.refresh.versions import fusing_version

LAST_NUMBER = "MATCH (s:Step {run: $run}) RETURN coalesce(max(s.number), 0) AS number"
END = "MATCH (r:Run {id: $id}) SET r += $more"


class Frame:
    """One run in one store. ``first`` is called before anything is written to a graph of earlier runs."""

    def __init__(self, store: Store, *, clock: Clock = SYSTEM_CLOCK, first: Callable[[], None] = lambda: None) -> None:
        self.store = store
        self.ledger = Ledger(store)
        self.report = RefreshReport()
        self._clock = clock
        self._first = first
        self._book: ClaimBook | None = None
        self._where: RunOf | None = None
        self._number = 0

    @property
    def where(self) -> RunOf:
        """The run; raises TrunklineError before it has begun."""
        if self._where is None:
            raise TrunklineError("A run has to begin before it changes anything.")
        return self._where

    @property
    def book(self) -> ClaimBook:
        """The claims; raises TrunklineError before the run has begun."""
        if self._book is None:
            raise TrunklineError("A run has to begin before it changes anything.")
        return self._book

    def begin(self, kind: str, inputs: list[str], undoes: Iterable[str] = ()) -> None:
        """Enter a new run in the ledger; a run that was killed before is closed."""
        last = self.ledger.last_run()
        if last:
            self._first()
        started = stamp(self._clock.now())
        sequence = last.sequence + 1 if last else 1
        self._enter(RunOf(f"run_{sequence:06d}", sequence, started[:10]))
        undone = list(undoes)

        def work(transaction: Transaction) -> None:
            transaction.run(CLOSE_BROKEN_RUNS, {"id": self.where.run})
            upsert(
                transaction, "Run", self.where.run, kind=kind, undoes=undone, sequence=sequence, started=started,
                status="running", inputs=inputs, version=fusing_version(), digest_before=self.report.digest_before,
            )  # fmt: skip

        self.store.write(work, repeatable=True)
        self._read_book(last)

    def resume(self, last: LastRun) -> None:
        """Go on with a run that broke off."""
        self._first()
        self._enter(RunOf(last.id, last.sequence, last.started[:10]))
        self._number = self.store.read(LAST_NUMBER, {"run": last.id})[0]["number"]
        self._read_book(last)

    def _enter(self, where: RunOf) -> None:
        self._where, self.report.run = where, where.run
        for statement in missing_definitions(self.store):
            self._define(statement)

    def _define(self, statement: str) -> None:
        self.store.write(lambda transaction: transaction.run(statement), repeatable=True)

    def _read_book(self, last: LastRun | None) -> None:
        self._book = ClaimBook(claims_of(self.store), documents_of(self.store))
        if last and outdated(last):
            self._fuse_anew(self._book)

    def _fuse_anew(self, book: ClaimBook) -> None:
        """Bring a graph that an earlier version fused to what this one makes of the same claims."""
        view = view_of(self.store)
        change = change_between([Fragment(view.nodes, view.relations)], book.fragments())
        if not change.is_empty:
            self.commit(lambda _transaction: None, change)

    def commit(self, work: Callable[[Transaction], None], change: Change) -> None:
        """Write a change, and ``work`` with it, in one transaction."""

        def both(transaction: Transaction) -> None:
            write_change(transaction, change)
            work(transaction)

        self.store.write(both, repeatable=True)
        self.report.writes += written(change) + 1

    def step(self, what: Happened, work: Callable[[Transaction], None]) -> None:
        """Carry out what happens to one item and enter it in the journal, in one transaction."""
        self._number += 1
        entry = entry_of(self.where, self._number, what, self.book.document)

        def both(transaction: Transaction) -> None:
            entry.write(transaction)
            work(transaction)

        self.commit(both, what.change)

    def end(self, outcome: Mapping[str, Any]) -> None:
        """Record the digest and how the run ended; what of the journal is too old to be undone goes."""
        parts = list(self.book.fragments())
        report = self.report
        report.digest = graph_digest(
            (node for part in parts for node in part.nodes), (one for part in parts for one in part.relations)
        )
        more = {"ended": stamp(self._clock.now()), "status": report.status, "digest_after": report.digest, **outcome}

        def work(transaction: Transaction) -> None:
            write_meta(transaction, report.digest or "", self.where.run)
            transaction.run(END, {"id": self.where.run, "more": more})

        self.store.write(work, repeatable=True)
        prune(self.store, self.where.sequence)


def outdated(last: LastRun) -> bool:
    """Whether the graph may differ from what its claims make: the last run broke off, or other code fused it."""
    return last.status == "running" or last.version != fusing_version()
