"""The catalogue and its questions described for a reader, or as JSON for a program."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from queries.catalogue.question import Parameter, Question
from queries.catalogue.registry import questions

SCHEMA_VERSION = 1


def listed(as_json: bool = False) -> str:
    """List all questions, grouped."""
    if as_json:
        return _json({"questions": [_record(one) for one in questions()]})
    width = max(len(one.id) for one in questions()) + 2
    lines: list[str] = []
    for group, members in groupby(questions(), key=lambda one: one.group):
        lines += ["", group, *(f"  {one.id:<{width}}{one.title_en}" for one in members)]
    example = next(one for one in questions() if one.id == "owners")
    lines += ["", "Show one: trunkline ask ID --show", f"Run one:  {_command(example)}"]
    return "\n".join(lines[1:])


def described(question: Question, as_json: bool = False) -> str:
    """Show the text, the parameters, the columns and the statement of one question."""
    if as_json:
        return _json({"question": _record(question), "statement": question.statement})
    lines = [f"{question.id}: {question.title_en}", question.title_ru, "", question.text, "", "Parameters:"]
    lines += [f"  {_parameter(one)}" for one in question.parameters] or ["  none"]
    lines += ["", "Columns:", *(f"  {one.name}: {one.meaning}" for one in question.columns)]
    return "\n".join([*lines, "", "Example:", f"  {_command(question)}", "", f"{question.statement};"])


def _command(question: Question) -> str:
    return f"trunkline ask {question.id} {question.example}".rstrip()


def _parameter(one: Parameter) -> str:
    default = "" if one.default is None else f" [{one.default!r} by default]" if one.default != "" else " [optional]"
    return f"{one.name} ({one.type}): {one.meaning}{default}"


def _record(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "group": question.group,
        "title": {"en": question.title_en, "ru": question.title_ru},
        "text": question.text,
        "parameters": [
            {"name": one.name, "type": one.type, "meaning": one.meaning, "default": one.default}
            for one in question.parameters
        ],
        "columns": [{"name": one.name, "meaning": one.meaning} for one in question.columns],
        "example": question.example,
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps({"schema_version": SCHEMA_VERSION, **value}, ensure_ascii=False, indent=2)
