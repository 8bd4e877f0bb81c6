"""Whole statements with the time and the graph's digest, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LONGEST = 200_000  # characters; a longer statement is pasted data, whose place is a file


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement as it was entered; ``digest`` is "" where the graph's was not known."""

    at: str
    digest: str
    text: str


def read_entries(path: Path) -> list[Entry]:
    """Give all entries, oldest first; lines that a crash left half written are passed over."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: str) -> Entry | None:
    try:
        found = json.loads(line)
        return Entry(str(found["at"]), str(found["digest"]), str(found["text"]))
    except (ValueError, KeyError, TypeError):
        return None


class Book:
    """The history file; a console that cannot write it goes on without."""

    def __init__(self, path: Path, digest: Callable[[], str]) -> None:
        self._path, self._digest = path, digest

    def texts(self) -> Iterable[str]:
        """Give the statements, newest first."""
        return [entry.text for entry in reversed(read_entries(self._path))]

    def add(self, text: str) -> None:
        """Append one statement."""
        if len(text) > LONGEST:
            return
        entry = {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "digest": self._digest(), "text": text}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600, exist_ok=True)
            with self._path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError:
            return
