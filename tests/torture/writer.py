"""The refresh that is killed: a whole process on a terminal, whose progress line says what is already committed."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading
import time
from pathlib import Path

from graph.settings import Settings
from tests.graph.store.moving import variables_of
from tests.processes import COMMAND, environment

_PROGRESS = re.compile(rb"(\d+)/\d+ ")
PATIENCE_SECONDS = 300


class Writer:
    """One running ``trunkline refresh``."""

    def __init__(self, settings: Settings, folders: list[Path]) -> None:
        master, terminal = pty.openpty()
        self._master = master
        self._said = b""
        self.process = subprocess.Popen(
            [*COMMAND, "refresh", *map(str, folders)],
            env=environment(settings.home, variables_of(settings)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=terminal,
        )
        os.close(terminal)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                piece = os.read(self._master, 4096)
            except OSError:  # the terminal is gone with its last writer
                piece = b""
            if not piece:
                os.close(self._master)
                return
            self._said += piece

    def await_item(self, place: int) -> None:
        """Wait until so many items are done, or it has ended; at once for -1, when it has not even begun to read."""
        until = time.monotonic() + PATIENCE_SECONDS
        while place >= 0 and self.process.poll() is None and not self._reached(place):
            assert time.monotonic() < until, self.said
            time.sleep(0.002)

    def _reached(self, place: int) -> bool:
        return bool(self._said) and self.acknowledged >= place

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()

    def wait(self) -> int:
        """Wait for its end and give the exit code."""
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(10)
        return code

    @property
    def said(self) -> str:
        """Everything it printed on the terminal."""
        return self._said.decode("utf-8", "replace")

    @property
    def acknowledged(self) -> int:
        """How many items it reported as done: an item is named when all before it are committed."""
        return max((int(number) - 1 for number in _PROGRESS.findall(self._said)), default=0)
