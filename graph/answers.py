"""A saved answer: what ``loaders`` compare before and after a refresh, and ``queries`` know how to give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One saved question, its answer in one line, and the claims the answer rests on."""

    question: str
    answer: str
    claims: frozenset[str] = frozenset()
