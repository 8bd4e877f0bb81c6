"""Runs a question against a store."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.port import Result, Store
from queries.catalogue.arguments import Resolver, Value, bind, read_words
from queries.catalogue.names import resolver
from queries.catalogue.question import Question
from queries.catalogue.registry import question as find_question


def ask(store: Store, question: str | Question, words: Iterable[str] = (), resolve: Resolver | None = None) -> Result:
    """Answer a question with ``name=value`` words.

    Raises:
        UsageError: an argument is wrong, missing or unknown; UnknownName for a name or question nobody knows.
    """
    asked = find_question(question) if isinstance(question, str) else question
    values = bind(asked, read_words(asked, words), resolve or resolver(store))
    return answer(store, asked, values)


def answer(store: Store, question: Question, values: dict[str, Value]) -> Result:
    """Answer a question whose values are ids already; its columns are known even where no row comes."""
    rows = store.query(question.statement, values).rows
    return Result(tuple(column.name for column in question.columns), rows)
