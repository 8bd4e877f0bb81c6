"""Run again what failed only because others were at work at the same time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

ATTEMPTS = 10
FIRST_PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 2.0


def retried(
    work: Callable[[], T],
    may_retry: Callable[[Exception], bool],
    *,
    attempts: int = ATTEMPTS,
    pause: float = FIRST_PAUSE_SECONDS,
) -> T:
    """Return ``work()``, tried up to ``attempts`` times while ``may_retry`` says so.

    Pauses double from ``pause`` seconds and are drawn at random up to that
    length, so that two writers that collided do not collide again in step.
    """
    for attempt in range(attempts - 1):
        try:
            return work()
        except Exception as error:
            if not may_retry(error):
                raise
        time.sleep(random.uniform(0, min(pause * 2**attempt, LONGEST_PAUSE_SECONDS)))
    return work()
