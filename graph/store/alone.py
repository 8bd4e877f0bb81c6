"""The lock of whoever changes the graph of one data folder as a whole: a refresh, an import, a restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreError
from graph.store.embedded.files import make_private_folder, said_clearly

LOCK = "refresh.lock"  # the name that a refresh of any version takes


@contextmanager
def held_alone(home: Path) -> Iterator[None]:
    """Hold the lock; raises ``StoreError`` where a refresh or a transfer is at work."""
    from filelock import FileLock, Timeout

    make_private_folder(home)
    lock = FileLock(home / LOCK, timeout=0)
    with said_clearly(home):
        try:
            lock.acquire()
        except Timeout:  # an OSError too
            raise StoreError("A refresh or a transfer is at work: wait until it has ended and try again.") from None
    try:
        yield
    finally:
        lock.release()
