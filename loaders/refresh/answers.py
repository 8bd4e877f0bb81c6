"""Answers that a refresh may change. Loaders know nothing of queries: the front door says how to answer and to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from graph.answers import SavedAnswer
from graph.errors import TrunklineError
from graph.store import Store

_ADDED = "MATCH (s:Step {run: $run}) WHERE s.added IS NOT NULL RETURN s.added AS claims"
_COME = "MATCH (c:Claim) WHERE c.id IN $claims RETURN c.id AS claim, c.document AS document"
_CITED = """
MATCH (a:Article) WHERE a.id IN $documents
RETURN a.id AS document, a.title AS title, a.outlet AS outlet, a.published AS published
"""
_CITED_THEN = """
MATCH (f:Former {run: $run}) WHERE f.document IN $documents
RETURN DISTINCT f.document AS document, f.document_title AS title, f.document_outlet AS outlet,
       f.document_published AS published
"""
_GONE = "MATCH (f:Former {run: $run}) RETURN f.claim AS claim, f.document AS document"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that a run changed, and the documents that did it: their ids, and as a person cites them."""

    question: str
    before: str | None
    after: str
    because: tuple[str, ...]
    cited: tuple[str, ...] = ()


Answering = Callable[[Store], Sequence[SavedAnswer]]
Say = Callable[[str], None]


class Monitors(Protocol):
    """What people have asked to be told of; ``next_due`` is when something that waits is to be told."""

    next_due: datetime | None

    def before(self, store: Store, now: datetime) -> None:
        """Note what holds before a run writes anything."""

    def after(self, store: Store, now: datetime, say: Say) -> list[str]:
        """Tell what has changed; gives a sentence for each failure."""


def _no_answers(_store: Store) -> Sequence[SavedAnswer]:
    return ()


_answering: Answering = _no_answers
_monitors: Callable[[], Monitors] | None = None


def answer_with(answering: Answering) -> None:
    """Set how saved questions are answered; the front door does so before it runs a refresh."""
    global _answering  # noqa: PLW0603 - one composition a process, made where loaders and queries meet
    _answering = answering


def tell_with(monitors: Callable[[], Monitors]) -> None:
    """Set who tells people of changes; the front door does so before it runs a refresh."""
    global _monitors  # noqa: PLW0603 - one composition a process, made where loaders and queries meet
    _monitors = monitors


def saved_answers(store: Store) -> dict[str, SavedAnswer]:
    """Answer every saved question."""
    return {one.question: one for one in _answering(store)}


@dataclass(slots=True)
class RunAnswers:
    """The answers around one run: ``before`` is called only where the run will write something."""

    store: Store
    now: Callable[[], datetime]
    _before: dict[str, SavedAnswer] = field(default_factory=dict)
    _monitors: Monitors | None = field(default_factory=lambda: _monitors() if _monitors else None)
    _failed: str | None = None

    def before(self) -> None:
        """Answer everything before the run changes it."""
        self._before = saved_answers(self.store)
        if self._monitors:
            try:
                self._monitors.before(self.store, self.now())
            except TrunklineError as error:  # said after the run, which goes on
                self._failed = str(error)

    def changes(self, run: str | None) -> list[AnswerChange]:
        """Compare the saved answers after the run ``run``; nothing has changed where there was none."""
        if run is None:
            return []
        found = changed_answers(self._before, saved_answers(self.store), self._moved(run).get)
        cited = self._citations(run, {document for one in found for document in one.because})
        return [replace(one, cited=tuple(cited.get(document, document) for document in one.because)) for one in found]

    @property
    def tell_at(self) -> datetime | None:
        """When something that waits is to be told without another run."""
        return self._monitors.next_due if self._monitors else None

    def tell(self, say: Say) -> list[str]:
        """Tell whoever asked; gives a sentence for each failure. The run stands whatever comes of it."""
        if not self._monitors:
            return []
        said = [self._failed] if self._failed else []
        try:
            said += self._monitors.after(self.store, self.now(), say)
        except TrunklineError as error:
            said.append(str(error))
        return list(dict.fromkeys(said))

    def _citations(self, run: str, documents: set[str]) -> dict[str, str]:
        """Cite documents by title, outlet and day; those that the run took away as they were described."""
        given = {"run": run, "documents": sorted(documents)}
        rows = [*self.store.read(_CITED_THEN, given), *self.store.read(_CITED, given)] if documents else []
        return {str(row["document"]): _citation(**row) for row in rows}

    def _moved(self, run: str) -> dict[str, str]:
        """Give the claims that a run brought or ended, each with its document, as the journal tells."""
        added = [one for row in self.store.read(_ADDED, {"run": run}) for one in row["claims"]]
        rows = [*self.store.read(_COME, {"claims": added}), *self.store.read(_GONE, {"run": run})]
        return {str(row["claim"]): str(row["document"]) for row in rows}


def _citation(document: str, title: str | None, outlet: str | None, published: str | None) -> str:
    words = ", ".join(one for one in (outlet, published) if one)
    return f"{title or document}{f' ({words})' if words else ''}"


def changed_answers(
    before: dict[str, SavedAnswer], after: dict[str, SavedAnswer], document_of: Callable[[str], str | None]
) -> list[AnswerChange]:
    """Compare answers; the cause is what only one of them rests on, as far as ``document_of`` knows a document."""
    changes = []
    for question, new in sorted(after.items()):
        old = before.get(question)
        if old and old.answer == new.answer:
            continue
        differing = new.claims ^ (old.claims if old else frozenset())
        because = {document for claim in differing if (document := document_of(claim))}
        changes.append(AnswerChange(question, old.answer if old else None, new.answer, tuple(sorted(because))))
    return changes
