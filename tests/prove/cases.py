"""How many cases a property gets: a thousand in all where tests run, 100,000 in ``make prove``.

``PROVE_CASES`` sets the sum; every property takes its share of it, in percent. Properties of this folder say theirs
with ``@cases(percent)``; a test sees to it that the shares add up to 100 or more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

TOTAL = int(os.environ.get("PROVE_CASES", "1000"))


def cases(percent: float) -> Callable[[Any], Any]:
    """Give a property its share of the cases; runs are repeatable, so a failure of yesterday fails today."""
    return settings(
        max_examples=max(20, round(TOTAL * percent / 100)), deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )  # fmt: skip
