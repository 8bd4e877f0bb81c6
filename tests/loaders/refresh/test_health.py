"""The health file, the watchdog's command and the metrics: what they say after runs that went well, badly or not."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

import trunkline
from graph.errors import StoreUnreachable, TrunklineError, UsageError
from graph.settings import load_settings
from graph.store import Store
from loaders.refresh import sources
from loaders.refresh.clock import Clock, SystemClock, stamp
from loaders.refresh.health import FILE, WITHIN, Health, read_health
from loaders.refresh.keeping import Kept, kept
from loaders.refresh.lock import Busy
from loaders.refresh.metrics import Metrics
from loaders.refresh.options import MetricsPlaces, Outcome, Request
from loaders.refresh.report import ItemReport, RefreshReport
from loaders.sources.state import SourceState, write_states

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class SetClock(SystemClock):
    def __init__(self) -> None:
        super().__init__()
        self.at = START

    def now(self) -> datetime:
        return self.at


class Scripted:
    """A refresh that takes five minutes and ends as the test says."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        self.ending: Outcome | Exception = Outcome("done")

    def __call__(self, *, clock: Clock) -> Outcome:
        assert clock is self.clock
        self.clock.at += timedelta(minutes=5)
        if isinstance(self.ending, Exception):
            raise self.ending
        return self.ending


def known(home: Path) -> Health:
    health = read_health(home)
    assert health
    return health


def test_the_file_tells_of_each_run_and_each_failure(tmp_path: Path) -> None:
    clock = SetClock()
    once = Scripted(clock)
    run = Kept(once, tmp_path, every=HOUR)
    report = RefreshReport("run_000001", items=[ItemReport("a", "feed", "loaded", 3, 0)], unchanged=7)
    once.ending = Outcome("done", (), report)
    run(clock=clock)
    good = known(tmp_path)
    assert (good.status, good.run, good.success, good.failures) == ("ok", "run_000001", stamp(clock.at), 0)
    assert (good.every, good.next_due) == (3600, stamp(START + HOUR))
    assert good.counts == {"loaded": 1, "unchanged": 7, "quarantined": 0, "claims_added": 3, "claims_removed": 0}
    assert good.complaint(clock.at) is None
    assert good.complaint(clock.at + 2 * HOUR + timedelta(seconds=1)) is not None, "two intervals, then it is too old"
    assert good.complaint(clock.at + timedelta(minutes=31), timedelta(minutes=30)) is not None

    Kept(once, tmp_path)(clock=clock)
    by_hand = known(tmp_path)
    assert (by_hand.every, by_hand.next_due) == (good.every, good.next_due), "the service goes on"
    good = by_hand

    clock.at = START + HOUR
    Kept(Scripted(clock), tmp_path / "alone")(clock=clock)
    assert known(tmp_path / "alone").every is None
    clock.at = START + HOUR
    once.ending = StoreUnreachable("No store answers.")
    for failures in (1, 2):
        with pytest.raises(StoreUnreachable):
            run(clock=clock)
        bad = known(tmp_path)
        assert (bad.status, bad.failures, bad.problems) == ("failed", failures, ("No store answers.",))
        assert (bad.success, bad.next_due) == (good.success, stamp(START + 2 * HOUR))
        assert str(bad.complaint(clock.at)).endswith("No store answers.")

    once.ending = Outcome("done", ("feed: 9 items are missing.",))
    run(clock=clock)
    odd = known(tmp_path)
    assert (odd.status, odd.failures, odd.success) == ("attention", 0, stamp(clock.at))
    assert odd.complaint(clock.at) == "The last refresh needs a person: feed: 9 items are missing."

    content = (tmp_path / FILE).read_bytes()
    once.ending = Busy("Another refresh is running.")
    with pytest.raises(Busy):
        run(clock=clock)
    once.ending = Outcome("done")
    clock.stop()
    run(clock=clock)
    assert (tmp_path / FILE).read_bytes() == content, "neither says anything of the health"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["alone", FILE]


def test_failing_sources_are_named(tmp_path: Path) -> None:
    feed = 'kind = "rss"\naddress = "https://news.example/oil.xml"\noutlet = "News"\ntrust = "medium"\n'
    (tmp_path / "sources.toml").write_text(
        f"[sources.a]\n{feed}[sources.b]\n{feed}enabled = false\n[sources.c]\n{feed}"
    )
    failing = SourceState(tried=stamp(START), failures=3, failure="no answer")
    write_states(tmp_path, {"a": failing, "b": failing, "c": SourceState(read=stamp(START))})
    clock = SetClock()
    Kept(Scripted(clock), tmp_path)(clock=clock)
    (one,) = known(tmp_path).failing_sources
    assert (one.name, one.failures, one.failure, one.read) == ("a", 3, "no answer", None)


def test_a_folder_that_is_full_does_not_make_a_run_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock, home = SetClock(), tmp_path / "a file"
    home.touch()
    assert Kept(Scripted(clock), home)(clock=clock).headline == "done"
    assert capsys.readouterr().err.startswith("The health of this run could not be kept: ")


def test_the_watchdog_needs_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUNKLINE_HOME", str(tmp_path))
    monkeypatch.setenv("TRUNKLINE_STORE_URI", "bolt://127.0.0.1:1")

    def watchdog(*args: str) -> tuple[int, str, str]:
        code = trunkline.main(["health", *args])
        said = capsys.readouterr()
        return code, said.out, said.err

    assert watchdog() == (1, "", "No refresh of everything has run in this data folder yet.\n")
    clock = SetClock()
    clock.at = datetime.now(UTC)
    once = Scripted(clock)
    run = Kept(once, tmp_path)
    run(clock=clock)
    code, out, said = watchdog()
    assert (code, said) == (0, "")
    assert out.startswith("The last refresh ended well at 20")
    body = json.loads(watchdog("--format", "json", "--within", "90m")[1])
    assert (body["fresh"], body["complaint"], body["health"]["status"]) == (True, None, "ok")
    assert watchdog("--within", "soon")[0] == 2
    clock.at -= WITHIN + timedelta(minutes=10)
    run(clock=clock)
    assert watchdog()[2].endswith("more than 25 h ago is too old.\n")
    code, out, _ = watchdog("--format", "json")
    assert (code, json.loads(out)["fresh"]) == (1, False)
    once.ending = TrunklineError("The disk is full.")
    with pytest.raises(TrunklineError):
        run(clock=clock)
    assert watchdog()[2].endswith(": The disk is full.\n")
    for damage in ("", "[]", '{"status": "ok"}', '{"status": "ok", "started": "x", "ended": "y"}'):
        (tmp_path / FILE).write_text(damage, "utf-8")
        code, out, said = watchdog()
        assert (code, out, said.count("\n")) == (1, "", 1), damage
        assert "the next refresh writes it anew" in said


def test_metrics_tell_of_the_last_run(tmp_path: Path) -> None:
    clock, file = SetClock(), tmp_path / "trunkline.prom"
    once = Scripted(clock)
    metrics = Metrics(file, 0)
    run = Kept(once, tmp_path, every=HOUR, metrics=metrics)
    report = RefreshReport("run_000001", items=[ItemReport("a", "feed", "loaded", 3, 0)], unchanged=7)
    once.ending = Outcome("done", (), report)
    run(clock=clock)
    told = read_metrics(file.read_text("utf-8"))
    assert told["trunkline_refresh_last_success_timestamp_seconds"] == clock.at.timestamp()
    assert told["trunkline_refresh_duration_seconds"] == 300
    assert told["trunkline_refresh_changes loaded"] == 1
    assert told["trunkline_refresh_changes unchanged"] == 7
    assert [told[f"trunkline_refresh_status {one}"] for one in ("ok", "attention", "failed")] == [1, 0, 0]
    success, once.ending = clock.at, TrunklineError("The disk is full.")
    with pytest.raises(TrunklineError):
        run(clock=clock)
    told = read_metrics(file.read_text("utf-8"))
    assert told["trunkline_refresh_last_success_timestamp_seconds"] == success.timestamp()
    assert (told["trunkline_refresh_failures"], told["trunkline_refresh_status failed"]) == (1, 1)
    assert "trunkline_refresh_changes loaded" not in told
    with urlopen(f"http://127.0.0.1:{metrics.port}/metrics") as answer:
        assert read_metrics(answer.read().decode()) == told
    metrics.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == [FILE, file.name]


def read_metrics(text: str) -> dict[str, float]:
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_without_their_package_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    places = MetricsPlaces(tmp_path / "a.prom")
    with pytest.raises(TrunklineError, match=r"pip install 'trunkline\[metrics\]'"):
        kept(Scripted(SetClock()), tmp_path, Request(), None, places).__enter__()


@pytest.mark.parametrize(
    ("request_", "places"),
    [(Request(), MetricsPlaces(port=9)), (Request(("examples",)), MetricsPlaces(Path("a.prom")))],
)
def test_metrics_go_with_unattended_runs(tmp_path: Path, request_: Request, places: MetricsPlaces) -> None:
    with pytest.raises(UsageError, match="--every"), kept(Scripted(SetClock()), tmp_path, request_, None, places):
        pass


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    first = Metrics(None, 0)
    with pytest.raises(TrunklineError, match=f"cannot be served on port {first.port}"):
        Metrics(None, first.port)
    first.close()


def test_a_refresh_of_single_sources_leaves_the_health_alone(tmp_path: Path) -> None:
    clock = SetClock()
    with kept(Scripted(clock), tmp_path, Request(("examples",)), None, MetricsPlaces()) as once:
        once(clock=clock)
    assert list(tmp_path.iterdir()) == []
    with kept(Scripted(clock), tmp_path, Request(), None, MetricsPlaces()) as once:
        once(clock=clock)
    assert known(tmp_path).every is None


def test_the_command_keeps_both(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sources, "PACKAGED", ())
    home, file = load_settings().home, tmp_path / "trunkline.prom"
    (home / FILE).unlink(missing_ok=True)
    assert trunkline.main(["refresh", "--metrics-file", str(file)]) == 0
    assert known(home).status == "ok"
    assert read_metrics(file.read_text("utf-8"))["trunkline_refresh_status ok"] == 1
    assert trunkline.main(["health"]) == 0
    assert trunkline.main(["refresh", "--metrics-port", "9"]) == 2
    (home / "sources.toml").write_text("[sources.a]\nkind = 'none'\n", "utf-8")
    assert trunkline.main(["refresh"]) == 2
    (home / "sources.toml").unlink()
    assert trunkline.main(["health"]) == 1
    assert "The last refresh failed at " in capsys.readouterr().err
    (home / FILE).unlink()
