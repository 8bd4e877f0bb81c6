"""Who reads the articles of a refresh: processes of this machine, or the dask cluster at an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graph.errors import TrunklineError, UsageError
from loaders.extraction.pool import LOST, LocalProcesses, Workers
from loaders.refresh.versions import READS_ARTICLES, version_of

ANSWERS_WITHIN = 10  # seconds that a scheduler is given to answer
AHEAD = 3  # articles under way for each process: one read, one on its way, one waiting
AGAIN = 2  # times that a cluster tries an article whose worker was lost, before Trunkline tries it alone


@contextmanager
def workers_at(scheduler: str | None = None, within: float = ANSWERS_WITHIN) -> Iterator[Workers]:
    """Give processes of this machine, or the workers of a dask scheduler, and let them go at the end.

    Raises:
        UsageError: the extra for clusters is not installed.
        TrunklineError: no scheduler answers there, it has no workers, or they run other code or data.
    """
    if scheduler is not None:
        with _cluster(scheduler, within) as found:
            yield found
        return
    local = LocalProcesses()
    try:
        yield Workers(local, AHEAD * local.processes)
    finally:
        local.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str, within: float) -> Iterator[Workers]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise UsageError('Reading on a cluster needs the extra "cluster": pip install "trunkline[cluster]".') from None
    try:
        client: Any = Client(address, timeout=within, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        raise TrunklineError(
            f'No dask scheduler answers at "{address}"; is it started, and is the address right?'
        ) from None
    with client:
        threads = _checked(client, address)
        with client.get_executor(pure=False, retries=AGAIN) as executor:
            yield Workers(executor, AHEAD * threads, (*LOST, KilledWorker))


def _checked(client: Any, address: str) -> int:  # noqa: ANN401 - distributed is not always installed
    """Count the threads of a cluster whose workers all read articles exactly as this process does."""
    threads: dict[str, int] = client.nthreads()
    if not threads:
        raise TrunklineError(f'The dask scheduler at "{address}" has no workers; start some: dask worker {address}')
    try:
        versions: dict[str, str] = client.run(version_of, READS_ARTICLES)
    except ImportError:
        raise TrunklineError(f'The workers at "{address}" lack Trunkline; install the same version there.') from None
    other = sorted(worker for worker, version in versions.items() if version != version_of(READS_ARTICLES))
    if other:
        raise TrunklineError(
            f"These workers run another version of Trunkline, and would read otherwise: {', '.join(other)}."
        )
    return sum(threads.values())
