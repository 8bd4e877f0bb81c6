"""One refresh run: lists the sources, loads what changed, one transaction per item, and records itself.

Killed at any point it leaves whole items only; the next run finds by the fingerprints what is still to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from graph.digest import graph_digest
from graph.errors import BadInput, FloorBreached, TrunklineError
from graph.fuse.book import ClaimBook
from graph.fuse.change import Change, change_between
from graph.fuse.objects import Fragment
from graph.schema.statements import definition_statements
from graph.store import Store, Transaction
from graph.store.view import claims_of, documents_of, view_of
from graph.store.writer import write_change
from loaders.refresh.guard import articles_of, joined, load_guarded
from loaders.refresh.items import Problem, Source, SourceItem
from loaders.refresh.ledger import (
    CLOSE_BROKEN_RUNS,
    ItemState,
    LastRun,
    Ledger,
    QuarantinedState,
    remove,
    upsert,
    write_meta,
)
from loaders.refresh.plan import Plan, check_floor, check_shrinking, plan_source
from loaders.refresh.report import BadReport, RefreshReport, item_report, written
from loaders.refresh.versions import fusing_version

Progress = Callable[[str, int, int], None]


def _silent(_item: str, _done: int, _all: int) -> None:
    """Report nothing."""


class RefreshRun:
    """A run over some sources into one store, opened for writing.

    ``first`` is called before anything is written to a graph of earlier runs.
    """

    def __init__(
        self,
        store: Store,
        *,
        allow_loss: bool = False,
        retry_bad: bool = False,
        first: Callable[[], None] = lambda: None,
    ) -> None:
        self._first = first
        self._store = store
        self._ledger = Ledger(store)
        self._allow_loss = allow_loss
        self._retry_bad = retry_bad
        self._book: ClaimBook | None = None
        self._run = ""
        self._started = ""
        self._owners: dict[str, str] = {}
        self.report = RefreshReport()

    def refresh(self, sources: Iterable[Source], progress: Progress = _silent) -> RefreshReport:
        """Bring the graph to what ``sources`` say now."""
        items, quarantined = self._ledger.items(), self._ledger.quarantined()
        plans = list(self._plans(sources, items, quarantined))
        gone = {state.key for plan in plans for state in plan.gone}
        self._owners = {one: key for key, state in items.items() if key not in gone for one in state.documents}
        self.report.digest_before = self.report.digest = self._ledger.digest()
        last = self._ledger.last_run()
        outdated = last is not None and _outdated(last)
        steps = sum(len(plan.to_load) + len(plan.gone) + len(plan.gone_bad) for plan in plans)
        if steps or outdated:
            self._begin([plan.source.name for plan in plans])
            try:
                self._carry_out(plans, items, steps, progress)
            finally:
                progress("", steps, steps)
            self._end()
        elif self.report.stopped:
            self.report.status = "stopped"
        return self.report

    def remove_source(self, name: str) -> RefreshReport:
        """Take a whole source out; what others also say stays."""
        gone = tuple(state for state in self._ledger.items().values() if state.source == name)
        gone_bad = [key for key, bad in self._ledger.quarantined().items() if bad.source == name]
        if not gone and not gone_bad:
            raise TrunklineError(f'Nothing in the graph comes from "{name}".')
        self.report.digest_before = self._ledger.digest()
        self._begin([name])
        for state in gone:
            self._remove(state)
        self._drop_bad(gone_bad)
        self._end()
        return self.report

    def _plans(
        self, sources: Iterable[Source], items: dict[str, ItemState], quarantined: dict[str, QuarantinedState]
    ) -> Iterator[Plan]:
        for source in sources:
            try:
                plan = plan_source(source, items, quarantined, retry_bad=self._retry_bad)
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

    def _begin(self, names: list[str]) -> None:
        last = self._ledger.last_run()
        if last:
            self._first()
        sequence = last.sequence + 1 if last else 1
        self._run = self.report.run = f"run_{sequence:06d}"
        self._started = _now()
        for statement in definition_statements():
            self._define(statement)

        def work(transaction: Transaction) -> None:
            transaction.run(CLOSE_BROKEN_RUNS, {"id": self._run})
            upsert(
                transaction, "Run", self._run, sequence=sequence, started=self._started, status="running",
                inputs=names, version=fusing_version(), digest_before=self.report.digest_before,
            )  # fmt: skip

        self._store.write(work, repeatable=True)
        self._book = ClaimBook(claims_of(self._store), documents_of(self._store))
        if last and _outdated(last):
            self._fuse_anew(self._book)

    def _fuse_anew(self, book: ClaimBook) -> None:
        """Bring a graph that an earlier version fused to what this one makes of the same claims."""
        view = view_of(self._store)
        change = change_between([Fragment(view.nodes, view.relations)], book.fragments())
        if not change.is_empty:
            self._commit(lambda transaction: write_change(transaction, change), change)

    def _define(self, statement: str) -> None:
        self._store.write(lambda transaction: transaction.run(statement), repeatable=True)

    def _carry_out(self, plans: list[Plan], items: dict[str, ItemState], steps: int, progress: Progress) -> None:
        done = 0
        for plan in plans:
            for item in plan.to_load:
                progress(item.key, done, steps)
                self._load(plan.source.name, item, items.get(item.key))
                done += 1
            for state in plan.gone:
                self._remove(state)
                done += 1
            if plan.gone_bad:
                self._drop_bad(list(plan.gone_bad))
                done += len(plan.gone_bad)

    def _load(self, source: str, item: SourceItem, before: ItemState | None) -> None:
        loaded = load_guarded(item, self._owners)
        if isinstance(loaded, Problem):
            self._quarantine(source, item, loaded)
            return
        book = self._need_book()
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

        def work(transaction: Transaction) -> None:
            write_change(transaction, change)
            self._forget_bad(transaction, item.key)
            for key, problem in bad:
                self._write_bad(transaction, key, source, item, problem)
            upsert(
                transaction, "Item", item.key, source=source, fingerprint=item.fingerprint, version=item.version,
                claims=held, run=self._run,
                documents=sorted({one.id for one in loaded.documents}),
            )  # fmt: skip

        self._commit(work, change)
        self._owners |= dict.fromkeys(articles_of(loaded), item.key)
        self.report.items.append(item_report(item.key, source, "changed" if before else "loaded", change))
        self.report.quarantined += [BadReport(item.key, source, one.place, one.reason) for _, one in bad]

    def _remove(self, state: ItemState) -> None:
        book = self._need_book()
        change = book.replace(book.of_item(state.key), ())

        def work(transaction: Transaction) -> None:
            write_change(transaction, change)
            self._forget_bad(transaction, state.key)
            remove(transaction, "Item", [state.key])

        self._commit(work, change)
        self.report.items.append(item_report(state.key, state.source, "removed", change))

    def _quarantine(self, source: str, item: SourceItem, problem: Problem) -> None:
        self._store.write(lambda transaction: self._write_bad(transaction, item.key, source, item, problem))
        self.report.quarantined.append(BadReport(item.key, source, problem.place, problem.reason))

    def _write_bad(self, transaction: Transaction, key: str, source: str, item: SourceItem, problem: Problem) -> None:
        known = transaction.run("MATCH (q:Quarantined {id: $id}) RETURN q.attempts AS attempts", {"id": key})
        upsert(
            transaction, "Quarantined", key, item=item.key, source=source, place=problem.place or None,
            reason=problem.reason, fingerprint=item.fingerprint, version=item.version, run=self._run,
            attempts=(known[0]["attempts"] if known else 0) + 1,
        )  # fmt: skip

    def _drop_bad(self, keys: list[str]) -> None:
        self._store.write(lambda transaction: remove(transaction, "Quarantined", keys), repeatable=True)

    def _forget_bad(self, transaction: Transaction, item: str) -> None:
        transaction.run("MATCH (q:Quarantined {item: $item}) DELETE q", {"item": item})

    def _commit(self, work: Callable[[Transaction], None], change: Change) -> None:
        self._store.write(work, repeatable=True)
        self.report.writes += written(change) + 1

    def _need_book(self) -> ClaimBook:
        if self._book is None:
            raise TrunklineError("A refresh has to begin before it loads anything.")
        return self._book

    def _end(self) -> None:
        parts = list(self._need_book().fragments())
        digest = graph_digest(
            (node for part in parts for node in part.nodes), (one for part in parts for one in part.relations)
        )
        report = self.report
        report.digest = digest
        report.status = "partial" if report.stopped else "completed"

        def work(transaction: Transaction) -> None:
            write_meta(transaction, digest, self._run)
            transaction.run("MATCH (r:Run {id: $id}) SET r += $more", {"id": self._run, "more": self._outcome()})

        self._store.write(work, repeatable=True)

    def _outcome(self) -> dict[str, object]:
        report = self.report
        return {
            "ended": _now(), "status": report.status, "digest_after": report.digest,
            "items_loaded": sum(one.action != "removed" for one in report.items),
            "items_removed": sum(one.action == "removed" for one in report.items),
            "items_unchanged": report.unchanged, "items_quarantined": len(report.quarantined),
            "claims_added": report.count("claims_added"), "claims_removed": report.count("claims_removed"),
            "reason": "; ".join(report.stopped) or None,
        }  # fmt: skip


def _outdated(last: LastRun) -> bool:
    """Whether the graph may differ from what its claims make: the last run broke off, or other code fused it."""
    return last.status == "running" or last.version != fusing_version()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
