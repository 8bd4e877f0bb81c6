"""Saved questions and watches, answered from two states of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from queries.watch.deliver.message import Cited

if TYPE_CHECKING:
    from graph.answers import SavedAnswer
    from graph.fuse.objects import Node
    from queries.watch.diff.comparing import Comparison
    from queries.watch.diff.points import State
    from queries.watch.saved import SavedQuestion


@dataclass(frozen=True, slots=True)
class Answered:
    """One question: ``before`` and ``after`` are the same where nothing changed; ``because`` is empty then."""

    question: str
    command: str
    before: str
    after: str
    because: tuple[Cited, ...]

    @property
    def changed(self) -> bool:
        """Whether the answer is another one."""
        return self.before != self.after


def answers_of(
    comparison: Comparison, questions: Iterable[SavedQuestion], decisions: tuple[Node, ...]
) -> Iterator[Answered]:
    """Answer every question on both sides, each as of the day of its side; the catalogue only knows the present."""
    import shlex

    asked = [one for one in questions if one.ask[:1] != ("ask",)]
    before = _answered(comparison.before, asked, decisions)
    after = _answered(comparison.after, asked, decisions)
    for one, old, new in zip(asked, before, after, strict=True):
        differing = old.claims ^ new.claims if old.answer != new.answer else frozenset()
        command = shlex.join(["trunkline", *one.ask])
        yield Answered(one.name, command, old.answer, new.answer, comparison.causes(differing))


def _answered(state: State, questions: Iterable[SavedQuestion], decisions: tuple[Node, ...]) -> list[SavedAnswer]:
    from graph.store.view import GraphView
    from queries.network.reading import material_of
    from queries.watch.answering import Answerer

    view = GraphView(tuple(state.nodes.values()), tuple(state.relations.values()))
    answerer = Answerer(None, state.as_of, replace(material_of(view), decisions=decisions))
    return [answerer.answer(one) for one in questions]
