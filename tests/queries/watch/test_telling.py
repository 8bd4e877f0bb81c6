"""Each change is told once: receivers down and up again, kills, a second machine, quiet times, digests, flapping."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.settings import Settings
from graph.store import Store, Transaction
from loaders.refresh.run import RefreshRun
from queries.watch.book import WatchBook
from queries.watch.deliver.settings import make_secret
from queries.watch.state import Watched, read_watched
from queries.watch.telling import Telling
from tests.queries.conftest import environment_of
from tests.queries.watch.news import ASK, OPEN, SHUT, load_tables, open_aktau, stop_aktau
from tests.queries.watch.receivers import Webhook, webhook
from trunkline import main

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Machine:
    """A machine with a data folder of its own; ``said`` is its standard output, ``failures`` its standard error."""

    def __init__(self, home: Path, store: Store) -> None:
        self.book = WatchBook(home)
        self.store = store
        self.said: list[str] = []
        self.failures: list[str] = []
        self.next_due: datetime | None = None
        make_secret(home / "webhook.secret")

    def watch(self, name: str = "med", **more: Any) -> None:
        self.book.add(name, {"ask": ASK, **more})

    def run(self, change: Any = None, now: datetime = NOON) -> list[str]:
        """Refresh with a change, then tell; gives what was said."""
        telling, before = Telling(self.book), len(self.said)
        if change:
            change(self.store, RefreshRun(self.store, first=lambda: telling.before(self.store, now)))
        self.failures = telling.after(self.store, now, self.said.append)
        self.next_due = telling.next_due
        return self.said[before:]

    @property
    def state(self) -> Watched:
        (found,) = read_watched(self.store).values()
        return found


@pytest.fixture
def machine(loaded: Store, tmp_path: Path) -> Machine:
    return Machine(tmp_path, loaded)


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as found:
        yield found


@pytest.fixture
def loaded(request: pytest.FixtureRequest, store_settings: Settings) -> Iterator[Store]:
    """The tables, loaded once for this module, without news and without anything told."""
    from graph.store import open_store

    with open_store(store_settings, write=True) as opened:
        if opened.read("MATCH (i:Item) RETURN i.id AS id") != [{"id": "reference"}]:
            request.getfixturevalue("store")
            load_tables(opened)
        opened.write(lambda transaction: transaction.run("MATCH (w:Watched) DELETE w"))
        yield opened
        if opened.read("MATCH (i:Item {source: 'news'}) RETURN i.id AS id"):
            open_aktau(opened)


def test_a_change_is_told_once_with_its_article(machine: Machine) -> None:
    machine.watch()
    assert machine.run() == []  # the first answer is noted, not told
    (text,) = machine.run(stop_aktau)
    assert f"was {OPEN}" in text and f"now {SHUT}" in text
    assert "because of Aktau stops, Steppe Energy, 2026-10-01, https://news.example/1" in text
    assert "see: trunkline routes KZ mediterranean --avoid RU" in text
    assert machine.run() == machine.run(now=NOON + timedelta(days=1)) == []
    (back,) = machine.run(open_aktau)
    assert f"was {SHUT}" in back and "Aktau stops" in back  # the article that left is still named
    assert machine.state.number == 2


def test_nothing_is_written_where_nothing_changed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.watch()
    machine.run()
    writes: list[object] = []
    real = machine.store.write

    def noted(work: Callable[[Transaction], object], *, repeatable: bool = False) -> object:
        writes.append(work)
        return real(work, repeatable=repeatable)

    monkeypatch.setattr(machine.store, "write", noted)
    machine.run()
    assert writes == []
    machine.run(now=NOON + timedelta(days=1))
    assert len(writes) == 1  # another day: answered again, and noted


def test_a_new_watch_is_told_what_its_first_run_changes(machine: Machine) -> None:
    machine.watch()
    (text,) = machine.run(stop_aktau)
    assert f"was {OPEN}" in text


def test_a_change_made_by_another_machine_is_told_once_by_one(machine: Machine, tmp_path: Path, hook: Webhook) -> None:
    machine.watch(to=[hook.url])
    machine.run()
    stop_aktau(machine.store)  # by a machine without watches
    other = Machine(tmp_path / "other", machine.store)
    other.watch(to=[hook.url])
    other.run()
    machine.run()
    other.run()
    assert len(hook.ids) == 1
    assert [one["after"] for one in json.loads(hook.got[0][1])["changes"]] == [SHUT]


def test_down_and_up_again(machine: Machine, hook: Webhook) -> None:
    machine.watch(to=[hook.url])
    machine.run()
    hook.down()
    machine.run(stop_aktau)
    assert (
        "could not tell" in machine.failures[0] and "the next try is due at 2026-11-01T12:01:00Z" in machine.failures[0]
    )
    assert machine.next_due == NOON + timedelta(minutes=1)
    machine.run(now=NOON + timedelta(seconds=59))
    assert machine.state.attempts == 1 and machine.failures == []
    machine.run(now=NOON + timedelta(minutes=2))
    assert machine.state.due == "2026-11-01T12:07:00Z"  # the pauses grow
    hook.up()
    machine.run(now=NOON + timedelta(minutes=8))
    machine.run(now=NOON + timedelta(days=2))
    assert len(hook.ids) == 1 and machine.state.number == 1 and machine.state.problem is None
    assert machine.next_due is None


def test_an_answer_that_returns_before_delivery_is_not_told(machine: Machine, hook: Webhook) -> None:
    machine.watch(to=[hook.url])
    machine.run()
    hook.down()
    machine.run(stop_aktau)
    machine.run(open_aktau)
    hook.up()
    machine.run(now=NOON + timedelta(hours=1))
    assert hook.got == [] and not machine.state.is_behind and machine.state.due is None


def test_a_message_that_may_have_arrived_is_repeated_as_it_was(machine: Machine, hook: Webhook) -> None:
    machine.watch(to=[hook.url])
    machine.run()
    hook.status = 0  # it reads the request, and the line breaks before its answer
    machine.run(stop_aktau)
    hook.status = 204
    machine.run(open_aktau, now=NOON + timedelta(minutes=5))
    machine.run(now=NOON + timedelta(minutes=6))
    first, repeat, second = hook.got
    assert first[1] == repeat[1] and len(set(hook.ids)) == 2
    assert [one["after"] for one in json.loads(second[1])["changes"]] == [OPEN]
    assert not machine.state.is_behind


def test_a_kill_between_the_run_and_the_acknowledgement(
    machine: Machine, hook: Webhook, store_settings: Settings
) -> None:
    machine.watch(to=[hook.url])
    machine.run()
    victims: list[subprocess.Popen[bytes]] = []
    hook.on_request = lambda: victims[0].send_signal(signal.SIGKILL) if victims[0].poll() is None else None
    hook.status = 0
    environment = {**environment_of(store_settings), "TRUNKLINE_HOME": str(machine.book.home)}
    environment |= _address_of(machine.store, store_settings)
    victims.append(subprocess.Popen([sys.executable, "-m", "tests.queries.watch.victim"], env=environment))
    assert victims[0].wait(60) == -signal.SIGKILL
    hook.status, hook.on_request = 204, None
    machine.run(now=NOON + timedelta(minutes=5))
    machine.run(now=NOON + timedelta(days=1))
    assert len(hook.got) == 2 and len(set(hook.ids)) == 1  # a repeat, to be dropped by its id


def _address_of(store: Store, settings: Settings) -> dict[str, str]:
    from tests.doors import door_of

    door = door_of(store, settings)
    names = (
        "store_uri",
        "store_user",
        "store_password",
        "store_database",
        "store_reader_user",
        "store_reader_password",
    )
    return {f"TRUNKLINE_{name.upper()}": str(value) for name in names if (value := getattr(door, name))}


def test_a_quiet_time_and_a_digest_hold_changes_back(machine: Machine) -> None:
    machine.watch("quiet", quiet="22:00-07:00", zone="UTC")
    machine.watch("digest", digest="daily 08:00", zone="UTC")
    night = NOON.replace(hour=23)
    machine.run(now=night)
    assert machine.run(stop_aktau, now=night) == [] and machine.next_due == night + timedelta(hours=8)
    assert machine.run(now=night + timedelta(hours=7)) == []
    (quiet,) = machine.run(now=night + timedelta(hours=8))
    assert quiet.startswith("Changed: quiet")
    (digest,) = machine.run(now=night + timedelta(hours=9))
    assert digest.startswith("Changed: digest")
    assert machine.run(now=night + timedelta(hours=33)) == []


def test_what_cannot_be_answered_is_told_once(machine: Machine) -> None:
    machine.watch()
    machine.watch("limit", ask=["assert", *ASK[1:], "--min-flow", "1"])
    machine.run()
    remove = lambda store, run: run.remove_source("reference")  # noqa: E731 - a change like the others
    told = machine.run(remove)
    assert len(told) == 2 and all("now cannot be answered: " in one for one in told)
    assert machine.run() == []
    load_tables(machine.store)
    assert len(machine.run()) == 2


def test_every_kind_of_question_may_be_watched(machine: Machine) -> None:
    machine.watch("gap", ask=["gap", "KZ", "--close", "aktau", "--as-of", "2026-11-01"])
    machine.watch("rows", ask=["ask", "interruptions", "asset=aktau", "year=2026"])
    machine.watch("flow", ask=["flow", *ASK[1:]])
    machine.watch("limit", ask=["assert", *ASK[1:], "--min-flow", "5"])
    machine.watch("three", ask=[*ASK, "-k", "3"])
    machine.run()
    before = {one.watch: one.answer for one in read_watched(machine.store).values()}
    assert before["gap"].endswith("1 leg closed)") and "stranded" in before["gap"]
    assert before["limit"] == "holds: every condition holds" and len(before["three"].splitlines()) == 2
    told = machine.run(stop_aktau)
    names = [one.splitlines()[0].removeprefix("Changed: ") for one in told]
    assert names == ["gap", "rows", "flow", "limit", "three"]
    assert [one for one in told if "because of Aktau stops, Steppe Energy" not in one] == []
    assert "now 1 row\n  new 2026-10-01/..; suspension; aktau" in told[1]


def test_a_wrong_file_of_watches_is_one_sentence_and_the_run_stands(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from loaders.refresh.answers import RunAnswers, answer_with, tell_with
    from queries.watch.saved import saved_answers

    machine.book.path.write_text("[watches\n")
    monkeypatch.setattr("loaders.refresh.answers._monitors", None)  # so that nobody is told once the test is over
    tell_with(lambda: Telling(machine.book))
    answer_with(saved_answers)
    try:
        answers = RunAnswers(machine.store, lambda: NOON)
        stop_aktau(machine.store, RefreshRun(machine.store, first=answers.before))
        changes = {one.question: one for one in answers.changes("run_000099")}
        assert all(one.because == () for one in changes.values())
        last = machine.store.read("MATCH (m:Meta {id: 'graph'}) RETURN m.run AS run")[0]["run"]
        changes = {one.question: one for one in answers.changes(last)}
        failures = answers.tell(machine.said.append)
    finally:
        answer_with(lambda _store: ())
    assert changes["Kazakh crude to the Mediterranean without Russia"].because == ("stop",)
    assert len(failures) == 1 and "is no TOML" in failures[0] and machine.said == []


def test_the_command_line(
    loaded: Store,
    store_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = {**_address_of(loaded, store_settings), "TRUNKLINE_HOME": str(tmp_path)}
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def run(code: int, *words: str) -> tuple[str, str]:
        assert main(list(words)) == code, capsys.readouterr().err
        return capsys.readouterr()

    stop_aktau(loaded)
    assert f"Now: {SHUT}" in run(0, "watch", "add", "med", "--to", f"file:{tmp_path}/told.jsonl", "--", *ASK)[0]
    out, said = run(2, "watch", "add", "other", "--", "routes", "KZ", "atlantis")
    assert out == "" and 'No place is called "atlantis"' in said
    command = [sys.executable, "-m", "trunkline", "refresh", "--remove", "news"]
    subprocess.run(command, check=True, timeout=100, env={**os.environ, **given}, stdout=subprocess.DEVNULL)
    run(0, "watch", "tell")
    listed = json.loads(run(0, "watch", "list", "--format", "json")[0])
    assert listed["watches"][0]["destinations"][0]["answer"] == OPEN
    assert OPEN in run(0, "watch", "list")[0]
    assert "Told file:" in run(0, "watch", "test", "med")[1]
    documents = [json.loads(line) for line in (tmp_path / "told.jsonl").read_text("utf-8").splitlines()]
    assert [(one["test"], one["changes"][0]["before"]) for one in documents] == [(False, SHUT), (True, OPEN)]
    assert [one["title"] for one in documents[0]["changes"][0]["because"]] == ["Aktau stops"]
    run(0, "watch", "remove", "med")
    assert read_watched(loaded) == {}
