"""The registry of all questions; a single one is read without the others."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import UnknownName
from queries.catalogue.question import Question, read_question

_SUFFIX = ".cypher"


def _folder() -> Traversable:
    return files("queries.catalogue").joinpath("questions")


def question_ids() -> list[str]:
    """Name all questions in the order of their ids."""
    return sorted(entry.name.removesuffix(_SUFFIX) for entry in _folder().iterdir() if entry.name.endswith(_SUFFIX))


@cache
def questions() -> tuple[Question, ...]:
    """Read all questions, by group and id.

    Raises:
        BadInput: a file whose header and statement do not agree.
    """
    found = (_read(name) for name in question_ids())
    return tuple(sorted(found, key=lambda one: (one.group, one.id)))


def question(name: str) -> Question:
    """Look one question up.

    Raises:
        UnknownName: there is none of this id.
    """
    known = question_ids()
    wanted = name.lower().replace("_", "-")
    if wanted not in known:
        raise UnknownName(name, get_close_matches(wanted, known, 3, 0.5), wanted="question")
    return _read(wanted)


def _read(name: str) -> Question:
    return read_question(name + _SUFFIX, _folder().joinpath(name + _SUFFIX).read_text("utf-8"))
