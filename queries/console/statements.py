"""Text cut into statements and console commands; a ``;`` in a string, comment or quoted name is only text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from queries.console.cypher.tokens import SILENT, Token, tokens

COMMAND_MARK = ":"


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement without its ``;``, or one command line; ``ended`` is False where the text just stops."""

    text: str
    start: int
    ended: bool

    @property
    def is_command(self) -> bool:
        """Whether it is a command of the console and no Cypher."""
        return self.text.startswith((COMMAND_MARK, "?", "\\"))


def split_statements(text: str) -> list[Piece]:
    """Give the statements and commands of a text in their order, in one pass; blanks and comments are left out."""
    return [piece for piece, _closed in _pieces(text)]


def _pieces(text: str) -> Iterator[tuple[Piece, bool]]:
    """Each piece, and whether every string, quoted name and comment in it is closed."""
    start = 0
    while start < len(text):
        first, closed = -1, True
        for token in tokens(text, start):
            if token.kind == "mark" and token.text == ";":
                if first >= 0:
                    yield Piece(text[first : token.start].rstrip(), first, True), closed
                start = token.end
                break
            closed = closed and token.closed
            if token.kind in SILENT:
                continue
            if first < 0:
                first = token.start
                if _opens_command(token):
                    piece, start = _command(text, first)
                    yield piece, True
                    break
        else:
            if first >= 0 or not closed:
                yield Piece(text[max(first, start) :].rstrip(), max(first, start), False), closed
            return


def _opens_command(token: Token) -> bool:
    return token.kind == "mark" and token.text in {COMMAND_MARK, "?", "\\"}


def _command(text: str, start: int) -> tuple[Piece, int]:
    newline = text.find("\n", start)
    end = len(text) if newline < 0 else newline
    return Piece(text[start:end].strip().removesuffix(";").rstrip(), start, True), end


def is_complete(text: str) -> bool:
    """Tell whether Enter shall run a text: nothing in it is left open, and its last statement has its ``;``."""
    return all(piece.ended and closed for piece, closed in _pieces(text))


def words_of(command: str) -> Iterator[str]:
    """Split a command line into words; quotes keep blanks together and a stray quote is only text."""
    import shlex

    try:
        yield from shlex.split(command)
    except ValueError:
        yield from command.split()
