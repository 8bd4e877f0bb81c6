"""What came of one try to deliver a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """``arrived`` None means that nobody knows: the line broke before the receiver answered."""

    arrived: bool | None
    problem: str = ""


ARRIVED = Outcome(arrived=True)


def refused(problem: str) -> Outcome:
    """Say that it surely did not arrive."""
    return Outcome(arrived=False, problem=problem)


def unknown(problem: str) -> Outcome:
    """Say that it may have arrived."""
    return Outcome(arrived=None, problem=problem)
