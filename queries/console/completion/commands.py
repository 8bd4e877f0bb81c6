"""Completion of the console's own commands and their arguments."""

from __future__ import annotations

from collections.abc import Iterator

from queries.catalogue.arguments import NAMED
from queries.console.completion.names import as_argument
from queries.console.completion.suggestion import Suggestion, starting
from queries.console.vocabulary import CommandWords, Vocabulary


def after_command(line: str, cursor: int, words: Vocabulary) -> Iterator[Suggestion]:
    """Offer what may end a line that starts with a colon."""
    parts = line.split(" ")
    prefix = parts[-1]
    known = words.commands.get(parts[0].lower())
    if len(parts) == 1:
        yield from starting([("command", words.commands)], prefix, cursor)
    elif known is not None:
        yield from _argument(known, parts, prefix, cursor, words)


def _argument(
    known: CommandWords, parts: list[str], prefix: str, cursor: int, words: Vocabulary
) -> Iterator[Suggestion]:
    previous = parts[-2]
    if known.options.get(previous):
        yield from _of_kind(known.options[previous], parts, prefix, cursor, words)
    elif prefix.startswith("-"):
        yield from starting([("option", known.options)], prefix, cursor)
    else:
        kind = _kind_of_place(known, parts)
        yield from _of_kind(kind, parts, prefix, cursor, words)
        if not prefix:
            yield from starting([("option", known.options)], prefix, cursor)


def _kind_of_place(known: CommandWords, parts: list[str]) -> str:
    given = [
        one for place, one in enumerate(parts[1:-1], 1)
        if one and not one.startswith("-") and not known.options.get(parts[place - 1])
    ]  # fmt: skip
    if not known.arguments or (len(given) >= len(known.arguments) and not known.arguments[-1].endswith("…")):
        return ""
    return known.arguments[min(len(given), len(known.arguments) - 1)].removesuffix("…")


def _of_kind(kind: str, parts: list[str], prefix: str, cursor: int, words: Vocabulary) -> Iterator[Suggestion]:
    if kind == "question":
        yield from starting([("question", words.questions)], prefix, cursor)
    elif kind == "assignment":
        yield from _assignment(parts, prefix, cursor, words)
    elif kind == "entity":
        yield from as_argument(prefix, cursor - len(prefix), words)
    elif kind == "command":
        bare = [name if prefix.startswith(":") else name.removeprefix(":") for name in words.commands]
        yield from starting([("command", bare)], prefix, cursor)
    elif kind in words.choices:
        yield from starting([(kind, words.choices[kind])], prefix, cursor)


def _assignment(parts: list[str], prefix: str, cursor: int, words: Vocabulary) -> Iterator[Suggestion]:
    parameters = words.questions.get(parts[1], {})
    name, equals, value = prefix.partition("=")
    if equals:
        kind = parameters.get(name, "")
        if kind in NAMED:
            yield from as_argument(value, cursor - len(value), words, NAMED[kind] or "")
        return
    given = {part.partition("=")[0] for part in parts[2:-1]}
    yield from starting([("parameter", [f"{one}=" for one in parameters if one not in given])], prefix, cursor)
