"""One refresh at a time for each data folder; the lock of a dead owner does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import TrunklineError


@contextmanager
def refresh_lock(home: Path) -> Iterator[None]:
    """Hold the lock while a refresh runs.

    Raises:
        TrunklineError: another refresh is running, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / "refresh.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise TrunklineError("Another refresh is running; wait until it has ended and try again.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TrunklineError(f"The data folder {home} cannot be written ({reason}); set TRUNKLINE_HOME.") from error
    try:
        yield
    finally:
        lock.release()
