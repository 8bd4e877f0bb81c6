"""Saved questions, asked again before and after every refresh; each answer is one line with the claims it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.answers import SavedAnswer

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A name, and the words of a command that answers."""

    name: str
    ask: tuple[str, ...]


@cache
def packaged() -> tuple[SavedQuestion, ...]:
    """Read the questions of the package (``saved.toml``)."""
    return read_saved(files("queries.watch").joinpath("saved.toml").read_text("utf-8"))


def read_saved(text: str) -> tuple[SavedQuestion, ...]:
    """Read saved questions as they stand in a file.

    Raises:
        TOMLDecodeError, KeyError: the text is no list of saved questions.
    """
    return tuple(SavedQuestion(row["name"], tuple(row["ask"])) for row in tomllib.loads(text).get("saved", ()))


def saved_answers(store: Store, questions: Iterable[SavedQuestion] | None = None) -> list[SavedAnswer]:
    """Answer saved questions, those of the package by default; none where the graph holds no legs yet."""
    from datetime import date

    from queries.watch.answering import Answerer

    answerer = Answerer(store, date.today())
    if not answerer.material().of("FLOWS_TO"):
        return []
    return [answerer.answer(one) for one in (packaged() if questions is None else questions)]
