"""Text cut into statements and console commands; a ``;`` in a string, comment or quoted name is only text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from queries.catalogue.lexing import tokens

COMMAND_MARK = ":"
_SILENT = frozenset({"comment", "space"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement without its ``;``, or one command line; ``ended`` is False where the text just stops."""

    text: str
    start: int
    ended: bool

    @property
    def is_command(self) -> bool:
        """Whether it is a command of the console and no Cypher."""
        return self.text.startswith(COMMAND_MARK)


def split_statements(text: str) -> list[Piece]:
    """Give the statements and commands of a text in their order; pieces of blanks and comments are left out."""
    pieces: list[Piece] = []
    start = 0
    while start < len(text):
        piece, start = _next_piece(text, start)
        if piece is not None:
            pieces.append(piece)
    return pieces


def _next_piece(text: str, start: int) -> tuple[Piece | None, int]:
    first: int | None = None
    for token in tokens(text[start:]):
        place = start + token.start
        if token.kind in _SILENT:
            continue
        if token.text == ";":
            return (None if first is None else Piece(text[first:place].rstrip(), first, True)), place + 1
        if first is None and token.text == COMMAND_MARK:
            return _command(text, place)
        first = place if first is None else first
    return (None if first is None else Piece(text[first:].rstrip(), first, False)), len(text)


def _command(text: str, start: int) -> tuple[Piece, int]:
    newline = text.find("\n", start)
    end = len(text) if newline < 0 else newline
    return Piece(text[start:end].strip().removesuffix(";").rstrip(), start, True), end


def is_complete(text: str) -> bool:
    """Tell whether Enter shall run a text: nothing in it is left open."""
    return _nothing_open(text) and all(piece.ended for piece in split_statements(text))


def _nothing_open(text: str) -> bool:
    return all(token.closed for token in tokens(text) if token.kind in {"string", "quoted", "comment"})


def words_of(command: str) -> Iterator[str]:
    """Split a command line into words; quotes keep blanks together and a stray quote is only text."""
    import shlex

    try:
        yield from shlex.split(command)
    except ValueError:
        yield from command.split()
