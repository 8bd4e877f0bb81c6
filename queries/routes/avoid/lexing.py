"""Cuts a term such as ``owner:RU>=25 and not mode:rail`` into tokens, each with its place for error messages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import UsageError

_TOKEN = re.compile(r'\s*(?:"([^"]*)"|(>=)|([(),:%])|([^\s(),:%">]+))')
KEYWORDS = frozenset({"and", "or", "not"})


class TermError(UsageError):
    """A term that cannot be read: a sentence, the term, and a caret below the place."""

    def __init__(self, problem: str, text: str, place: int) -> None:
        self.problem, self.text, self.place = problem, text, place
        shown = text.replace("\t", " ").replace("\n", " ")
        super().__init__(f"{problem}:\n  {shown}\n  {' ' * place}^")


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``kind`` is ``word``, ``quoted``, ``end``, a keyword or a sign."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a term; the last token is always ``end``.

    Raises:
        TermError: a sign that means nothing here.
    """
    found: list[Token] = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            at = len(text) - len(text[place:].lstrip())
            raise TermError(f"The sign {text[at]!r} cannot stand in a term", text, at)
        found.append(_token(match))
        place = match.end()
    return [*found, Token("end", "", len(text), len(text))]


def _token(match: re.Match[str]) -> Token:
    group = match.lastindex or 0
    content = match.group(group)
    start = match.end() - len(content) - (2 if group == 1 else 0)
    if group == 1:
        return Token("quoted", content, start, match.end())
    if group == 4:
        lower = content.casefold()
        return Token(lower if lower in KEYWORDS else "word", content, start, match.end())
    return Token(content, content, start, match.end())
