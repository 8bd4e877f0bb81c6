"""How large the screen is that a text is written on."""

from __future__ import annotations

import os
import shutil
from typing import TextIO


def screen_size(stream: TextIO) -> os.terminal_size:
    """Ask the terminal behind ``stream``; ``COLUMNS`` and ``LINES`` count only where there is none.

    An exported ``COLUMNS`` is the width of the terminal that a shell began in, and an interactive program lives
    through many sizes. It holds for a single command (``queries.render.formats``), whose user may have set it for it.
    """
    try:
        found = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):  # no terminal, or a stream of Python's own (io.UnsupportedOperation is both)
        return shutil.get_terminal_size()
    return found if found.columns and found.lines else shutil.get_terminal_size()
