"""Arguments of a question: ``name=value`` words checked, converted by type, and completed with the defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graph.errors import InvalidTime, UsageError
from graph.model.time import parse_day
from queries.catalogue.question import Parameter, Question

Value = str | int
Resolver = Callable[[str, str], str]  # a name and the type of the parameter; gives the id

NAMED = {"entity": None, "country": "Country", "company": "Company", "market": "Market", "strait": "Strait"}


def read_words(question: Question, words: Iterable[str]) -> dict[str, str]:
    """Split ``name=value`` words; a question of one parameter takes a bare value as well.

    Raises:
        UsageError: a word without ``=``, a name given twice, or one that the question does not have.
    """
    known = [one.name for one in question.parameters]
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals and len(known) == 1:
            name, value = known[0], word
        elif not equals:
            raise UsageError(f'"{word}" is no argument: write name=value. {_list(question)}')
        name = name.strip().lower().replace("-", "_")
        if name not in known:
            raise UsageError(f'The question "{question.id}" has no parameter "{name}". {_list(question)}')
        if name in found:
            raise UsageError(f'The parameter "{name}" is given twice.')
        found[name] = value.strip()
    return found


def bind(question: Question, given: Mapping[str, str], resolve: Resolver) -> dict[str, Value]:
    """Give every parameter its value.

    Raises:
        UsageError: one is missing or is no value of its type; UnknownName comes from ``resolve``.
    """
    return {one.name: _value(question, one, given.get(one.name), resolve) for one in question.parameters}


def _value(question: Question, parameter: Parameter, text: str | None, resolve: Resolver) -> Value:
    if text is None:
        if parameter.default is None:
            raise UsageError(f'The question "{question.id}" needs "{parameter.name}". {_list(question)}')
        return parameter.default
    if parameter.type in NAMED:
        return resolve(text, parameter.type) if text else ""
    return _plain(parameter, text)


def _plain(parameter: Parameter, text: str) -> Value:
    if parameter.type == "date":
        try:
            return parse_day(text).isoformat()
        except InvalidTime as error:
            raise UsageError(f'"{parameter.name}": {error}') from None
    if parameter.type in {"year", "integer"}:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or (parameter.type == "year" and len(text) != 4):
            wanted = "a year such as 2025" if parameter.type == "year" else "a whole number"
            raise UsageError(f'"{parameter.name}" must be {wanted}, not "{text}".')
        return int(text)
    return text


def _list(question: Question) -> str:
    if not question.parameters:
        return "It has no parameters."
    shown = (f"{one.name} ({one.type}{'' if one.default is None else ', optional'})" for one in question.parameters)
    return f"Its parameters: {', '.join(shown)}."
