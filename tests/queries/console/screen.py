"""The console as a process on a pseudo-terminal, seen through the emulator."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.queries.console.emulator import Emulator

PROMPT = r"trunkline[>!] *$"


class Screen:
    """A console process, its keyboard and what stands on its screen."""

    def __init__(
        self, home: Path, *arguments: str, columns: int = 120, rows: int = 40, more: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.seen = Emulator(columns, rows)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TRUNKLINE_HOME": str(home), "TERM": "xterm-256color", "PAGER": "cat"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "trunkline", "console", *arguments], stdin=slave, stdout=slave, stderr=slave,
            env={**environment, **(more or {})}, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here
        )  # fmt: skip
        os.close(slave)

    def type(self, text: str) -> None:
        """Press keys."""
        data = text.encode()
        while data:
            _, ready, _ = select.select([], [self.master], [], 5)
            assert ready, "the console takes no more keys"
            data = data[os.write(self.master, data[:1024]) :]
            self.read(0)

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.type(text + "\r")

    def paste(self, text: str) -> None:
        """Paste as a terminal does: between brackets, line ends as Enter keys."""
        self.type("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")

    def read(self, seconds: float) -> bool:
        """Take what has been written; False where the process has closed the terminal."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            fresh = os.read(self.master, 65536)
        except OSError:
            return False
        text = self._decoder.decode(fresh)
        *told, rest = text.split("\x1b[6n")  # asks where the cursor is once all before it has been written
        for part in told:
            self.seen.feed(part)
            os.write(self.master, f"\x1b[{self.seen.row + 1};{self.seen.column + 1}R".encode())
        self.seen.feed(rest)
        return True

    def wait_for(self, pattern: str, seconds: float = 20) -> str:
        """Read until the screen shows the pattern, and give the screen."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            alive = self.read(0.1)
            shown = "\n".join(self.seen.lines).rstrip()
            if re.search(pattern, shown, re.MULTILINE):
                return shown
            if not alive:
                break
        raise AssertionError(f"{pattern!r} did not come; the screen is:\n{shown}")

    def answer(self, text: str, pattern: str = r"\(\d[\d,]* rows?", seconds: float = 20) -> str:
        """Clear the screen, enter a line, and give the screen once the pattern and a fresh prompt stand there."""
        self.type("\x0c")
        self.enter(text)
        return self.wait_for(rf"(?s){pattern}.*{PROMPT}", seconds)

    def ends(self) -> int:
        """Read what is left and give the exit code."""
        deadline = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < deadline and self.read(0.1):
            pass
        return self.process.wait(5)

    def close(self) -> None:
        """Kill it if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        os.close(self.master)


def keys(*names: str) -> str:
    """Give the codes of named keys."""
    return "".join(_KEYS[name] for name in names)


_KEYS: dict[str, str] = {
    "tab": "\t", "enter": "\r", "ctrl-c": "\x03", "ctrl-d": "\x04", "ctrl-r": "\x12", "up": "\x1b[A", "down": "\x1b[B",
    "ctrl-l": "\x0c", "ctrl-u": "\x15", "escape": "\x1b", "alt-enter": "\x1b\r",
}  # fmt: skip
