"""Asks again after what may pass, with growing pauses; only reading requests come here, so repeating is safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from loaders.fetch.limits import Limits
from loaders.fetch.outcome import FetchFault

T = TypeVar("T")


def with_retries(send: Callable[[], T], limits: Limits) -> T:
    """Call ``send`` until it answers or its trouble is lasting.

    Raises:
        FetchFault: the last trouble, or one whose ``Retry-After`` is longer than we wait.
    """
    import stamina
    from stamina.instrumentation import set_on_retry_hooks

    set_on_retry_hooks([])  # its own words about each try would go to standard error

    def wait(error: Exception) -> bool | float:
        if not isinstance(error, FetchFault) or not error.passing:
            return False
        return True if error.after is None else error.after <= limits.longest_wait and max(error.after, 0.001)

    for attempt in stamina.retry_context(
        wait, limits.attempts, timeout=None, wait_initial=limits.first_wait, wait_jitter=limits.first_wait
    ):
        with attempt:
            return send()
    raise AssertionError("stamina raises the last error")
