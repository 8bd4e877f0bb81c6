"""New passwords: with the store up, down, in use, and cut short anywhere."""

from __future__ import annotations

import json
import os
import signal
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import open_store
from graph.store.driver import neo4j
from graph.store.embedded.accounts import Accounts, accounts_in, write_passwords
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.rotation import begin_rotation
from graph.store.embedded.server import describe_server, ensure_running, rotate_passwords, stop_server
from tests.processes import run, start

USERS = ("reader", "writer", "root")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A store with one node in it, running; every test leaves it sound."""
    made = Settings(home=tmp_path_factory.mktemp("rotated"))
    with open_store(made, write=True) as store:
        store.write(lambda tx: tx.run("MERGE (:Entity {id: 'kept'})"))
    yield made
    stop_server(made)


def present(settings: Settings) -> Accounts:
    accounts = accounts_in(Layout.under(settings.home).passwords)
    assert accounts is not None
    return accounts


def may_log_in(settings: Settings, accounts: Accounts, user: str) -> bool:
    uri = ensure_running(settings).uri
    account = accounts[user]
    with (
        neo4j.GraphDatabase.driver(uri, auth=(account.user, account.password)) as driver,
        driver.session(database=DATABASE) as session,
    ):
        try:
            return session.run("RETURN 1 AS one").data() == [{"one": 1}]
        except neo4j.exceptions.AuthError:
            return False


def assert_sound(settings: Settings) -> None:
    """Both accounts work, nothing is lost, nothing unfinished lies about, and only the owner reads the files."""
    with open_store(settings, write=True) as store:
        assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "kept"}]
        store.write(lambda tx: tx.run("MERGE (n:Entity {id: 'kept'})"))
    layout = Layout.under(settings.home)
    assert not layout.next_passwords.exists()
    assert all(may_log_in(settings, present(settings), user) for user in USERS)
    for file in (layout.passwords, layout.config / "server-users.jsonl"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("up", [True, False])
def test_new_passwords_replace_the_old_ones(settings: Settings, up: bool) -> None:
    old, pid = present(settings), describe_server(settings).pid
    if not up:
        stop_server(settings)
    done = run(settings.home, "store", "rotate")
    assert (done.returncode, done.stdout) == (
        0, "The embedded store has new passwords; the old ones no longer work.\n",
    ), done.stderr  # fmt: skip
    assert not {account.password for account in old.values()} & {one.password for one in present(settings).values()}
    assert (describe_server(settings).pid == pid) is up, "a running store is not restarted, one that is down stays down"
    assert_sound(settings)
    assert not any(may_log_in(settings, old, user) for user in USERS)


def test_an_open_store_goes_on_with_the_new_passwords(settings: Settings) -> None:
    with open_store(settings, write=True) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        rotate_passwords(settings)
        assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "kept"}]
        rotate_passwords(settings)
        assert store.write(lambda tx: tx.run("MERGE (n:Entity {id: 'kept'}) RETURN n.id AS id")) == [{"id": "kept"}]


def test_two_rotations_at_once_leave_one_valid_set(settings: Settings) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(rotate_passwords, [settings] * 2)) == [True, True]
    assert_sound(settings)


@pytest.mark.parametrize("milliseconds", [0, 40, 120, 250, 400])
def test_killed_on_the_way_it_locks_nobody_out(settings: Settings, milliseconds: int) -> None:
    old, layout = present(settings), Layout.under(settings.home)
    rotation = start(settings.home, "store", "rotate")
    while not layout.next_passwords.exists() and rotation.poll() is None:
        time.sleep(0.001)
    time.sleep(milliseconds / 1000)
    os.kill(rotation.pid, signal.SIGKILL)
    rotation.communicate()
    assert_sound(settings)
    assert present(settings) != old
    assert not any(may_log_in(settings, old, user) for user in USERS)


@pytest.mark.parametrize(
    ("then", "told"),
    [
        *((then, USERS[:count]) for then in ("use", "rotate") for count in range(4)),
        ("restart", ("reader", "writer")),
    ],
)
def test_every_half_done_state_is_finished(settings: Settings, told: tuple[str, ...], then: str) -> None:
    layout, old = Layout.under(settings.home), present(settings)
    uri = ensure_running(settings).uri
    begin_rotation(layout)
    new = accounts_in(layout.next_passwords)
    assert new is not None
    root = old["root"]
    for user in told:
        with (
            neo4j.GraphDatabase.driver(uri, auth=(root.user, root.password)) as driver,
            driver.session(database=DATABASE) as session,
        ):
            session.run(f"ALTER USER {user} SET PASSWORD '{new[user].password}'").consume()
    if then == "rotate":
        rotate_passwords(settings)
    elif then == "restart":
        stop_server(settings)
    assert_sound(settings)
    assert not any(may_log_in(settings, old, user) for user in USERS)
    assert (present(settings) == new) is (then != "rotate")


def test_a_file_that_others_may_read_is_refused_until_it_is_rotated(settings: Settings) -> None:
    layout, old = Layout.under(settings.home), present(settings)
    layout.passwords.chmod(0o644)
    with pytest.raises(StoreError, match=r"Others than you may read .*passwords.json: run `trunkline store rotate`"):
        ensure_running(settings)
    rotate_passwords(settings)
    assert_sound(settings)
    assert not may_log_in(settings, old, "reader")


def test_strange_passwords_reach_no_statement(settings: Settings) -> None:
    layout, old = Layout.under(settings.home), present(settings)
    begin_rotation(layout)
    values = json.loads(layout.next_passwords.read_text())
    layout.next_passwords.write_text(json.dumps({**values, "reader": "x' SET PASSWORD 'y"}))
    with pytest.raises(StoreError, match="never writes"):
        ensure_running(settings)
    layout.next_passwords.unlink()
    write_passwords(layout.passwords, old)


def test_there_is_nothing_to_rotate_yet(fresh_home: Path) -> None:
    done = run(fresh_home, "store", "rotate")
    assert (done.returncode, done.stdout.startswith("There is no embedded store yet")) == (0, True)
    assert not fresh_home.exists()


def test_the_accounts_of_a_server_are_its_owners(fresh_home: Path) -> None:
    done = run(fresh_home, "store", "rotate", more={"TRUNKLINE_STORE_URI": "bolt://127.0.0.1:1"})
    assert done.returncode == 2
    assert "belong to its owner" in done.stderr
