"""Progress: one moving line on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TextIO

LOG_EVERY_SECONDS = 10.0
WIDTH = 78


Progress = Callable[[str, int, int], None]
"""Told the item that is next, how many are done, and of how many."""


def progress_line(stream: TextIO, *, log: bool = True) -> Progress:
    """Give a reporter for ``stream``; without ``log`` it says something on a terminal alone."""
    moving = stream.isatty()
    width = min(WIDTH, shutil.get_terminal_size().columns - 1)  # a full line would wrap and be drawn again below
    last = time.monotonic()

    def report(item: str, done: int, everything: int) -> None:
        nonlocal last
        now = time.monotonic()
        finished = done == everything
        if moving:
            shown = "" if finished else f"{done + 1}/{everything} {item}"
            stream.write(f"\r{shown[:width]:<{width}}\r")  # a ^C is echoed at the start and wiped with the line
            stream.flush()
        elif log and now - last >= LOG_EVERY_SECONDS and not finished:
            stream.write(f"{done} of {everything} items, now {item}\n")
            stream.flush()
            last = now

    return report
