"""What is typed while a statement runs waits for the next prompt, and does not stand in the middle of the answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LOCAL_FLAGS = 3  # their place among the attributes of a terminal (termios)


@contextmanager
def echo(*, wanted: bool) -> Iterator[None]:
    """Let the terminal show what is typed, or not; what held before holds again at the end.

    Where the keyboard is no POSIX terminal nothing is changed.
    """
    try:
        import termios
    except ImportError:  # a terminal of Windows shows nothing by itself
        yield
        return
    try:
        before = termios.tcgetattr(sys.stdin)
    except (termios.error, ValueError):
        yield
        return
    now = [*before]
    now[_LOCAL_FLAGS] = before[_LOCAL_FLAGS] | termios.ECHO if wanted else before[_LOCAL_FLAGS] & ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
