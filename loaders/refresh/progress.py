"""Progress: one moving line on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

LOG_EVERY_SECONDS = 10.0
DRAW_EVERY_SECONDS = 0.1
WIDTH = 78


def progress_line(stream: TextIO) -> Callable[[str, int, int], None]:
    """Give a reporter of (item, done, all) for ``stream``."""
    moving = stream.isatty()
    last = time.monotonic() if not moving else 0.0

    def report(item: str, done: int, everything: int) -> None:
        nonlocal last
        now = time.monotonic()
        finished = done == everything
        if moving:
            if finished:
                stream.write("\r" + " " * WIDTH + "\r")
            elif now - last >= DRAW_EVERY_SECONDS:
                stream.write(f"\r{f'{done}/{everything} {item}'[:WIDTH]:<{WIDTH}}")
                last = now
            stream.flush()
        elif now - last >= LOG_EVERY_SECONDS and not finished:
            stream.write(f"{done} of {everything} items, now {item}\n")
            stream.flush()
            last = now

    return report
