"""``trunkline refresh`` interrupted in every way: the next run completes it, to the digest of an undisturbed load."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest

from graph.store import Store
from tests.processes import ROOT, environment, one_sentence, refresh, run, start

ARTICLE = {"id": "a", "lang": "en", "published": "2025-11-30", "title": "CPC", "text": "bp operates the BTC pipeline."}
SEED = 20251129


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, store_home: Path) -> Iterator[str]:
    """The digest of the reference tables loaded in peace."""
    from graph.digest import graph_digest
    from graph.fuse.book import fuse
    from loaders.refresh.items import Loaded
    from loaders.refresh.sources import source_named

    loaded = [one.load() for one in source_named("reference").list_items()]
    assert all(isinstance(one, Loaded) for one in loaded)
    full = [one for one in loaded if isinstance(one, Loaded)]
    yield graph_digest(*fuse([c for one in full for c in one.claims], [d for one in full for d in one.documents]))


def items_loaded(store: Store) -> int:
    return int(store.read("MATCH (i:Item) RETURN count(i) AS n")[0]["n"])


def wait_for(condition: Callable[[], bool], seconds: float = 40.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def completes(home: Path, store: Store, undisturbed: str) -> None:
    """The next run reaches the undisturbed graph and marks the broken run; the one after writes nothing."""
    done = refresh(home, "reference")
    assert (done["code"], done["status"], done["digest"]) == (0, "completed", undisturbed)
    statuses = [row["s"] for row in store.read("MATCH (r:Run) RETURN r.status AS s ORDER BY r.sequence")]
    assert statuses[-1] == "completed"
    assert "running" not in statuses


def test_sigkill_at_three_moments(store_home: Path, store: Store, undisturbed: str) -> None:
    chance = random.Random(SEED)
    for _ in range(3):
        process = start(store_home, "refresh", "reference")
        some = items_loaded(store) + chance.randrange(1, 5)
        wait_for(lambda: items_loaded(store) >= some or process.poll() is not None)  # noqa: B023 - waited for at once
        time.sleep(chance.random() * 0.1)
        process.kill()
        process.communicate(timeout=20)
        assert process.returncode == -signal.SIGKILL, "it ended before it was killed"
    completes(store_home, store, undisturbed)


def test_ctrl_c_then_two_runs(store_home: Path, store: Store, undisturbed: str) -> None:
    process = start(store_home, "refresh", "reference")
    wait_for(lambda: items_loaded(store) >= 3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    completes(store_home, store, undisturbed)
    again = run(store_home, "refresh", "reference")
    assert (again.returncode, again.stdout, again.stderr) == (
        0, "Nothing changed: 18 items are as they were. 0 writes.\n", "",
    )  # fmt: skip
    assert len(store.read("MATCH (r:Run) RETURN r.id AS id")) == 2


def test_two_at_the_same_moment(store_home: Path, store: Store, undisturbed: str) -> None:
    first = start(store_home, "refresh", "reference")
    wait_for(lambda: items_loaded(store) >= 1)
    assert "Another refresh is running" in one_sentence(run(store_home, "refresh", "reference"), 1)
    assert first.wait(60) == 0
    first.communicate()
    assert refresh(store_home, "reference")["digest"] == undisturbed


def test_the_store_dies_in_the_middle(store_home: Path, store: Store, undisturbed: str) -> None:
    process = start(store_home, "refresh", "reference")
    wait_for(lambda: items_loaded(store) >= 4)
    engine = json.loads((store_home / "store" / "state.json").read_text())["process"]["pid"]
    psutil.Process(engine).kill()
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode in {0, 1, 4}, said
    assert process.returncode == 0 or len(said.strip().splitlines()) == 1
    wait_for(lambda: not psutil.pid_exists(engine) or psutil.Process(engine).status() == psutil.STATUS_ZOMBIE)
    assert refresh(store_home, "reference")["digest"] == undisturbed


def test_no_java_for_this_platform(fresh_home: Path, tmp_path: Path) -> None:
    (tmp_path / "stub" / "arcadedb_embedded").mkdir(parents=True)
    (tmp_path / "stub" / "arcadedb_embedded" / "__init__.py").touch()
    paths = os.pathsep.join([str(tmp_path / "stub"), str(ROOT)])
    said = one_sentence(run(fresh_home, "refresh", "reference", more={"PYTHONPATH": paths}), 1)
    assert "brings no Java for" in said
    assert "TRUNKLINE_STORE_URI" in said


@cache
def may_mount() -> bool:
    """Whether this user may mount in a namespace of its own, which no other process sees."""
    if shutil.which("unshare") is None:
        return False
    probe = [*in_namespace(), "mount -t tmpfs none /mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def in_namespace() -> list[str]:
    more = ["--mount"] if os.geteuid() == 0 else ["--mount", "--map-root-user"]
    return ["unshare", *more, "sh", "-ec"]


def in_mount(home: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount at ``$TRUNKLINE_HOME``; its ``trunkline`` is the real command."""
    if not may_mount():
        pytest.skip("this system lets no test mount a file system: a full or read-only disk was NOT tested")
    home.mkdir(parents=True)
    wrapped = f'trunkline() {{ "{sys.executable}" -m trunkline "$@"; }}\n{script}'
    return subprocess.run(
        [*in_namespace(), wrapped], capture_output=True, check=False, text=True, timeout=100, env=environment(home)
    )


def test_no_write_permission(fresh_home: Path) -> None:
    done = in_mount(fresh_home, 'mount -t tmpfs -o ro none "$TRUNKLINE_HOME"\ntrunkline refresh reference')
    said = one_sentence(done, 1)
    assert "cannot be written (read-only file system); set TRUNKLINE_HOME" in said


def test_a_full_disk_loses_nothing(fresh_home: Path, undisturbed: str) -> None:
    done = in_mount(
        fresh_home,
        """
        mount -t tmpfs -o size=60m none "$TRUNKLINE_HOME"
        trunkline store start >&2
        free=$(df --output=avail -k "$TRUNKLINE_HOME" | tail -1)
        head -c $(( (free - 1500) * 1024 )) /dev/zero > "$TRUNKLINE_HOME/filler"
        trunkline refresh reference && echo "code 0" || echo "code $?"
        rm "$TRUNKLINE_HOME/filler"
        trunkline refresh reference --format json || echo "code $?"
        trunkline store stop >&2
        """,
    )
    first, _, rest = done.stdout.partition("\n")
    assert first == "code 1", (done.stdout[:2000], done.stderr)
    assert "is full: free some space and try again" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(rest)["digest"] == undisturbed


def test_json_is_one_document_and_a_log_gets_plain_lines(store_home: Path, store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ARTICLE) + "\n{", "utf-8")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "b.jsonl").write_text(json.dumps({**ARTICLE, "id": "b"}), "utf-8")
    report = refresh(store_home, tmp_path / "a.jsonl", tmp_path / "gone")
    assert set(report) == {
        "schema_version", "run", "status", "digest_before", "digest", "counts", "items", "quarantined",
        "in_quarantine", "stopped", "notes", "missing_sources", "answers", "code", "said",
    }  # fmt: skip
    assert report["code"] == 1
    listed = run(store_home, "refresh", "--quarantined", tmp_path / "a.jsonl")
    assert "(tried 2 times; " in listed.stdout
    assert "\x1b" not in listed.stdout + listed.stderr
    assert "\r" not in listed.stdout + listed.stderr
    shutil.rmtree(tmp_path / "gone")
    assert "There is no file or folder" in one_sentence(run(store_home, "refresh", tmp_path / "gone"), 2)
    removed = refresh(store_home, "--remove", tmp_path / "gone")
    assert (removed["code"], [one["action"] for one in removed["items"]]) == (0, ["removed"])
    removed = refresh(store_home, "--remove", tmp_path / "a.jsonl")
    assert removed["code"] == 0
    assert store.read("MATCH (n) WHERE n:Claim OR n:Item OR n:Quarantined OR n:Entity RETURN n.id AS id") == []


def test_standard_input_adds_and_corrects(store_home: Path, store: Store) -> None:
    one, two = ({**ARTICLE, "id": name} for name in "ab")
    refresh(store_home, "-", given=json.dumps(one).encode())
    report = refresh(store_home, "-", given=json.dumps(two).encode())
    assert (report["code"], report["counts"]["claims_removed"]) == (0, 0)
    corrected = refresh(
        store_home, "-", given=json.dumps({**two, "text": "The CPC pipeline leads to the sea."}).encode()
    )
    assert [item["key"] for item in corrected["items"]] == ["-#b"]
    documents = store.read("MATCH (c:Claim {type: 'operation'}) RETURN DISTINCT c.document AS d")
    assert documents == [{"d": "a"}]
    assert "empty: there is nothing to read" in one_sentence(run(store_home, "refresh", "-"), 1)
