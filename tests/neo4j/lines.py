"""The lines of Neo4j that the tests run on, and the Java that each is run by."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.neo4j.missing import Missing


@dataclass(frozen=True)
class Line:
    """One release of one line."""

    name: str
    version: str
    java: tuple[int, ...]
    """Releases of Java that run it, the one that it is tried on first."""


# Source of the Java releases: each line's own "system requirements"; the class files of its jars agree.
LINES = (
    Line("long-term line", "5.26.28", (17, 21)),
    Line("calendar line", "2026.09.0", (25, 21)),
)

# Where JDKs are installed, besides JAVA_HOME, JAVA_HOME_17_X64 and the like, and the command path.
FOLDERS = ("/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home", "~/.sdkman/candidates/java/*")
_RELEASE = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)
_MODULES = re.compile(r'^MODULES="([^"]*)"', re.MULTILINE)
COMPILER = "jdk.compiler"  # the server is started from one source file


def java_for(line: Line) -> Path:
    """Return the Java command to run a line with; raises ``Missing`` without one."""
    found = dict(reversed(list(installed())))
    for release in line.java:
        if release in found:
            return found[release]
    wanted = " or ".join(map(str, line.java))
    raise Missing(
        f"The {line.name} of Neo4j ({line.version}) needs a JDK of Java {wanted}: install one, or set JAVA_HOME to it."
    )


def installed() -> Iterator[tuple[int, Path]]:
    """Give the release and the command of every JDK of this machine, the one that the user named first."""
    for home in _homes():
        command = home / "bin" / ("java.exe" if sys.platform == "win32" else "java")
        release = _release(home)
        if release and command.exists():
            yield release, command


def _homes() -> Iterator[Path]:
    for name in sorted(os.environ):
        if name.startswith("JAVA_HOME") and os.environ[name]:
            yield Path(os.environ[name])
    if command := shutil.which("java"):
        yield Path(command).resolve().parent.parent
    for pattern in FOLDERS:
        folder = Path(pattern).expanduser()
        anchor = Path(folder.anchor)
        yield from sorted(anchor.glob(str(folder.relative_to(anchor))))


def _release(home: Path) -> int | None:
    """Read the release of a JDK; ``None`` for anything else, also for a Java without its compiler."""
    try:
        text = (home / "release").read_text("utf-8", "replace")
    except OSError:
        return None
    version, modules = _RELEASE.search(text), _MODULES.search(text)
    if not version or (modules and COMPILER not in modules[1].split()):
        return None
    return int(version[1])
