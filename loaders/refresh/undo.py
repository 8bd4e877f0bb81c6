"""Takes runs back, newest first, one transaction per item, so that the graph is again what it was before them.

What is undone is held back: the next refresh does not bring it again until it changes, or somebody retries it. An
undoing is itself a run, and can be undone. One that is killed is completed by the next run of any kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph.fuse.change import Change
from graph.fuse.former import Why, former_from_properties
from graph.store import Store, Transaction
from loaders.refresh.clock import SYSTEM_CLOCK, Clock
from loaders.refresh.frame import Frame
from loaders.refresh.journal import Happened, Step, described_by, step_from
from loaders.refresh.ledger import (
    GONE,
    UNDO,
    UNDONE,
    LastRun,
    Ledger,
    QuarantinedState,
    forget_bad,
    remove,
    upsert,
)
from loaders.refresh.report import RefreshReport, item_report, outcome_of
from loaders.refresh.undoable import effective, runs_to_undo

STEPS_OF_RUN = "MATCH (s:Step {run: $run}) RETURN properties(s) AS properties ORDER BY s.number DESC"
FORMERS_OF_STEP = "MATCH (f:Former {step: $step}) RETURN properties(f) AS properties ORDER BY f.id"
VOID_STEP = "MATCH (s:Step {id: $step}) SET s.void_since = $sequence"
VOID_FORMERS = "MATCH (f:Former {step: $step}) SET f.void_since = $sequence"
# What the undone run itself had voided about the item counts again.
VALID_STEPS = "MATCH (s:Step {item: $item}) WHERE s.void_since = $voided REMOVE s.void_since"
VALID_FORMERS = "MATCH (f:Former {item: $item}) WHERE f.void_since = $voided REMOVE f.void_since"

Progress = Callable[[str, int, int], None]


def _silent(_item: str, _done: int, _all: int) -> None:
    """Report nothing."""


class UndoRun:
    """An undoing in a store opened for writing. ``first`` is called before anything is written."""

    def __init__(self, store: Store, *, clock: Clock = SYSTEM_CLOCK, first: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._frame = Frame(store, clock=clock, first=first)
        self._bad: dict[str, list[QuarantinedState]] = {}
        self.report = self._frame.report

    def undo(self, run: str, *, with_later: bool = False, progress: Progress = _silent) -> RefreshReport:
        """Take ``run`` back; with ``with_later`` also what later runs did to the same items.

        Raises:
            UsageError: there is no such run.
            TrunklineError: it changed nothing, is undone already, lies too far back, or a later run stands on it.
        """
        complete_undo(self._store)
        undoes = runs_to_undo(self._store, run, with_later=with_later)
        self.report.digest_before = self._frame.ledger.digest()
        self._frame.begin(UNDO, [run], undoes)
        self._carry_out(undoes, progress)
        return self.report

    def go_on(self, last: LastRun) -> RefreshReport:
        """Complete an undoing that broke off."""
        self._frame.resume(last)
        self._carry_out(last.undoes, _silent)
        return self.report

    def _carry_out(self, undoes: Iterable[str], progress: Progress) -> None:
        for one in self._frame.ledger.quarantined().values():
            self._bad.setdefault(one.item, []).append(one)
        for run in undoes:
            steps = self._steps(run)
            for done, step in enumerate(steps):
                progress(step.item, done, len(steps))
                self._take_back(step)
            progress("", len(steps), len(steps))
        self.report.status = "completed"
        self._frame.end(outcome_of(self.report))

    def _steps(self, run: str) -> list[Step]:
        """Give what of a run still stands, newest first; read when its turn has come, as later runs are undone then."""
        rows = self._store.read(STEPS_OF_RUN, {"run": run})
        return effective(step_from(row["properties"]) for row in rows)

    def _take_back(self, step: Step) -> None:
        before: Mapping[str, Any] | None = json.loads(step.before) if step.before else None
        current = self._frame.ledger.item(step.item)
        bad = [one.row for one in self._bad.get(step.item, ())]
        what = Happened(step.item, step.source, "undone", Why.UNDONE, self._change(step), current, before, bad, step.id)
        restored = self._restored(step)

        def work(transaction: Transaction) -> None:
            self._restore_item(transaction, step.item, before)
            forget_bad(transaction, step.item)
            for row in restored:
                upsert(transaction, "Quarantined", row["id"], **{k: v for k, v in row.items() if k != "id"})
            self._mark(transaction, step)

        self._frame.step(what, work)
        self._bad[step.item] = [QuarantinedState.of(row) for row in restored]
        self.report.items.append(item_report(step.item, step.source, "undone", what.change))

    def _change(self, step: Step) -> Change:
        """Give the change back to what stood before the step."""
        book = self._frame.book
        rows = self._store.read(FORMERS_OF_STEP, {"step": step.id})
        formers = [former_from_properties(row["properties"]) for row in rows]
        current, added = book.of_item(step.item), frozenset(step.added)
        kept = [claim for claim in current if claim.id not in added]
        cited = [*(one.document for one in formers), *filter(None, (book.document(one.document) for one in current))]
        return book.replace(
            current, [*kept, *(one.claim for one in formers)], restored=[*cited, *described_by(step)]
        )  # the last description of a document counts

    def _restored(self, step: Step) -> list[dict[str, Any]]:
        """Give what of the item is in quarantine afterwards: what was before, and what is held back."""
        rows = {row["id"]: row for row in map(json.loads, step.bad_before)}
        if not step.undoes and step.why != Why.REMOVED:
            rows[step.item] = self._held(step)
        return [rows[key] for key in sorted(rows)]

    def _held(self, step: Step) -> dict[str, Any]:
        return {
            "id": step.item, "item": step.item, "source": step.source,
            "reason": f"{UNDONE}runs undo {step.run}", "fingerprint": step.fingerprint or GONE,
            "version": step.version or GONE, "run": self._frame.where.run, "attempts": 1,
        }  # fmt: skip

    def _restore_item(self, transaction: Transaction, item: str, before: Mapping[str, Any] | None) -> None:
        if before is None:
            remove(transaction, "Item", [item])
        else:
            upsert(transaction, "Item", item, **{name: value for name, value in before.items() if name != "id"})

    def _mark(self, transaction: Transaction, step: Step) -> None:
        given = {"step": step.id, "sequence": self._frame.where.sequence, "item": step.item, "voided": step.sequence}
        for statement in (VALID_STEPS, VALID_FORMERS, VOID_STEP, VOID_FORMERS):
            transaction.run(statement, given)


def complete_undo(store: Store) -> None:
    """Complete an undoing that broke off, if the last run was one."""
    last = Ledger(store).last_run()
    if last and last.is_unfinished_undo:
        UndoRun(store).go_on(last)
