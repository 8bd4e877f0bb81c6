"""One refresh run: lists the sources, loads what changed, one transaction per item, and records itself.

Killed at any point it leaves whole items only; the next run finds by the fingerprints what is still to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from graph.errors import BadInput, FloorBreached, TrunklineError
from graph.fuse.former import Why
from graph.store import Store, Transaction
from loaders.extraction.pool import HERE, Workers
from loaders.refresh.ahead import Ahead
from loaders.refresh.clock import SYSTEM_CLOCK, Clock
from loaders.refresh.desk import failed_again, is_due
from loaders.refresh.frame import Frame, outdated
from loaders.refresh.guard import articles_of, joined, load_guarded
from loaders.refresh.items import Problem, Source, SourceItem
from loaders.refresh.journal import Happened
from loaders.refresh.ledger import (
    RE_EXTRACT,
    REFRESH,
    REMOVE,
    ItemState,
    QuarantinedState,
    forget_bad,
    remove,
    upsert,
)
from loaders.refresh.plan import Plan, check_floor, check_shrinking, plan_source
from loaders.refresh.pruning import forget_past, has_past
from loaders.refresh.report import BadReport, RefreshReport, item_report, outcome_of
from loaders.refresh.undo import complete_undo

Progress = Callable[[str, int, int], None]


def _silent(_item: str, _done: int, _all: int) -> None:
    """Report nothing."""


class RefreshRun:
    """A run over some sources into one store, opened for writing.

    ``first`` is called before anything is written to a graph of earlier runs. Where the ``clock`` says that somebody
    asked to stop, the run ends between two items, and the next one goes on.
    """

    def __init__(  # noqa: PLR0913 - what may differ between runs
        self,
        store: Store,
        *,
        allow_loss: bool = False,
        retry_bad: bool = False,
        first: Callable[[], None] = lambda: None,
        clock: Clock = SYSTEM_CLOCK,
        workers: Workers = HERE,
    ) -> None:
        self._workers, self._ahead = workers, Ahead(())
        self._frame = Frame(store, clock=clock, first=first)
        self._store = store
        self._ledger = self._frame.ledger
        self._allow_loss = allow_loss
        self._retry_bad = retry_bad
        self._clock = clock
        self._owners: dict[str, str] = {}
        self._bad: dict[str, list[QuarantinedState]] = {}
        self.report = self._frame.report

    def refresh(self, sources: Iterable[Source], progress: Progress = _silent) -> RefreshReport:
        """Bring the graph to what ``sources`` say now; an undoing that broke off is completed before."""
        complete_undo(self._store)
        items, quarantined = self._ledger.items(), self._know(self._ledger.quarantined())
        plans = list(self._plans(sources, items, quarantined))
        gone = {state.key for plan in plans for state in plan.gone}
        self._owners = {one: key for key, state in items.items() if key not in gone for one in state.documents}
        self.report.digest_before = self.report.digest = self._ledger.digest()
        last = self._ledger.last_run()
        stale = last is not None and outdated(last)
        steps = sum(len(plan.to_load) + len(plan.gone) + len(plan.gone_bad) for plan in plans)
        if (steps or stale) and self._clock.stopped:
            self._stops(0, steps)
            self.report.status = "stopped"
        elif steps or stale:
            self._run(REFRESH, plans, items, steps, progress)
        elif self.report.stopped:
            self.report.status = "stopped"
        return self.report

    def rewrite(self, read: Iterable[tuple[Source, SourceItem]], progress: Progress = _silent) -> RefreshReport:
        """Write what some items say that were read again; whatever else their sources offer is left alone."""
        complete_undo(self._store)
        items = self._ledger.items()
        self._know(self._ledger.quarantined())
        self._owners = {one: key for key, state in items.items() for one in state.documents}
        self.report.digest_before = self.report.digest = self._ledger.digest()
        if plans := [Plan(source, (item,), 0, (), (), 0) for source, item in read]:
            self._run(RE_EXTRACT, plans, items, len(plans), progress)
        return self.report

    def _run(self, kind: str, plans: list[Plan], items: dict[str, ItemState], steps: int, progress: Progress) -> None:
        self._frame.begin(kind, list(dict.fromkeys(plan.source.name for plan in plans)))
        self._ahead = Ahead([item for plan in plans for item in plan.to_load], self._workers)
        try:
            self._carry_out(plans, items, steps, progress)
        finally:
            self._ahead.close()
            progress("", steps, steps)
        self._end()

    def remove_source(self, name: str) -> RefreshReport:
        """Take a whole source out, and what is known of its past; what others also say stays."""
        complete_undo(self._store)
        gone = tuple(state for state in self._ledger.items().values() if state.source == name)
        quarantined = self._know(self._ledger.quarantined())
        gone_bad = [key for key, bad in quarantined.items() if bad.source == name]
        if not gone and not gone_bad and not has_past(self._store, name):
            raise TrunklineError(f'Nothing in the graph comes from "{name}".')
        self.report.digest_before = self._ledger.digest()
        self._frame.begin(REMOVE, [name])
        self._store.write(partial(forget_past, source=name, sequence=self._frame.where.sequence), repeatable=True)
        for state in gone:
            self._remove(state, Why.REMOVED)
        self._drop_bad(gone_bad)
        self._end()
        return self.report

    def _know(self, quarantined: dict[str, QuarantinedState]) -> dict[str, QuarantinedState]:
        for one in quarantined.values():
            self._bad.setdefault(one.item, []).append(one)
        return quarantined

    def _plans(
        self, sources: Iterable[Source], items: dict[str, ItemState], quarantined: dict[str, QuarantinedState]
    ) -> Iterator[Plan]:
        retry = partial(is_due, now=self._clock.now(), everything=self._retry_bad)
        for source in sources:
            self.report.stopped.extend(source.troubles)
            try:
                plan = plan_source(source, items, quarantined, retry=retry)
            except (OSError, BadInput) as error:
                self.report.stopped.append(f"{source.name}: cannot be read ({error}); nothing of it was changed.")
                continue
            self.report.unchanged += plan.unchanged
            self.report.still_bad += plan.still_bad
            try:
                if not self._allow_loss:
                    check_floor(plan, items)
            except FloorBreached as error:
                self.report.stopped.append(str(error))
                continue
            yield plan

    def _carry_out(self, plans: list[Plan], items: dict[str, ItemState], steps: int, progress: Progress) -> None:
        done = 0
        for plan in plans:
            for item in plan.to_load:
                if self._stops(done, steps):
                    return
                progress(item.key, done, steps)
                self._load(plan.source.name, item, items.get(item.key))
                done += 1
            for state in plan.gone:
                if self._stops(done, steps):
                    return
                self._remove(state, Why.DELETED)
                done += 1
            if plan.gone_bad:
                self._drop_bad(list(plan.gone_bad))
                done += len(plan.gone_bad)

    def _stops(self, done: int, steps: int) -> bool:
        if asked := self._clock.stopped:
            self.report.stopped.append(f"Asked to stop after {done} of {steps} items; the next refresh goes on.")
        return asked

    def _load(self, source: str, item: SourceItem, before: ItemState | None) -> None:
        loaded = load_guarded(item, self._owners, self._ahead.load)
        if isinstance(loaded, Problem):
            self._quarantine(source, item, loaded)
            return
        book = self._frame.book
        claims = [replace(claim, item=item.key) for claim in loaded.claims]
        held = len({claim.id for claim in claims})
        if before and not self._allow_loss:
            try:
                check_shrinking(item.key, before.claims, held)
            except FloorBreached as error:
                self.report.stopped.append(str(error))
                return
        change = book.replace(book.of_item(item.key), claims, loaded.documents)
        bad = [(f"{item.key}#{problem.place}", problem) for problem in joined(loaded.problems)]
        after = {
            "source": source, "fingerprint": item.fingerprint, "version": item.version, "claims": held,
            "run": self._frame.where.run, "documents": sorted({one.id for one in loaded.documents}),
        }  # fmt: skip

        def work(transaction: Transaction) -> None:
            forget_bad(transaction, item.key)
            for key, problem in bad:
                self._write_bad(transaction, key, source, item, problem)
            upsert(transaction, "Item", item.key, **after)

        action = "changed" if before else "loaded"
        why = _why_again(before, item) if before else None
        self._step(Happened(item.key, source, action, why, change, before.row if before else None, after), work)
        self._owners |= dict.fromkeys(articles_of(loaded), item.key)
        self.report.items.append(item_report(item.key, source, action, change))
        self.report.quarantined += [BadReport(item.key, source, one.place, one.reason) for _, one in bad]

    def _remove(self, state: ItemState, why: Why) -> None:
        book = self._frame.book
        change = book.replace(book.of_item(state.key), ())

        def work(transaction: Transaction) -> None:
            forget_bad(transaction, state.key)
            remove(transaction, "Item", [state.key])

        self._step(Happened(state.key, state.source, "removed", why, change, state.row), work)
        self.report.items.append(item_report(state.key, state.source, "removed", change))

    def _step(self, what: Happened, work: Callable[[Transaction], None]) -> None:
        bad = [one.row for one in self._bad.get(what.item, ())]
        self._frame.step(replace(what, bad_before=bad), work)

    def _quarantine(self, source: str, item: SourceItem, problem: Problem) -> None:
        self._store.write(lambda transaction: self._write_bad(transaction, item.key, source, item, problem))
        self.report.quarantined.append(BadReport(item.key, source, problem.place, problem.reason))

    def _write_bad(self, transaction: Transaction, key: str, source: str, item: SourceItem, problem: Problem) -> None:
        row = {
            "item": item.key, "source": source, "place": problem.place or None, "reason": problem.reason,
            "fingerprint": item.fingerprint, "version": item.version, "run": self._frame.where.run,
        }  # fmt: skip
        known = next((one for one in self._bad.get(item.key, ()) if one.id == key), None)
        tried = failed_again(known, self._clock.now(), row, part=key != item.key)
        upsert(transaction, "Quarantined", key, **row, **tried)

    def _drop_bad(self, keys: list[str]) -> None:
        self._store.write(lambda transaction: remove(transaction, "Quarantined", keys), repeatable=True)

    def _end(self) -> None:
        self.report.status = "partial" if self.report.stopped else "completed"
        self._frame.end(outcome_of(self.report))


def _why_again(before: ItemState, item: SourceItem) -> Why:
    """The same bytes read by other code are no correction."""
    return Why.CORRECTED if before.fingerprint != item.fingerprint else Why.READ_ANEW
