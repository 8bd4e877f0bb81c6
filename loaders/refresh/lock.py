"""One refresh, and one refresh service, at a time for each data folder; the lock of a dead owner does not hold.

The system itself holds a lock for a process and lets go when that ends, however it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import TrunklineError


class Busy(TrunklineError):
    """Somebody else is at work: nothing is wrong, and nothing was done."""


@contextmanager
def refresh_lock(home: Path) -> Iterator[None]:
    """Hold the lock while a refresh runs.

    Raises:
        Busy: another refresh is running.
        TrunklineError: the folder cannot be written.
    """
    with _held(home, "refresh.lock", "Another refresh is running; wait until it has ended and try again."):
        yield


@contextmanager
def service_lock(home: Path) -> Iterator[None]:
    """Hold the lock of the service that refreshes by itself; between its runs anybody may refresh.

    Raises:
        Busy: another service is running.
        TrunklineError: the folder cannot be written.
    """
    said = "Another `trunkline refresh --every` is running on this data folder; stop that one first."
    with _held(home, "service.lock", said):
        yield


@contextmanager
def _held(home: Path, name: str, said: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / name, timeout=0)
        lock.acquire()
    except Timeout:
        raise Busy(said) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TrunklineError(f"The data folder {home} cannot be written ({reason}); set TRUNKLINE_HOME.") from error
    try:
        yield
    finally:
        lock.release()
