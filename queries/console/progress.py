"""What is seen while a statement runs: after a second, how long it has been running and how to stop it."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

_QUIET_SECONDS = 1.0
_TURN_SECONDS = 0.5


class Progress:
    """Writes one line on standard error and takes it away again; silent where that is no terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self.rows = 0

    def __enter__(self) -> Progress:
        if self._shown:
            self._thread = threading.Thread(target=self._turn, daemon=True, name="progress")
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the line away."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _turn(self) -> None:
        begun = time.monotonic()
        if self._over.wait(_QUIET_SECONDS):
            return
        while True:
            rows = f", {self.rows:,} rows" if self.rows else ""
            sys.stderr.write(f"\r\x1b[Krunning for {time.monotonic() - begun:.0f} s{rows}; Ctrl-C stops it")
            sys.stderr.flush()
            if self._over.wait(_TURN_SECONDS):
                break
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
