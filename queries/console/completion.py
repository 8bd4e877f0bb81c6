"""Completion, a pure function of the text, the cursor and a vocabulary.

The tokens before the cursor decide what may stand there: a label after ``(x:``, a type after ``[r:``, a property
after ``x.`` (of the label that ``x`` bears, where the text says so), a question after ``:ask``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queries.catalogue.lexing import Token, tokens
from queries.console.statements import COMMAND_MARK, split_statements
from queries.console.vocabulary import Vocabulary

_SILENT = frozenset({"comment", "space"})
_WORDS = frozenset({"word", "name"})
_BEARER = re.compile(r"[(\[]\s*(\w+)\s*:\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that may replace what stands from ``start`` to the cursor, and what kind of thing it is."""

    text: str
    start: int
    kind: str


def complete(text: str, cursor: int, words: Vocabulary) -> list[Suggestion]:
    """Give what may stand at the cursor, in the order in which it is to be shown."""
    before = text[:cursor]
    begin = _statement_start(before)
    if before[begin:].startswith(COMMAND_MARK):
        return list(_after_command(before, begin, words))
    found = list(tokens(before[begin:]))
    if found and found[-1].kind in {"string", "comment", "quoted"} and not _left_behind(found[-1]):
        return []
    prefix = found[-1].text if found and found[-1].kind in _WORDS else ""
    held = [one for one in (found[:-1] if prefix else found) if one.kind not in _SILENT]
    offered = _offered(held, text, words)
    return _starting(offered, prefix, cursor)


def _left_behind(token: Token) -> bool:
    return token.closed and not token.text.startswith("//")


def _statement_start(before: str) -> int:
    pieces = split_statements(before)
    if pieces and (not pieces[-1].ended or (pieces[-1].is_command and "\n" not in before[pieces[-1].start :])):
        return pieces[-1].start
    return len(before) if not pieces or before.rstrip().endswith(";") else _line_start(before)


def _line_start(before: str) -> int:
    return before.rfind("\n") + 1


def _after_command(before: str, begin: int, words: Vocabulary) -> Iterator[Suggestion]:
    parts = before[begin:].split(" ")
    prefix, cursor = parts[-1], len(before)
    if len(parts) == 1:
        yield from _starting([("command", words.commands)], prefix, cursor)
    elif parts[0] == ":ask" and len(parts) == 2:
        yield from _starting([("question", words.questions)], prefix, cursor)
    elif parts[0] == ":ask" and "=" not in prefix:
        given = {part.partition("=")[0] for part in parts[2:-1]}
        names = [f"{name}=" for name in words.questions.get(parts[1], ()) if name not in given]
        yield from _starting([("parameter", names)], prefix, cursor)


def _offered(held: list[Token], text: str, words: Vocabulary) -> list[tuple[str, Iterable[str]]]:
    last = held[-1].text if held else ""
    if last in {":", "|", "&"} and _bracket(held) == "[":
        return [("type", words.types)]
    if last in {":", "|", "&"} and _bracket(held) in {"(", ""}:
        return [("label", words.labels)]
    if last == ".":
        return [("property", words.properties_of(_kind_of(held, text)))]
    if last in {"{", ","} and _bracket(held) == "{":
        return [("property", words.properties_of(_pattern_kind(held)))]
    variables = sorted({match[1] for match in _BEARER.finditer(text)})
    return [("variable", variables), ("keyword", words.keywords), ("function", words.functions)]


def _bracket(held: list[Token]) -> str:
    """The innermost bracket that is still open."""
    depth = 0
    for token in reversed(held):
        if token.text in ")]}":
            depth += 1
        elif token.text in "([{":
            if depth == 0:
                return token.text
            depth -= 1
    return ""


def _kind_of(held: list[Token], text: str) -> str | None:
    """The label or type of the variable before the dot, as a pattern of the text states it."""
    name = held[-2].text if len(held) > 1 else ""
    return next((match[2] for match in _BEARER.finditer(text) if match[1] == name), None)


def _pattern_kind(held: list[Token]) -> str | None:
    """The label before the open brace of ``(x:Label {``."""
    for place in range(len(held) - 1, 1, -1):
        if held[place].text == "{" and held[place - 2].text == ":":
            return held[place - 1].text
    return None


def _starting(offered: Iterable[tuple[str, Iterable[str]]], prefix: str, cursor: int) -> list[Suggestion]:
    small = prefix.lower()
    return [
        Suggestion(text, cursor - len(prefix), kind)
        for kind, texts in offered
        for text in texts
        if text.lower().startswith(small) and text != prefix
    ]
