"""Runs the service through recorded hours on a clock of its own, with watches, a receiver that is down now and then,
a store that is down, a machine that sleeps, and runs that are taken back.

Checked at the end

1. the graph has the digest that loading the end of the recording once gives
2. what was known on each past day is what the graph was at the end of that day
3. each change of a watched answer was told exactly once, in order; a receiver that was down got the rest afterwards
4. every run of the schedule took place, those that were missed once
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import psutil

from graph.digest import graph_digest
from graph.errors import StoreUnreachable
from graph.fuse.book import fuse
from graph.store import Store
from graph.store.check.comparing import compare
from graph.store.view import is_known, view_of
from loaders.refresh.items import Loaded, Source, SourceItem
from loaders.refresh.ledger import Ledger
from loaders.refresh.run import RefreshRun
from loaders.refresh.service import serve
from loaders.refresh.undo import UndoRun
from queries.watch.book import WatchBook
from queries.watch.deliver.settings import make_secret
from queries.watch.telling import Telling
from tests.loaders.refresh.clocks import START, OwnClock
from tests.month.recorded import Hour, News, items_of
from tests.queries.watch.news import ASK, OPEN, SHUT, reference
from tests.queries.watch.receivers import webhook

HOUR = timedelta(hours=1)
ASLEEP = {5 * 24 + 10: 6, 17 * 24 + 12: 3}  # at this hour the machine falls asleep for so many hours
STORE_DOWN = {8 * 24 + 9, 8 * 24 + 10, 25 * 24 + 13}
RECEIVER_DOWN = (range(4 * 24, 5 * 24), range(15 * 24 + 3, 18 * 24))
TAKEN_BACK_EVERY = 97  # runs, and at once brought again: the graph stays as it is


@dataclass(slots=True)
class Outcome:
    """What came of the hours."""

    begun: list[datetime] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What the watch had to say after each run, from the recording."""
    memory: list[int] = field(default_factory=list)
    """Bytes of this process after each run."""
    days: dict[date, News] = field(default_factory=dict)
    told_file: list[dict[str, object]] = field(default_factory=list)
    told_hook: list[dict[str, object]] = field(default_factory=list)
    hook_ids: list[str] = field(default_factory=list)
    taken_back: int = 0


class Month:
    """The hours of a recording, lived through in one store."""

    def __init__(self, store: Store, home: Path, hours: list[Hour]) -> None:
        self._store = store
        self._hours = hours
        self._book = WatchBook(home)
        self._file = home / "told.jsonl"
        self._loaded: News = {}
        self.outcome = Outcome()
        make_secret(home / "webhook.secret")

    def live(self) -> Outcome:
        """Live through all of it."""
        with webhook() as hook, self._clock() as clock:
            self._book.add("med", {"ask": ASK, "to": [f"file:{self._file}", hook.url]})

            def run() -> str:
                hour = self._hour(clock)
                if any(hour in down for down in RECEIVER_DOWN):
                    hook.down()
                elif hook._server is None:
                    hook.up()
                return self._run(clock, hour)

            serve(run, HOUR, clock, self.outcome.lines.append)
            self.outcome.hook_ids = hook.ids
            self.outcome.told_hook = [json.loads(body) for _, body in hook.got]
        told = self._file.read_text("utf-8") if self._file.exists() else ""
        self.outcome.told_file = [json.loads(line) for line in told.splitlines()]
        return self.outcome

    @contextmanager
    def _clock(self) -> Iterator[OwnClock]:
        slept: set[int] = set()

        def passing(clock: OwnClock) -> None:
            hour = self._hour(clock)
            if hour in ASLEEP and hour not in slept and clock.now().minute == 30:
                slept.add(hour)
                clock.pass_days(ASLEEP[hour] / 24)
            clock.stopped = clock.now() >= START + len(self._hours) * HOUR

        yield OwnClock(at=passing)

    def _hour(self, clock: OwnClock) -> int:
        return min(int((clock.now() - START) / HOUR), len(self._hours) - 1)

    def _run(self, clock: OwnClock, hour: int) -> str:
        if hour in STORE_DOWN:
            raise StoreUnreachable("No store answers.")
        self.outcome.begun.append(clock.now())
        telling = Telling(self._book)
        run = RefreshRun(self._store, clock=clock, first=lambda: telling.before(self._store, clock.now()))
        report = run.refresh([reference(), Source("news", "a recording", lambda: self._offered(hour))])
        if not report.stopped:
            self._loaded = self._hours[hour].news
        failures = telling.after(self._store, clock.now(), lambda _text: None)
        self._take_back_now_and_then(clock)
        self.outcome.answers.append(SHUT if "stop" in self._loaded else OPEN)
        self.outcome.memory.append(psutil.Process().memory_info().rss)
        self.outcome.days[clock.now().date()] = self._loaded
        return " ".join([report.status, *report.stopped, *failures])

    def _offered(self, hour: int) -> list[SourceItem]:
        if not self._hours[hour].readable:
            raise ConnectionError("the feed is down")
        return items_of(self._hours[hour].news)

    def _take_back_now_and_then(self, clock: OwnClock) -> None:
        last = Ledger(self._store).last_run()
        if len(self.outcome.begun) % TAKEN_BACK_EVERY == TAKEN_BACK_EVERY - 1 and last:
            before = view_of(self._store).digest()
            undone = UndoRun(self._store, clock=clock).undo(last.id)
            assert undone.run and undone.digest != before
            assert UndoRun(self._store, clock=clock).undo(undone.run).digest == before
            self.outcome.taken_back += 1

    def check(self) -> None:
        """Check the end, and what is known of every day."""
        end = self._hours[-1].news
        assert view_of(self._store).digest() == digest_of(end, None) == Ledger(self._store).digest()
        assert compare(self._store).problems == []
        for day, news in self.outcome.days.items():
            assert view_of(self._store, known_at=day).digest() == digest_of(news, day), f"what was known on {day}"
        self._check_alerts()
        self._check_schedule()

    def _check_alerts(self) -> None:
        outcome = self.outcome
        changes = [
            {"before": before, "after": after}
            for before, after in zip([OPEN, *outcome.answers], outcome.answers, strict=False)
            if before != after
        ]
        told = [_steps(one) for one in outcome.told_file]
        assert told == [[one] for one in changes], "each change once, in order"
        assert len(set(outcome.hook_ids)) == len(outcome.hook_ids), "nothing twice"
        late = [step for one in outcome.told_hook for step in _steps(one)]
        assert [one["before"] for one in late[1:]] == [one["after"] for one in late[:-1]], "nothing left out"
        assert (late[-1]["after"] if late else OPEN) == outcome.answers[-1]

    def _check_schedule(self) -> None:
        slept = {hour + n for hour, hours in ASLEEP.items() for n in range(1, hours)}
        due = [hour for hour in range(len(self._hours)) if hour not in slept | STORE_DOWN]
        assert [int((moment - START) / HOUR) for moment in self.outcome.begun] == due


def _steps(message: dict[str, object]) -> list[dict[str, object]]:
    changes = message["changes"]
    assert isinstance(changes, list)
    return [{"before": one["before"], "after": one["after"]} for one in changes]


def digest_of(news: News, known_at: date | None) -> str:
    """Give the digest of the tables and some news, loaded once and without any store."""
    said = [item.load() for item in reference().list_items()]
    everything = [*(one for one in said if isinstance(one, Loaded)), *news.values()]
    claims = [
        replace(claim, item=item)
        for item, one in [("reference", everything[0]), *news.items()]
        for claim in one.claims
        if known_at is None or is_known(claim, known_at)
    ]
    return graph_digest(*fuse(claims, [document for one in everything for document in one.documents]))
