"""What all benchmarks share: repeated timing, medians, one line a figure."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], repeats: int = 7) -> float:
    """Time ``work`` several times and give the median."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def line(what: str, seconds: float, peer: str, peer_seconds: float) -> None:
    """Print one figure beside its peer."""
    print(f"{what}: {seconds:.3f} s; {peer}: {peer_seconds:.3f} s; ratio {seconds / peer_seconds:.2f}", flush=True)
