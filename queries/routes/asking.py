"""Answers a question from the store and prints it: what ``routes`` and ``flow`` have in common."""

from __future__ import annotations

from collections.abc import Callable

import typer

from graph.errors import UsageError
from graph.store import open_store
from queries.network.reading import read_material
from queries.routes.answer import RoutesAnswer
from queries.routes.engine import answer_routes, no_route
from queries.routes.evidence import with_evidence
from queries.routes.question import Question

Renderer = Callable[[RoutesAnswer], str]
STABLE = frozenset({"json", "csv", "geojson"})  # formats that give a document even without a route


def answer_and_show(question: Question, form: str, renderers: dict[str, Renderer]) -> None:
    """Answer a question from the store and print it in the notation ``form``.

    Raises:
        UsageError: no such notation, or a question that cannot be answered as asked.
        NoRoute: proved; stable notations are printed before.
    """
    if form not in renderers:
        raise UsageError(f'The format "{form}" is unknown; use one of: {", ".join(renderers)}.')
    with open_store() as store:
        answer = answer_routes(read_material(store, known_at=question.known_at), question)
        answer = with_evidence(store, answer)
    if answer.routes or form in STABLE:
        typer.echo(renderers[form](answer))
    if not answer.routes:
        raise no_route(answer)
