"""Starting, finding, losing and stopping the embedded store."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.embedded import launch, runtime
from graph.store.embedded.layout import Layout
from graph.store.embedded.processes import ProcessId, find_by_folder, find_process
from graph.store.embedded.server import WATCHDOG_MODULE, describe_server, ensure_running, stop_server
from graph.store.embedded.state import MAIN_CLASS, read_state, write_state

ONE = """
from graph.store import open_store
with open_store() as store:
    print(store.read('RETURN 1 AS one'), store.describe().pid)
"""


def _until(condition: Callable[[], bool], *, seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _pid(settings: Settings) -> int:
    pid = describe_server(settings).pid
    assert pid is not None
    return pid


def _remember(settings: Settings) -> None:
    with open_store(settings, write=True) as store:
        store.write(lambda tx: tx.run("MERGE (:Entity {id: 'kept'})"))


def _remembers(settings: Settings) -> bool:
    with open_store(settings) as store:
        return store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "kept"}]


def test_five_processes_at_once_get_one_server(fresh_home: Path) -> None:
    variables = {**os.environ, "TRUNKLINE_HOME": str(fresh_home)}
    processes = [
        subprocess.Popen([sys.executable, "-c", ONE], env=variables, stdout=subprocess.PIPE, text=True)
        for _ in range(5)
    ]
    answers = {process.communicate(timeout=60)[0] for process in processes}
    assert len(answers) == 1, answers
    assert answers.pop() == f"[{{'one': 1}}] {_pid(Settings(home=fresh_home))}\n"
    assert len(find_by_folder(MAIN_CLASS, fresh_home / "store")) == 1


def test_killed_and_found_again_with_its_data(fresh_home: Path) -> None:
    settings = Settings(home=fresh_home)
    _remember(settings)
    first = _pid(settings)
    os.kill(first, signal.SIGKILL)
    assert _until(lambda: not describe_server(settings).running)
    assert _remembers(settings)
    assert _pid(settings) != first


def test_an_open_store_survives_the_servers_death(fresh_home: Path) -> None:
    settings = Settings(home=fresh_home)
    _remember(settings)
    with open_store(settings, write=True) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        os.kill(_pid(settings), signal.SIGKILL)
        assert store.write(lambda tx: tx.run("MERGE (n:Entity {id: 'kept'}) RETURN n.id AS id")) == [{"id": "kept"}]
        assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 1}]
        os.kill(_pid(settings), signal.SIGKILL)
        assert list(store.stream("MATCH (n:Entity) RETURN n.id AS id")) == [{"id": "kept"}]


def test_a_state_file_that_lies_or_is_half_written(fresh_home: Path) -> None:
    settings, layout = Settings(home=fresh_home), Layout.under(fresh_home)
    _remember(settings)
    state = read_state(layout)
    assert state is not None
    me = ProcessId.of(os.getpid())
    for text in ("[]", '{"process": 1, "watchdog": null}', ""):
        layout.state.write_text(text)
        assert read_state(layout) is None
    layout.state.write_text('{"process": {"pid"')  # the server lives on, unknown: it must be ended, not doubled
    assert _remembers(settings)
    assert len(find_by_folder(MAIN_CLASS, layout.root)) == 1
    stop_server(settings)
    write_state(layout, replace(state, process=me))  # the number belongs to another process now
    assert not describe_server(settings).running
    assert _remembers(settings)


def test_a_starter_that_died_half_way(fresh_home: Path) -> None:
    settings, layout = Settings(home=fresh_home), Layout.under(fresh_home)
    ensure_running(settings)
    state = read_state(layout)
    assert state is not None
    write_state(layout, replace(state, ready=False))
    ensure_running(settings)
    assert _pid(settings) != state.process.pid
    assert state.find() is None


def test_a_port_that_somebody_took(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = launch.free_ports
    with socket.create_server(("127.0.0.1", 0)) as taken:
        choices = [[taken.getsockname()[1], honest(1)[0]], honest(2)]
        monkeypatch.setattr(launch, "free_ports", lambda count: choices.pop(0))
        _remember(Settings(home=fresh_home))
        assert choices == []
        assert describe_server(Settings(home=fresh_home)).uri != f"bolt://127.0.0.1:{taken.getsockname()[1]}"


def test_lost_passwords_are_made_anew_and_the_data_stays(fresh_home: Path) -> None:
    settings, layout = Settings(home=fresh_home), Layout.under(fresh_home)
    _remember(settings)
    before = json.loads(layout.passwords.read_text())
    layout.passwords.write_text(layout.passwords.read_text()[:20])
    assert _remembers(settings)
    after = json.loads(layout.passwords.read_text())
    assert set(after) == {"root", "writer", "reader"}
    assert not set(after.values()) & set(before.values())


def test_idle_stop_spares_open_connections(fresh_home: Path) -> None:
    settings = Settings(home=fresh_home, store_idle_minutes=1 / 60)
    with open_store(settings) as store:
        store.read("RETURN 1")
        pid = _pid(settings)
        time.sleep(2.5)
        assert _pid(settings) == pid
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
    assert _until(lambda: not describe_server(settings).running)
    layout = Layout.under(fresh_home)
    assert _until(lambda: find_by_folder(WATCHDOG_MODULE, layout.root) == [])
    assert layout.watchdog_log.read_text() == ""


def test_a_server_whose_folder_was_deleted_ends(fresh_home: Path) -> None:
    settings = Settings(home=fresh_home, store_idle_minutes=1 / 30)
    ensure_running(settings)
    state = read_state(Layout.under(fresh_home))
    assert state is not None
    time.sleep(0.6)  # the watchdog has seen it
    shutil.rmtree(fresh_home)
    assert _until(lambda: state.find() is None)


def test_a_killed_watchdog_is_replaced(fresh_home: Path) -> None:
    settings, layout = Settings(home=fresh_home), Layout.under(fresh_home)
    ensure_running(settings)
    first = read_state(layout)
    assert first is not None
    assert first.watchdog is not None
    os.kill(first.watchdog.pid, signal.SIGKILL)
    assert _until(lambda: find_process(first.watchdog, argument=WATCHDOG_MODULE) is None)
    ensure_running(settings)
    second = read_state(layout)
    assert second is not None
    assert second.process == first.process
    assert second.watchdog != first.watchdog


def test_an_endless_statement_is_stopped_and_the_session_goes_on(fresh_home: Path) -> None:
    with open_store(Settings(home=fresh_home, store_command_timeout_seconds=1)) as store:
        started = time.monotonic()
        with pytest.raises(StoreError, match="longer than its time limit"):
            store.read("UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y WITH x WHERE x < 0 RETURN count(*)")
        assert time.monotonic() - started < 30
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_secrets_are_private_and_on_no_command_line(store: Store, store_home: Path) -> None:
    layout = Layout.under(store_home)
    assert store.read("RETURN 1 AS one") == [{"one": 1}]
    assert layout.root.stat().st_mode & 0o777 == 0o700
    private = [layout.passwords, layout.config / "server-users.jsonl", layout.state]
    assert [path.stat().st_mode & 0o777 for path in private] == [0o600] * 3
    assert layout.database.stat().st_mode & 0o077 == 0
    passwords = json.loads(layout.passwords.read_text()).values()
    shown = subprocess.run(["ps", "-eww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert MAIN_CLASS in shown
    assert not [password for password in passwords if password in shown]
    assert not [password for password in passwords if password in layout.server_log.read_text()]


def test_only_loopback_listens(store: Store, store_home: Path) -> None:
    assert store.describe().running
    process = psutil.Process(_pid(Settings(home=store_home)))
    listening = {c.laddr.ip.removeprefix("::ffff:") for c in process.net_connections() if c.status == "LISTEN"}
    assert listening == {"127.0.0.1"}


def _spoil_schema(database: Path) -> None:
    (database / "schema.json").write_text("garbage")


def _cut_a_file(database: Path) -> None:
    os.truncate(next(database.glob("Entity_0.*.bucket")), 1000)


def _empty(database: Path) -> None:
    for path in database.iterdir():
        path.unlink()


def test_a_damaged_database_is_named_and_left_alone(fresh_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=fresh_home)
    _remember(settings)
    stop_server(settings)
    for harm in (_spoil_schema, _cut_a_file, _empty):
        home = tmp_path / harm.__name__
        shutil.copytree(fresh_home, home)
        database = Layout.under(home).database
        harm(database)
        before = {path.name: path.stat().st_size for path in database.iterdir()}
        with pytest.raises(StoreError, match=r"is damaged: .* Nothing was changed"):
            ensure_running(Settings(home=home))
        assert {path.name: path.stat().st_size for path in database.iterdir()} == before
    assert _remembers(settings)


def test_a_database_whose_creation_was_cut_short_is_made_again(fresh_home: Path) -> None:
    settings, layout = Settings(home=fresh_home), Layout.under(fresh_home)
    layout.database.mkdir(parents=True)
    (layout.database / "dictionary.0.65536.v1.dict").write_bytes(b"half")
    _remember(settings)
    assert _remembers(settings)
    assert (layout.root / "half-made-1" / "dictionary.0.65536.v1.dict").read_bytes() == b"half"


def test_no_java_for_this_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / runtime.PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(StoreError, match=r"brings no Java for .*TRUNKLINE_STORE_URI") as caught:
        ensure_running(Settings(home=tmp_path / "home"))
    assert caught.value.exit_code == 1


def test_a_home_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be used .* set TRUNKLINE_HOME"):
        ensure_running(Settings(home=tmp_path / "file"))


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    if (
        sys.platform != "linux"
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only the administrator of a Linux machine may mount a small disk")
    settings = Settings(home=tmp_path / "home")
    try:
        with open_store(settings, write=True) as store:
            saved = _fill(store)
            assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": saved}]
        stop_server(settings)
        subprocess.run(["mount", "-o", "remount,size=30m", str(tmp_path)], check=True)
        with open_store(settings) as store:
            assert store.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": saved}]
    finally:
        stop_server(settings)
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def _fill(store: Store) -> int:
    """Write until the disk is full; return how many nodes were acknowledged."""
    saved = 0
    with pytest.raises(StoreError, match=r"The disk that holds .* is full: free some space"):
        while saved < 50_000:
            store.write(lambda tx: tx.run("UNWIND range(1, 500) AS x CREATE (:Entity {t: $t})", {"t": "x" * 300}))
            saved += 500
    return saved


def test_no_permission_to_write() -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom graph.settings import Settings\n"
        "from graph.store.embedded.server import ensure_running\nfrom graph.errors import StoreError\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: ensure_running(Settings(home=Path('/proc/1')))\nexcept StoreError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set TRUNKLINE_HOME" in done.stdout
