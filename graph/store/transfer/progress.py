"""Progress of a transfer: one moving line, only on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many rows are done, and of how many."""

_EVERY_SECONDS = 0.1
_WIDTH = 60
_BAR = 20


def silent(_what: str, _done: int, _all: int) -> None:
    """Report nothing."""


def progress_bar(stream: TextIO) -> Progress:
    """Give a reporter that draws a bar on ``stream``, and nothing where that is no terminal."""
    if not stream.isatty():
        return silent
    last = 0.0

    def report(what: str, done: int, everything: int) -> None:
        nonlocal last
        finished, now = done >= everything, time.monotonic()
        if finished or now - last >= _EVERY_SECONDS:
            last = now
            filled = _BAR * done // everything if everything else _BAR
            shown = "" if finished else f"{what} [{'#' * filled:<{_BAR}}] {done} of {everything}"
            stream.write(f"\r{shown:<{_WIDTH}}\r")
            stream.flush()

    return report
