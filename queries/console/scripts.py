"""Scripts: every statement of a text in order; the first failure ends the run and is named with its line."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from graph.errors import BadInput, TrunklineError
from queries.console.session import Session
from queries.console.special import Leave
from queries.console.statements import split_statements


def run_script(session: Session, text: str, name: str) -> None:
    """Run a text; the last statement needs no ``;``.

    Raises:
        TrunklineError: of the kind that the failing statement raised, with its place in front.
    """
    pieces = split_statements(text)
    for place, piece in enumerate(pieces, start=1):
        try:
            session.run(piece)
        except Leave:
            return
        except TrunklineError as error:
            left = len(pieces) - place
            line = text.count("\n", 0, piece.start) + 1
            rest = f" {left} further statement{'' if left == 1 else 's'} did not run." if left else ""
            error.args = (f"{name}, line {line}: {str(error).rstrip('.')}.{rest}",)
            raise


def read_file(path: Path) -> str:
    """Read a script of UTF-8 with or without BOM.

    Raises:
        BadInput: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_stream(file, str(path))
    except OSError as error:
        raise BadInput(f"the file cannot be read: {error.strerror}", place=str(path)) from error


def read_stream(stream: BinaryIO, name: str) -> str:
    """Decode a script."""
    try:
        return stream.read().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is not UTF-8; save the script as UTF-8", place=name) from error
