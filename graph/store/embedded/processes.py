"""Questions about processes that may have died, or whose number another one bears now."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_SAME_START_SECONDS = 2.0  # the system clock may be corrected between two readings


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process number with the moment of its start, which tells it from a later bearer."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> ProcessId:
        """Describe a process that runs now; raises ``psutil.Error`` when there is none."""
        return cls(pid, psutil.Process(pid).create_time())


def find_process(known: ProcessId | None, *, argument: str) -> psutil.Process | None:
    """Return the process if it lives, is the same one, and has ``argument`` on its command line."""
    if known is None:
        return None
    try:
        process = psutil.Process(known.pid)
        same = abs(process.create_time() - known.created) <= _SAME_START_SECONDS
        alive = process.status() != psutil.STATUS_ZOMBIE
        return process if same and alive and argument in process.cmdline() else None
    except psutil.Error:
        return None


def find_by_folder(argument: str, folder: Path) -> list[psutil.Process]:
    """Return the processes of this user with ``argument`` on the command line that work in ``folder``."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if argument in process.cmdline() and folder.samefile(process.cwd()):
                found.append(process)
    return found


def end_process(process: psutil.Process, *, patience_seconds: float) -> None:
    """Ask a process to end, wait, and kill it when it does not."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        if not _ended(process, patience_seconds):
            process.kill()
            _ended(process, patience_seconds)


def _ended(process: psutil.Process, seconds: float) -> bool:
    """Wait for the end; a zombie has ended, and only its parent, which may be busy for hours, can bury it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            process.wait(0.02)
        except psutil.TimeoutExpired:
            if process.status() != psutil.STATUS_ZOMBIE:
                continue
            with suppress(psutil.TimeoutExpired):
                process.wait(0)  # buries it if it is ours
        return True
    return False


def listens(process: psutil.Process, port: int) -> bool:
    """Whether this very process listens on the port; raises ``psutil.Error`` when it is gone."""
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in process.net_connections("tcp"))


def has_clients(process: psutil.Process, port: int) -> bool:
    """Whether somebody is connected to the process on the port."""
    return any(c.status == psutil.CONN_ESTABLISHED and c.laddr.port == port for c in process.net_connections("tcp"))
