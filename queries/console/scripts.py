"""Scripts: every statement of a text in order; a failure is named with its line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from graph.errors import BadInput, TrunklineError
from queries.console.cautions import Cautions
from queries.console.errors import located
from queries.console.session import Session
from queries.console.special.command import Leave
from queries.console.statements import Piece, split_statements


def run_script(session: Session, text: str, name: str, *, fail_fast: bool = True) -> None:
    """Run a text; the last statement needs no ``;``.

    Without ``fail_fast`` every failure is reported as it comes, the rest still runs, and the first one is raised at
    the end.

    Raises:
        TrunklineError: of the kind that the first failing statement raised, with its place in front.
    """
    pieces, cautions = split_statements(text), Cautions(session, name, text)
    try:
        _run_pieces(session, text, name, pieces, cautions, fail_fast=fail_fast)
    finally:
        cautions.tell()


def _run_pieces(  # noqa: PLR0913 - each is one part of a script
    session: Session, text: str, name: str, pieces: Sequence[Piece], cautions: Cautions, *, fail_fast: bool
) -> None:
    failures: list[TrunklineError] = []
    for place, piece in enumerate(pieces, start=1):
        try:
            cautions.look(piece)
            session.run(piece)
        except Leave:
            break
        except TrunklineError as error:
            line = text.count("\n", 0, piece.start) + 1
            told, *shown = located(piece.text, error) if not piece.is_command else [str(error)]
            where = f"{name}, line {line}: {_ended(told)}"
            left = len(pieces) - place
            if fail_fast:
                rest = f" {left} further statement{'' if left == 1 else 's'} did not run." if left else ""
                error.args = ("\n".join([where + rest, *shown]),)
                raise
            error.args = (where,)
            failures.append(error)
            print("\n".join([where, *shown]), file=sys.stderr)
    _raise_first(failures, name, len(pieces))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _raise_first(failures: list[TrunklineError], name: str, count: int) -> None:
    if failures:
        failures[0].args = (f"{name}: {len(failures)} of {count} statements failed; the first: {failures[0]}",)
        raise failures[0]


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
