"""Stop the embedded store when nobody has used it for a while.

``python -m graph.store.embedded.watchdog SECONDS``, started in the store's
folder. The engine has no such switch. Use means a touched ``last-use`` file or
an open client connection. The watchdog ends with the server that it watches.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil

from graph.store.embedded.layout import Layout
from graph.store.embedded.processes import end_process, has_clients
from graph.store.embedded.state import ServerState, read_state

LONGEST_PAUSE_SECONDS = 15.0
STOP_PATIENCE_SECONDS = 20.0


def watch(layout: Layout, idle_seconds: float) -> None:
    """Return when the server is gone, or after stopping it; ``idle_seconds`` 0 watches for ever."""
    pause = min(LONGEST_PAUSE_SECONDS, max(0.1, idle_seconds / 4)) if idle_seconds else LONGEST_PAUSE_SECONDS
    last_client = time.time()
    state = read_state(layout)
    while True:
        time.sleep(pause)
        if not layout.root.exists():
            _end_orphan(state)
            return
        state = read_state(layout)
        process = state.find() if state else None
        if state is None or process is None:
            return
        if _in_use(process, state):
            last_client = time.time()
        if idle_seconds and _idle_since(layout, last_client) > idle_seconds and _stopped(layout, state, idle_seconds):
            return


def _end_orphan(state: ServerState | None) -> None:
    """End a server whose folder somebody deleted: nobody can find it any more."""
    process = state.find() if state else None
    if process is not None:
        end_process(process, patience_seconds=STOP_PATIENCE_SECONDS)


def _in_use(process: psutil.Process, state: ServerState) -> bool:
    try:
        return has_clients(process, state.bolt_port)
    except psutil.Error:
        return False


def _idle_since(layout: Layout, last_client: float) -> float:
    try:
        touched = layout.last_use.stat().st_mtime
    except OSError:
        touched = 0.0
    return time.time() - max(touched, last_client)


def _stopped(layout: Layout, state: ServerState, idle_seconds: float) -> bool:
    """Stop the server unless somebody came in the meantime or is just starting or stopping it."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(layout.lock, timeout=0):
            process = state.find()
            if process is None:
                return True
            if _in_use(process, state) or _idle_since(layout, 0.0) <= idle_seconds:
                return False
            end_process(process, patience_seconds=STOP_PATIENCE_SECONDS)
            layout.state.unlink(missing_ok=True)
            return True
    except Timeout:
        return False


if __name__ == "__main__":
    watch(Layout(Path.cwd()), float(sys.argv[1]))
