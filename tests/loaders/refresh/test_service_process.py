"""The service and the ledger as whole processes: one at a time, gone on SIGTERM, and what a run did taken back."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import trunkline
from graph.errors import TrunklineError
from graph.store import Store
from graph.store.check.comparing import compare
from graph.store.view import view_of
from loaders.refresh.items import Loaded, Problem
from loaders.refresh.run import RefreshRun
from tests.loaders.refresh.clocks import OwnClock
from tests.loaders.refresh.test_run import ARTICLES, digest_of, feed, item, run
from tests.processes import one_sentence, start
from tests.processes import run as command
from tests.torture.source import TwoStates


@pytest.fixture
def serving(store_home: Path) -> Iterator[Callable[[Path], tuple[subprocess.Popen[str], str]]]:
    """Start services; each is given with its first line, and none outlives the test."""
    with ExitStack() as stack:

        def begin(folder: Path) -> tuple[subprocess.Popen[str], str]:
            service = stack.enter_context(start(store_home, "refresh", "--every", "1h", folder))
            stack.callback(service.kill)
            assert service.stderr
            return service, service.stderr.readline()

        yield begin


@pytest.mark.embedded
@pytest.mark.timeout(240)
def test_a_service_runs_alone_ends_on_sigterm_and_its_run_is_taken_back(
    tmp_path: Path,
    store_home: Path,
    store: Store,
    serving: Callable[[Path], tuple[subprocess.Popen[str], str]],
) -> None:
    source = TwoStates(tmp_path / "tables")
    source.switch_to(0)
    folder = source.folders[0]
    killed, said = serving(folder)
    assert " run_000001 completed: 3 loaded, 0 unchanged; " in said
    second = command(store_home, "refresh", "--every", "1h", folder)
    assert one_sentence(second, 1).endswith("is running on this data folder; stop that one first.")
    killed.kill()
    killed.wait(20)
    source.switch_to(1)
    service, said = serving(folder)
    assert " run_000002 completed: " in said, "the lock of a killed service does not hold"
    before = view_of(store).digest()
    between = command(store_home, "refresh", folder)
    assert between.stdout.startswith("Nothing changed: 3 items"), "between its runs anybody may refresh"
    service.send_signal(signal.SIGTERM)
    out, said = service.communicate(timeout=30)
    assert service.returncode == 0
    assert out.startswith("run_000002 completed: ")
    assert said.endswith(" stopped as asked\n")
    assert "Traceback" not in said

    listed = command(store_home, "runs", "--format", "json")
    rows = json.loads(listed.stdout)["runs"]
    assert [(row["run"], row["kind"], row["status"]) for row in rows] == [
        ("run_000002", "refresh", "completed"), ("run_000001", "refresh", "completed"),
    ]  # fmt: skip
    refused = command(store_home, "runs", "undo", "run_000001")
    assert "run_000002 changed " in one_sentence(refused, 1)
    undone = command(store_home, "runs", "undo", "last")
    assert undone.returncode == 0, undone.stderr
    assert undone.stdout.startswith("run_000003 completed: 3 undone")
    assert view_of(store).digest() != before
    shown = command(store_home, "runs", "show", "run_000002").stdout
    assert shown.count("; undone by run_000003") == 3
    assert command(store_home, "refresh", folder).stdout.startswith(
        "Nothing changed: 0 items are as they were; 3 still"
    )
    assert command(store_home, "runs", "undo", "last").returncode == 0
    assert view_of(store).digest() == before
    table = command(store_home, "runs").stdout.splitlines()
    assert [line.split()[:2] for line in table[1:3]] == [["run_000004", "undo"], ["run_000003", "undo"]]
    assert one_sentence(command(store_home, "runs", "show", "run_7"), 2).startswith('There is no run "run_7"')


@pytest.mark.parametrize("wrong", [["--every", "0h"], ["--every", "1h", "--quarantined"], ["--every", "1h", "-"]])
def test_what_no_service_can_do(
    wrong: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUNKLINE_HOME", str(tmp_path))
    assert trunkline.main(["refresh", *wrong]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_whoever_asks_to_stop_waits_for_one_item(store: Store) -> None:
    clock = OwnClock()

    def asked() -> Loaded | Problem:
        clock.stopped = True
        return ARTICLES[1].load()

    stopping = [ARTICLES[0], item("a1", load=asked), *ARTICLES[2:]]
    report = RefreshRun(store, clock=clock).refresh([feed(*stopping)])
    assert (report.status, report.stopped) == (
        "partial",
        ["Asked to stop after 2 of 4 items; the next refresh goes on."],
    )
    assert report.digest == view_of(store).digest() == digest_of(*ARTICLES[:2])
    assert compare(store).problems == []
    assert run(store, feed(*ARTICLES)).digest == digest_of(*ARTICLES)


def test_a_run_that_nobody_began_changes_nothing(store: Store) -> None:
    from loaders.refresh.frame import Frame

    with pytest.raises(TrunklineError, match="has to begin"):
        Frame(store).end({})
