"""What a check looked at and what it found wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 20
"""Problems of one kind that are named; the others are counted."""


@dataclass(slots=True)
class CheckReport:
    """Counts of what was read, problems by sentence, and remarks on what could not be compared."""

    claims: int = 0
    nodes: int = 0
    relations: int = 0
    digest: str | None = None
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unnamed: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def blame(self, sentences: list[str]) -> None:
        """Add problems of one kind."""
        self.problems += sentences[:SHOWN]
        self.unnamed += len(sentences[SHOWN:])
