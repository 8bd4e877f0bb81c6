"""What a run did can be taken back to the very digest, stays back, and what was known on a past day stays known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import TrunklineError, UsageError
from graph.store import Store
from graph.store.check.comparing import compare
from graph.store.view import claims_of, view_of
from loaders.refresh import pruning, undoable
from loaders.refresh.frame import Frame
from loaders.refresh.ledger import Ledger
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.refresh.undo import UndoRun
from tests.loaders.refresh.clocks import OwnClock
from tests.loaders.refresh.test_run import ARTICLES, attack, bad, digest_of, feed, item, outage, run

A0, A1, A2, A3 = ARTICLES
CORRECTED = item("a1", attack("a1", "kropotkinskaya", "2025-02-17"), outage("a1"))
KEPT = 6
NEW = item("b", attack("b", "kropotkinskaya"))


def undo(store: Store, name: str, *, with_later: bool = False, clock: OwnClock | None = None) -> RefreshReport:
    return UndoRun(store, clock=clock or OwnClock()).undo(name, with_later=with_later)


def reasons(store: Store) -> dict[str, str]:
    return {key: one.reason for key, one in Ledger(store).quarantined().items()}


def test_a_run_that_loaded_changed_and_removed_is_taken_back_whole_and_stays_back(store: Store) -> None:
    first = run(store, feed(A0, A1, A2))
    ledger = Ledger(store).items()
    now = [A0, CORRECTED, NEW]  # a1 changed, a2 removed, b new
    second = run(store, feed(*now))
    assert second.digest == digest_of(*now)
    undone = undo(store, "run_000002")
    assert (undone.run, undone.status) == ("run_000003", "completed")
    assert [(one.key, one.action) for one in undone.items] == [("a2", "undone"), ("b", "undone"), ("a1", "undone")]
    assert undone.digest == first.digest == view_of(store).digest() == Ledger(store).digest()
    assert Ledger(store).items() == ledger
    assert set(reasons(store).values()) == {"undone: runs undo run_000002"}
    again = run(store, feed(*now))
    assert (again.run, again.still_bad) == (None, 2), "neither a1, nor b, nor the loss of a2 comes back by itself"
    newer = item("b", attack("b", "kropotkinskaya", "2025-03-01"))
    changed = run(store, feed(A0, CORRECTED, newer))
    assert changed.digest == digest_of(A0, A1, A2, newer), "what changed since is news"
    retried = run(store, feed(A0, CORRECTED, newer), retry_bad=True)
    assert retried.digest == digest_of(A0, CORRECTED, newer)
    assert reasons(store) == {}
    assert compare(store).problems == []


def test_an_undoing_can_be_undone(store: Store) -> None:
    run(store, feed(A0, A1, A2, bad("a3")))
    second = run(store, feed(A0, CORRECTED, A3))
    undo(store, "run_000002")
    assert reasons(store)["a3"].startswith("undone")
    redone = undo(store, "run_000003")
    assert redone.digest == second.digest == view_of(store).digest()
    assert reasons(store) == {}
    assert run(store, feed(A0, CORRECTED, A3)).run is None
    assert undo(store, "run_000002").digest == digest_of(A0, A1, A2)
    with pytest.raises(TrunklineError, match="run_000002 is undone already, by run_000005"):
        undo(store, "run_000002")


def test_a_later_run_that_stands_on_it_is_named_or_undone_too(store: Store) -> None:
    first = run(store, feed(A0, A1))
    run(store, feed(A0, CORRECTED))
    last = item("a1", attack("a1", "sheskharis", "2025-02-18"))
    run(store, feed(A0, last, NEW))
    with pytest.raises(TrunklineError, match=r"run_000003 changed a1 after run_000002 did: .* add --with-later"):
        undo(store, "run_000002")
    undone = undo(store, "run_000002", with_later=True)
    assert undone.digest == first.digest == view_of(store).digest()
    rows = store.read("MATCH (r:Run {kind: 'undo'}) RETURN r.undoes AS undoes, r.items_undone AS n, r.inputs AS i")
    assert rows == [{"undoes": ["run_000003", "run_000002"], "n": 3, "i": ["run_000002"]}]
    redone = undo(store, "run_000004")
    assert redone.digest == digest_of(A0, last, NEW)
    assert undo(store, "run_000002", with_later=True).digest == first.digest
    assert undo(store, "run_000001").digest == digest_of(), "what was undone in between stands on nothing"
    with pytest.raises(UsageError, match='There is no run "run_9"'):
        undo(store, "run_9")


def test_a_run_without_a_journal_is_refused(store: Store) -> None:
    run(store, feed(A0))
    run(store, feed(A0, bad("b")))
    with pytest.raises(TrunklineError, match="run_000002 changed no item, so there is nothing to undo"):
        undo(store, "run_000002")
    store.write(lambda transaction: transaction.run("MATCH (s:Step) DELETE s"))
    with pytest.raises(TrunklineError, match=r"run_000001 cannot be undone: the version .* kept no journal"):
        undo(store, "run_000001")


def test_a_source_taken_out_comes_back_with_its_past(store: Store) -> None:
    clock = OwnClock()
    RefreshRun(store, clock=clock).refresh([feed(A0, A1)])
    clock.pass_days(1)
    second = RefreshRun(store, clock=clock).refresh([feed(A0, CORRECTED)])
    past = view_of(store, known_at=date(2026, 11, 1)).digest()
    assert past == digest_of(A0, A1)
    clock.pass_days(1)
    RefreshRun(store, clock=clock).remove_source("feed")
    assert view_of(store, known_at=date(2026, 11, 1)).digest() == digest_of(), "nor is its past known"
    assert undo(store, "run_000003", clock=clock).digest == second.digest
    assert view_of(store, known_at=date(2026, 11, 1)).digest() == past
    assert run(store, feed(A0, CORRECTED)).run is None


def test_an_undoing_that_was_killed_is_completed_by_the_next_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(store, feed(A0, A1, A2))
    now = feed(A0, CORRECTED, NEW)
    run(store, now)
    committed = Frame.step
    for survivors in range(3):

        def dying(self: Frame, *given: Any, left: list[int] = [survivors]) -> None:  # noqa: B006 - counts down
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            committed(self, *given)

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Frame, "step", dying)
            undo(store, "run_000002")
        assert compare(store).problems == []
        if survivors < 2:
            assert run(store, now).run is None, "completed, and nothing left to do"
            assert view_of(store).digest() == first.digest == Ledger(store).digest()
            last = Ledger(store).last_run()
            assert (last.status, last.kind) == ("completed", "undo") if last else False
            undo(store, last.id if last else "")
    with pytest.raises(TrunklineError, match="undone already"):
        undo(store, "run_000002")
    assert view_of(store).digest() == first.digest
    assert [row["n"] for row in store.read("MATCH (s:Step) RETURN count(DISTINCT s.id) AS n")] == [3 + 3 + 5 * 3]


def test_what_was_known_before_a_correction_or_a_deletion_stays_known(store: Store) -> None:
    clock = OwnClock()
    stated = item("a1", attack("a1", "cpc_terminal", "2025-11-29"), outage("a1"))
    corrected = item("a1", attack("a1", "kropotkinskaya", "2025-11-29"), outage("a1"))
    late = [stated, corrected, stated, None]
    for content in late:
        RefreshRun(store, clock=clock).refresh([feed(A0, *([content] if content else []))])
        clock.pass_days(1)
    days = [view_of(store, known_at=date(2026, 11, 1 + n)).digest() for n in range(5)]
    assert days[:4] == [digest_of(A0, *([one] if one else [])) for one in late]
    assert days[4] == days[3] == view_of(store).digest()
    before = view_of(store, ("Article",), (), known_at=date(2026, 11, 2))
    assert [node.id for node in before.nodes] == ["a0", "a1"], "a deleted article is still cited"
    why = {row["why"] for row in store.read("MATCH (f:Former) RETURN DISTINCT f.why AS why")}
    assert why == {"corrected", "deleted"}


def test_a_text_that_moved_or_is_read_anew_is_no_correction(store: Store) -> None:
    from dataclasses import replace

    run(store, feed(A0))
    moved = item("a0", *(replace(claim, start=claim.start + 9) for claim in claims_of(store)))
    run(store, feed(moved))
    anew = item("a0", attack("a0"), version="2")
    run(store, feed(replace(anew, fingerprint=moved.fingerprint)))
    rows = store.read("MATCH (f:Former) RETURN f.run AS run, f.why AS why, count(*) AS n ORDER BY run")
    assert [tuple(row.values()) for row in rows] == [("run_000002", "moved", 3), ("run_000003", "read anew", 3)]
    assert view_of(store, known_at=date(2026, 1, 1)).digest() == view_of(store).digest()


def test_the_journal_is_as_long_as_runs_can_be_undone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pruning.UNDOABLE_RUNS == 50
    monkeypatch.setattr(pruning, "UNDOABLE_RUNS", KEPT)
    monkeypatch.setattr(undoable, "UNDOABLE_RUNS", KEPT)
    clock = OwnClock()
    both = [item("x", attack("x", "cpc_terminal")), item("x", attack("x", "kropotkinskaya"))]
    for number in range(KEPT + 3):
        RefreshRun(store, clock=clock).refresh([feed(both[number % 2])])
        clock.pass_days(1)
    with pytest.raises(TrunklineError, match="can no longer be undone: that goes for the last 6 runs"):
        undo(store, "run_000003", clock=clock)
    rows = store.read("MATCH (s:Step) RETURN s.sequence AS n, s.expired AS e, s.before AS b ORDER BY n")
    assert [row["n"] for row in rows] == list(range(2, KEPT + 4)), "corrections keep their day"
    assert {(row["e"], row["b"]) for row in rows[:2]} == {(True, None)}
    known = [view_of(store, known_at=date(2026, 11, 1 + n)).digest() for n in range(3)]
    assert known == [digest_of(both[n % 2]) for n in range(3)]
    undone = undo(store, "run_000004", with_later=True, clock=clock)
    assert undone.digest == digest_of(both[0])
    assert len(undone.items) == KEPT
