"""Colours as one types: each line of a text as pieces with a class, by the token that each piece belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from queries.console.cypher.tokens import SILENT, Token, tokens
from queries.console.vocabulary import KEYWORDS

if TYPE_CHECKING:
    from prompt_toolkit.document import Document
    from prompt_toolkit.lexers import Lexer

Pieces = list[tuple[str, str]]
_KEYWORDS = frozenset(word for phrase in KEYWORDS for word in phrase.split()) | {
    "ON", "ALL", "ANY", "NONE", "SINGLE", "EXISTS", "USING", "INDEX", "CONSTRAINT", "USE", "YIELD", "CALL", "BY",
    "ASCENDING", "DESCENDING", "OFFSET", "IS", "LOAD", "CSV", "FROM", "HEADERS", "SHOW", "DROP",
}  # fmt: skip
_CLASSES = {
    "string": "string", "number": "number", "comment": "comment", "parameter": "parameter", "wrong_number": "wrong",
    "quoted": "name",
}  # fmt: skip


def coloured(text: str) -> list[Pieces]:
    """Give the lines of a text as (class, text) pieces; joined they are the text.

    Each line is cut once for the text it has and for what the line before left open, so that a key costs one line.
    """
    lines: list[Pieces] = []
    opened = ""
    for line in text.split("\n"):
        pieces, opened = _line(line, opened)
        lines.append(pieces)
    return lines


@lru_cache(maxsize=20_000)
def _line(line: str, opened: str) -> tuple[Pieces, str]:
    """Colour one line that begins inside what ``opened`` names: a quote, ``/*`` or nothing."""
    start = 0
    found: Pieces = []
    if opened:
        closing = _CLOSINGS[opened].match(line)
        start = closing.end() if closing else len(line)
        found = [(f"class:cypher.{'comment' if opened == '/*' else 'string'}", line[:start])] if start else []
        if closing is None:
            return found, opened
    parts = list(tokens(line, start))
    found += _classified(parts)
    last = parts[-1] if parts else None
    unclosed = last is not None and last.kind in {"string", "quoted", "comment"} and not last.closed
    return found, last.text[: 2 if last.text.startswith("/*") else 1] if last is not None and unclosed else ""


_CLOSINGS = {
    "'": re.compile(r"(?:[^'\\]|\\.)*+'"), '"': re.compile(r'(?:[^"\\]|\\.)*+"'), "`": re.compile(r"(?:[^`]|``)*+`"),
    "/*": re.compile(r".*?\*/"),
}  # fmt: skip


def _classified(found: list[Token]) -> Pieces:
    pieces: Pieces = []
    previous = ""
    for place, token in enumerate(found):
        following = next((one.text for one in found[place + 1 : place + 3] if one.kind not in SILENT), "")
        name = _class_of(token, previous, following)
        pieces.append((f"class:cypher.{name}" if name else "", token.text))
        if token.kind not in SILENT:
            previous = token.text
    return pieces


def _class_of(token: Token, previous: str, following: str) -> str:
    if token.kind in _CLASSES:
        return _CLASSES[token.kind]
    if token.kind == "mark":
        return "bracket" if token.text in "()[]{}" else ""
    if token.kind == "space":
        return ""
    return _class_of_word(token, previous, following)


def _class_of_word(token: Token, previous: str, following: str) -> str:
    if previous == ".":
        return "property"
    if previous in {":", "|", "&", "!"} and following not in {",", "}"}:
        return "label"
    if token.text.upper() in _KEYWORDS and following != ":":
        return "keyword"
    return "function" if following == "(" else "name"


def editor_lexer() -> Lexer:
    """Give the editor's view of ``coloured``: a text is cut once, however often its lines are asked for."""
    from prompt_toolkit.lexers import Lexer

    class CypherLexer(Lexer):
        """Colours statements; remembers the last text."""

        def __init__(self) -> None:
            self._text: str | None = None
            self._lines: list[Pieces] = []

        def lex_document(self, document: Document) -> Callable[[int], Pieces]:  # type: ignore[override]
            """Give the function from a line's number to its pieces."""
            if document.text != self._text:
                self._text, self._lines = document.text, coloured(document.text)
            lines = self._lines
            return lambda number: lines[number] if number < len(lines) else []

    return CypherLexer()
