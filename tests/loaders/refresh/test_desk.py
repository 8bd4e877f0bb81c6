"""The desk of the quarantine: when something is tried again, and what a person does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.store import Store
from loaders.collect.kept import Kept
from loaders.collect.shelf import Shelf
from loaders.refresh.clock import SystemClock, stamp
from loaders.refresh.desk import PAUSES, Waiting, ask_for, drop, is_dropped, tries_of, waiting_for
from loaders.refresh.desk_content import first_lines
from loaders.refresh.items import Loaded, Problem, Source, SourceItem
from loaders.refresh.ledger import Ledger, QuarantinedState
from loaders.refresh.report import RefreshReport
from loaders.refresh.run import RefreshRun
from loaders.refresh.undo import UndoRun

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Noon(SystemClock):
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.at = START

    def now(self) -> datetime:
        return self.at


class Bench:
    """Refreshes one source of given items at a given time, and counts how often each was read."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.read = store, Noon(), list[str]()

    def item(self, key: str, mark: str, version: str, found: Callable[[], Loaded | Problem]) -> SourceItem:
        def load() -> Loaded | Problem:
            self.read.append(key)
            return found()

        return SourceItem(key, mark, version, load)

    def bad(self, key: str, mark: str = "broken", version: str = "1") -> SourceItem:
        return self.item(key, mark, version, lambda: Problem("", "not JSON"))

    def run(self, *items: SourceItem, after: timedelta = timedelta(0), everything: bool = False) -> RefreshReport:
        self.clock.at += after
        self.read.clear()
        run = RefreshRun(self.store, clock=self.clock, retry_bad=everything)
        return run.refresh([Source("feed", "a list in a test", lambda: items)])

    def state(self, key: str) -> QuarantinedState:
        return Ledger(self.store).quarantined()[key]


def test_pauses_grow_until_an_item_is_parked(store: Store) -> None:
    bench = Bench(store)
    assert bench.run(bench.bad("x")).run == "run_000001"
    assert tries_of(bench.state("x")).next == stamp(START + PAUSES[0])
    for number, pause in enumerate(PAUSES, 1):
        early = bench.run(bench.bad("x"), after=pause - timedelta(seconds=1))
        assert (early.writes, early.still_bad, bench.read) == (0, 1, [])
        assert waiting_for(bench.state("x")) is Waiting.TIME
        bench.run(bench.bad("x"), after=timedelta(seconds=1))
        assert (bench.read, bench.state("x").attempts) == (["x"], number + 1)
    tries = tries_of(bench.state("x"))
    assert (tries.first, tries.last, tries.next) == (stamp(START), stamp(bench.clock.at), None)
    assert waiting_for(bench.state("x")) is Waiting.PERSON_OR_CHANGE
    assert bench.run(bench.bad("x"), after=timedelta(days=400)).writes == 0
    # Other code reads it: it is tried at once, and the pauses begin anew.
    bench.run(bench.bad("x", version="2"))
    assert (bench.read, bench.state("x").attempts) == (["x"], 1)
    assert tries_of(bench.state("x")).first == stamp(START)
    # So does other content.
    bench.run(bench.bad("x", "other", version="2"))
    assert (bench.read, waiting_for(bench.state("x"))) == (["x"], Waiting.TIME)
    bench.run(bench.item("x", "other", "2", Loaded), after=PAUSES[0])
    assert (Ledger(store).quarantined(), list(Ledger(store).items())) == ({}, ["x"])


def test_what_is_dropped_waits_for_other_content_or_a_person(store: Store) -> None:
    bench = Bench(store)
    bench.run(bench.bad("x"), bench.bad("y"))
    drop(store, ["x"], bench.clock.at)
    report = bench.run(bench.bad("x", version="2"), bench.bad("y"), after=timedelta(days=9))
    assert (bench.read, report.still_bad, is_dropped(bench.state("x"))) == (["y"], 0, True)
    bench.run(bench.bad("x"), bench.bad("y"), everything=True)
    assert bench.read == ["y"]
    ask_for(store, ["x"])
    bench.run(bench.bad("x"), bench.bad("y"))
    assert (bench.read, waiting_for(bench.state("x"))) == (["x"], Waiting.TIME)
    drop(store, ["x"], bench.clock.at)
    bench.run(bench.bad("x", "other"), bench.bad("y"))
    assert (bench.read, is_dropped(bench.state("x"))) == (["x"], False)


def test_a_row_waits_for_its_table_and_is_read_again_on_request(store: Store) -> None:
    bench = Bench(store)

    def table(mark: str = "1") -> SourceItem:
        rows = Loaded(problems=(Problem("line 2", "no such unit"), Problem("line 5", "no date")))
        return bench.item("t", mark, "1", lambda: rows)

    bench.run(table())
    assert [waiting_for(bench.state(f"t#line {n}")) for n in (2, 5)] == [Waiting.ITS_TABLE] * 2
    assert bench.run(table(), after=timedelta(days=9), everything=True).writes == 0
    ask_for(store, ["t#line 2"])
    drop(store, ["t#line 5"], bench.clock.at)
    bench.run(table())
    assert (bench.read, bench.state("t#line 2").attempts) == (["t"], 2)
    assert [is_dropped(bench.state(f"t#line {n}")) for n in (2, 5)] == [False, True]
    bench.run(table("2"))
    assert (bench.state("t#line 2").attempts, is_dropped(bench.state("t#line 5"))) == (1, True)


def test_an_entry_of_an_earlier_version_is_tried_at_once(store: Store) -> None:
    bench = Bench(store)
    bench.run(bench.bad("x"))
    store.write(lambda t: t.run("MATCH (q:Quarantined) REMOVE q.tried, q.first_tried, q.next_try"))
    assert waiting_for(bench.state("x")) is Waiting.TIME
    bench.run(bench.bad("x"))
    assert (bench.read, bench.state("x").attempts) == (["x"], 2)


def test_what_a_person_undid_is_never_tried_by_itself(store: Store) -> None:
    bench = Bench(store)
    good = bench.item("x", "1", "1", Loaded)
    bench.run(good)
    UndoRun(store, clock=bench.clock).undo("run_000001")
    assert waiting_for(bench.state("x")) is Waiting.UNDONE
    newer = bench.item("x", "1", "2", Loaded)
    assert (bench.run(newer, after=timedelta(days=400)).still_bad, bench.read) == (1, [])
    ask_for(store, ["x"])
    bench.run(newer)
    assert (bench.read, Ledger(store).quarantined()) == (["x"], {})


def test_a_page_is_shown_from_the_shelf(tmp_path: Path) -> None:
    page = Kept("news.example/a", "feed", "https://news.example/a", item="news.example/first")
    with Shelf(tmp_path) as shelf:
        shelf.put([page])
        shelf.put_body(page.address, "<p>\u202eOil\x1b[31m flows\n\n<p>again".encode())
    for name in (page.address, page.item):
        state = QuarantinedState(name, name, "feed", "", "no text", "1", "1", 1)
        assert first_lines(tmp_path, state) == ["<p>\ufffdOil\ufffd[31m flows", "<p>again"]
    unknown = QuarantinedState("b", "b", "feed", "", "no text", "1", "1", 1)
    assert first_lines(tmp_path, unknown) is None
    (tmp_path / "pages.db").write_bytes(b"damaged" * 100)
    assert first_lines(tmp_path, unknown) is None
    assert first_lines(tmp_path / "nowhere", unknown) is None


def test_the_line_of_a_packaged_table_is_shown(tmp_path: Path) -> None:
    state = QuarantinedState("reference/legs#line 1", "reference/legs", "reference", "line 1", "no unit", "1", "1", 1)
    found = first_lines(tmp_path, state)
    assert found is not None
    (line,) = found
    assert line.split(",")[:2] == ["id", "from"]
