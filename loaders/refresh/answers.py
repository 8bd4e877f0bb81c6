"""Answers that a refresh may change. Loaders know nothing of queries: the front door says how to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.answers import SavedAnswer
from graph.store import Store


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that a run changed, and the documents that did it."""

    question: str
    before: str | None
    after: str
    because: tuple[str, ...]


Answering = Callable[[Store], Sequence[SavedAnswer]]


def _no_answers(_store: Store) -> Sequence[SavedAnswer]:
    return ()


_answering: Answering = _no_answers


def answer_with(answering: Answering) -> None:
    """Set how saved questions are answered; the front door does so before it runs a refresh."""
    global _answering  # noqa: PLW0603 - one composition a process, made where loaders and queries meet
    _answering = answering


def saved_answers(store: Store) -> dict[str, SavedAnswer]:
    """Answer every saved question."""
    return {one.question: one for one in _answering(store)}


def changed_answers(
    before: dict[str, SavedAnswer], after: dict[str, SavedAnswer], document_of: Callable[[str], str | None]
) -> list[AnswerChange]:
    """Compare answers; the cause is whatever the new answer rests on and the old one did not."""
    changes = []
    for question, new in sorted(after.items()):
        old = before.get(question)
        if old and old.answer == new.answer:
            continue
        differing = new.claims ^ (old.claims if old else frozenset())
        because = {document for claim in differing if (document := document_of(claim))}
        changes.append(AnswerChange(question, old.answer if old else None, new.answer, tuple(sorted(because))))
    return changes
