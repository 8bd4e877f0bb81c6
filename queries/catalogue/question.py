"""A question: text, parameters and columns declared in the header of its file, checked against its statement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from graph.errors import BadInput
from queries.catalogue.lexing import columns_of, parameters_of

TYPES = ("entity", "country", "company", "market", "strait", "date", "year", "text", "integer")
_KEYS = frozenset({"title", "text", "group", "example", "parameters", "columns"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument; ``default`` None means that it must be given."""

    name: str
    type: str
    meaning: str
    default: str | int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue."""

    id: str
    group: str
    title_en: str
    title_ru: str
    text: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: str
    statement: str


def read_question(name: str, content: str) -> Question:
    """Read a question from its file.

    Raises:
        BadInput: the header and the statement do not agree; such a question does not exist.
    """
    header, statement = _split(content)
    try:
        declared = tomllib.loads(header)
        question = _question(name, declared, statement)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"the header cannot be read: {error}", place=name) from error
    except (KeyError, TypeError) as error:
        raise BadInput(f"the header lacks or misspells {error}", place=name) from error
    for fault in _faults(question, declared):
        raise BadInput(fault, place=name)
    return question


def _split(content: str) -> tuple[str, str]:
    lines = content.splitlines()
    count = next((place for place, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = "\n".join(line.removeprefix("//").removeprefix(" ") for line in lines[:count])
    return header, "\n".join(lines[count:]).strip().removesuffix(";").rstrip()


def _question(name: str, declared: dict[str, Any], statement: str) -> Question:
    return Question(
        id=name.removesuffix(".cypher"),
        group=declared["group"],
        title_en=declared["title"]["en"],
        title_ru=declared["title"]["ru"],
        text=declared["text"],
        parameters=tuple(Parameter(key, **row) for key, row in declared.get("parameters", {}).items()),
        columns=tuple(Column(key, meaning) for key, meaning in declared["columns"].items()),
        example=declared["example"],
        statement=statement,
    )


def _faults(question: Question, declared: dict[str, Any]) -> list[str]:
    used, known = parameters_of(question.statement), {one.name for one in question.parameters}
    wanted = [column.name for column in question.columns]
    returned = columns_of(question.statement)
    faults = [f'"{key}" is no key of a header' for key in declared if key not in _KEYS]
    faults += [f"the parameter ${name} is used but not declared" for name in used if name not in known]
    faults += [f"the parameter ${name} is declared but not used" for name in sorted(known) if name not in used]
    faults += [f'"{one.type}" is no type of a parameter' for one in question.parameters if one.type not in TYPES]
    if not returned:
        faults.append("the statement returns nothing")
    faults += [f"it returns {branch}, but declares {wanted}" for branch in returned if branch != wanted]
    return faults
