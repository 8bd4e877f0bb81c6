"""The console on a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")


class Screen:
    """A console process and what it has written."""

    def __init__(self, home: Path) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "trunkline", "console"], stdin=slave, stdout=slave, stderr=slave,
            env={**os.environ, "TRUNKLINE_HOME": str(home), "TERM": "xterm-256color"}, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here
        )  # fmt: skip
        os.close(slave)
        self.written = ""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def wait_for(self, pattern: str, seconds: float = 20) -> str:
        """Read until new output matches; give that output."""
        deadline, fresh = time.monotonic() + seconds, b""
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            if ready:
                try:
                    fresh += os.read(self.master, 65536)
                except OSError:
                    break
            if b"\x1b[6n" in fresh:
                fresh = fresh.replace(b"\x1b[6n", b"")
                os.write(self.master, b"\x1b[1;1R")
            plain = _ESCAPES.sub("", fresh.decode(errors="replace"))
            if re.search(pattern, plain):
                self.written += plain
                return plain
        raise AssertionError(f"{pattern!r} did not come; there was: {fresh!r}")

    def ends(self) -> int:
        """Read what is left and give the exit code."""
        deadline = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < deadline:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    os.read(self.master, 65536)
                except OSError:  # the other end is closed
                    break
        return self.process.wait(5)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        os.close(self.master)


@pytest.fixture
def screen(reference_home: Path) -> Iterator[Screen]:
    started = Screen(reference_home)
    try:
        started.wait_for("trunkline>")
        yield started
    finally:
        started.close()


def test_a_statement_over_two_lines_then_an_error_then_goodbye(screen: Screen, reference_home: Path) -> None:
    screen.type("MATCH (c:Country {id: 'KZ'})\r")
    screen.wait_for(r"\.\.\.")
    screen.type("RETURN c.name_ru AS name;\r")
    assert "Казахстан" in screen.wait_for(r"\(1 row\)")
    screen.type("RETRN 1;\r")
    assert "RETRN" in screen.wait_for("Error: .*")
    screen.type(":ask status-on-day asset=cpc_spm2 day=2025-12-01\r")
    assert "out_of_service" in screen.wait_for(r"\(1 row\)[\s\S]*trunkline>").replace("\n", "")
    screen.type("\x04")
    assert screen.ends() == 0
    history = (reference_home / "console" / "history").read_text("utf-8")
    assert "+MATCH (c:Country {id: 'KZ'})\n+RETURN c.name_ru AS name;" in history


def test_tab_completes(screen: Screen) -> None:
    screen.type("MATCH (n:Moor\t")
    screen.wait_for("ing")
    screen.type(") RETURN count(n) AS moorings;\r")
    screen.wait_for(r"\(1 row\)")


def test_ctrl_c_ends_a_long_statement_and_the_session_goes_on(screen: Screen) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b);"
    screen.type(endless + "\r")
    time.sleep(1.5)
    screen.type("\x03")
    screen.wait_for("Cancelled", 5)
    screen.type("RETURN 'still here' AS said;\r")
    screen.wait_for(r"still here[\s\S]*\(1 row\)")
