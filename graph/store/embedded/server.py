"""Start, find, describe and stop the one server of a home folder.

All changes happen under ``start.lock``, so that five commands that start at
the same moment get one server. What a crash left behind is judged by the
process itself, never by the state file alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from graph.errors import StoreError
from graph.settings import Settings
from graph.store.embedded.accounts import Accounts, prepare_accounts, read_accounts
from graph.store.embedded.files import folder_size, make_private_folder, said_clearly
from graph.store.embedded.integrity import find_damage
from graph.store.embedded.launch import launch, start_detached
from graph.store.embedded.layout import DATABASE, Layout
from graph.store.embedded.processes import ProcessId, end_process, find_by_folder, find_process
from graph.store.embedded.readiness import PortTaken, await_database, await_port
from graph.store.embedded.rotation import begin_rotation, finish_rotation
from graph.store.embedded.state import MAIN_CLASS, ServerState, read_state, write_state
from graph.store.link import Link
from graph.store.port import StoreDescription
from graph.store.rights import EMBEDDED

WATCHDOG_MODULE = "graph.store.embedded.watchdog"
STOP_PATIENCE_SECONDS = 20.0
LOCK_PATIENCE_SECONDS = 180.0
PORT_ATTEMPTS = 5


def ensure_running(settings: Settings) -> Link:
    """Return where the store answers, after starting it if need be; counts as a use."""
    layout = Layout.under(settings.home)
    make_private_folder(layout.root)
    touch(layout)
    if layout.next_passwords.exists():
        with locked(layout):
            finish_rotation(layout, _live(layout))
    found = _running(layout)
    if found is None:
        with locked(layout):
            found = _running(layout) or _start(layout, settings)
    state, accounts = found
    if find_process(state.watchdog, argument=WATCHDOG_MODULE) is None:
        with locked(layout):
            state = _watch(layout, settings, read_state(layout) or state)
    return _link(layout, state, accounts, settings)


def stop_server(settings: Settings) -> bool:
    """Stop the server and its watchdog; return whether one was running."""
    layout = Layout.under(settings.home)
    if not layout.root.is_dir():
        return False
    with locked(layout):
        return _stop(layout)


def rotate_passwords(settings: Settings) -> bool:
    """Make new passwords for all accounts, whether the server runs or not; return whether there is a store at all."""
    layout = Layout.under(settings.home)
    if not layout.passwords.exists() and not layout.next_passwords.exists():
        return False
    with locked(layout):
        live = _live(layout)
        finish_rotation(layout, live)  # an earlier one that was cut short: the engine may know its passwords alone
        begin_rotation(layout)
        finish_rotation(layout, live)
    return True


def describe_server(settings: Settings) -> StoreDescription:
    """Say what runs for this home, without starting anything."""
    layout = Layout.under(settings.home)
    found = _running(layout)
    state = found[0] if found else None
    return StoreDescription(
        kind="embedded",
        running=state is not None,
        uri=state.uri if state else None,
        version=f"ArcadeDB {state.version}" if state else None,
        data_folder=layout.root,
        size_bytes=folder_size(layout.databases),
        since=state.since if state else None,
        pid=state.process.pid if state else None,
        rights=EMBEDDED,
    )


def touch(layout: Layout) -> None:
    """Note that the store is in use now."""
    with said_clearly(layout.root):
        layout.last_use.touch()


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Hold the lock of starting and stopping, which the system frees when its holder dies.

    Raises ``StoreError`` where the folder cannot be written, or somebody else holds it for too long.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(layout.lock, timeout=LOCK_PATIENCE_SECONDS)
    with said_clearly(layout.root):
        try:
            lock.acquire()
        except Timeout:  # an OSError too
            raise StoreError(
                "Another command has been starting or stopping the embedded store for "
                f"{LOCK_PATIENCE_SECONDS:g} seconds: end it and try again."
            ) from None
    try:
        yield
    finally:
        lock.release()


def _running(layout: Layout) -> tuple[ServerState, Accounts] | None:
    state, accounts = _live(layout), read_accounts(layout)
    return (state, accounts) if state and accounts else None


def _live(layout: Layout) -> ServerState | None:
    """Return the state of a server that runs and has passed its checks."""
    state = read_state(layout)
    return state if state and state.ready and state.find() else None


def _start(layout: Layout, settings: Settings) -> tuple[ServerState, Accounts]:
    _stop(layout)
    _examine(layout)
    finish_rotation(layout, None)
    accounts = prepare_accounts(layout)
    for _ in range(PORT_ATTEMPTS):
        try:
            state = _start_once(layout, settings, accounts)
        except PortTaken:
            _stop(layout)
            continue
        except BaseException:
            _stop(layout)
            raise
        return _watch(layout, settings, state), accounts
    raise StoreError(f"The embedded store found no free port in {PORT_ATTEMPTS} tries: try again.")


def _start_once(layout: Layout, settings: Settings, accounts: Accounts) -> ServerState:
    state = launch(layout, settings)
    write_state(layout, state)
    import graph.store.driver  # noqa: F401  (loads while the engine starts, on the other core)

    await_port(layout, state)
    await_database(layout, state, accounts["root"])
    with said_clearly(layout.root):
        layout.complete.touch()
    return replace(state, ready=True)


def _examine(layout: Layout) -> None:
    """Refuse a damaged database; move one away whose very creation was cut short: it never held anything."""
    damage = find_damage(layout.database) if layout.database.exists() else None
    if damage is None:
        return
    if layout.complete.exists():
        raise StoreError(
            f"The data folder {layout.database} is damaged: {damage}. Nothing was changed: `trunkline "
            "store restore` brings back the last backup; without one, move it away and run `trunkline refresh`."
        )
    number = 1
    while (aside := layout.root / f"half-made-{number}").exists():
        number += 1
    with said_clearly(layout.root):
        layout.database.rename(aside)


def _stop(layout: Layout) -> bool:
    """End every process of this store, also one that the state file does not know."""
    state = read_state(layout)
    for module in (WATCHDOG_MODULE, MAIN_CLASS):
        ours = find_by_folder(module, layout.root)
        for process in ours:
            if process.pid != os.getpid():
                end_process(process, patience_seconds=STOP_PATIENCE_SECONDS)
    layout.state.unlink(missing_ok=True)
    return bool(ours) or (state is not None and state.find() is not None)


def _watch(layout: Layout, settings: Settings, state: ServerState) -> ServerState:
    """Start the watchdog unless it runs, and note both in the state file."""
    if find_process(state.watchdog, argument=WATCHDOG_MODULE) is None:
        package_root = Path(__file__).resolve().parents[3]
        pid = start_detached(
            [sys.executable, "-m", WATCHDOG_MODULE, str(settings.store_idle_minutes * 60)],
            folder=layout.root,
            log=layout.watchdog_log,
            variables={"PYTHONPATH": str(package_root)},
        )
        with suppress(Exception):
            state = replace(state, watchdog=ProcessId.of(pid))
    write_state(layout, state)
    return state


def _link(layout: Layout, state: ServerState, accounts: Accounts, settings: Settings) -> Link:
    return Link(
        uri=state.uri,
        database=DATABASE,
        reader=accounts["reader"],
        writer=accounts["writer"],
        limit_seconds=settings.store_command_timeout_seconds,
        answer_memory_bytes=settings.answer_memory_mib * 2**20,
        server_limits_each_statement=True,
        login_advice="stop it with `trunkline store stop`; the next command starts it anew.",
        reach_advice="stop it with `trunkline store stop`; the next command starts it anew",
        data_folder=layout.root,
    )
