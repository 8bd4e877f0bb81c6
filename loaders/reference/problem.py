"""What is wrong with a table or one of its rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where it stands and why. ``kept``: the row loads all the same."""

    file: str
    line: int
    reason: str
    kept: bool = False

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.reason}"
