"""Answers a question from the store and prints it: what ``routes`` and ``flow`` have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graph.store import open_store
from queries.answers.report import Destination, Report
from queries.network.reading import Material, read_material
from queries.routes.answer import RoutesAnswer
from queries.routes.blocking import no_route
from queries.routes.engine import answer_routes
from queries.routes.evidence import with_evidence
from queries.routes.question import Question

Found = TypeVar("Found")
Answering = Callable[[Material, Question], RoutesAnswer]


def found_or_no_route(question: Question, find: Callable[[Material, Question], Found | None]) -> Found:
    """Read the store and find an answer other than routes, such as what closings cost.

    Raises:
        UsageError: a question that cannot be answered as asked.
        NoRoute: proved, where ``find`` gives None.
    """
    with open_store() as store:
        material = read_material(store, known_at=question.known_at)
    found = find(material, question)
    if found is None:
        raise no_route(answer_routes(material, question))
    return found


def answer_and_show(
    question: Question, out: Destination, report: Callable[[RoutesAnswer], Report], answer_of: Answering = answer_routes
) -> None:
    """Answer a question from the store and write it as ``report`` to ``out``.

    Raises:
        UsageError: a question that cannot be answered as asked.
        NoRoute: proved; documents are written before.
    """
    with open_store() as store:
        answer = answer_of(read_material(store, known_at=question.known_at), question)
        answer = with_evidence(store, answer)
    if answer.routes or out.is_document:
        out.write(report(answer))
    if not answer.routes:
        raise no_route(answer)
