"""The answering commands of the command line, each callable here with the session's clocks and notation.

The front door hands them over (``receive``), since this room does not know it; a command that joins the front door's
table is a command here at once.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from graph.errors import TrunklineError, UsageError
from queries.console.answers import LastAnswer
from queries.console.special.command import Command
from queries.console.vocabulary import CommandWords
from queries.render.notations import Format

if TYPE_CHECKING:
    from queries.console.session import Session

Loader = Callable[[], Any]  # gives the command with its ``params`` and ``main``
Given = Mapping[str, tuple[str, Loader]]  # help and loader by name
_ENTITY = frozenset({"from", "to", "id", "x", "entity", "asset"})
_OWN = frozenset({"ask"})  # the console answers these from its own store and shows them its own way


_door: dict[str, Given] = {"given": {}}


def receive(give: Callable[[], Given]) -> None:
    """Take the answering commands from the front door."""
    _door["given"] = give()
    answering_commands.cache_clear()


@cache
def answering_commands() -> dict[str, Command]:
    """Give a command for each."""
    return {
        name: Command(
            f":{name} …", said.rstrip("."), partial(run_answering, name), CommandWords(("entity…",), _CLOCK_OPTIONS),
            "questions",
        )
        for name, (said, _) in _door["given"].items()
        if name not in _OWN
    }  # fmt: skip


_CLOCK_OPTIONS = {"--as-of": "day", "--known-at": "day", "--avoid": "entity", "--close": "entity", "--via": "entity"}


def options_of(command: Any) -> frozenset[str]:  # noqa: ANN401 - the command class is private to its library
    """Name the options that a command takes."""
    return frozenset(option for parameter in command.params for option in parameter.opts if option.startswith("-"))


def run_answering(name: str, session: Session, arguments: list[str]) -> None:
    """Run one with the session's clocks; ``$_`` then holds its rows, which are computed when they are asked for."""
    command = _door["given"][name][1]()
    taken = options_of(command)
    words = [*arguments, *session.clocks.options(taken, arguments)]
    shown = [*words, *_notation(session, taken, words)]
    with session.captured_output(report=not any(word.startswith("--format") for word in shown)):
        _main(command, name, shown)
    session.statement = f":{name} {' '.join(arguments)}"
    session.last = LastAnswer(statement=session.statement, load=lambda: _rows(command, name, words, taken))


def help_of(name: str) -> str:
    """Give a command's own help page."""
    command = _door["given"][name][1]()
    out = io.StringIO()
    with redirect_stdout(out):
        _main(command, name, ["--help"])
    return out.getvalue().rstrip()


def _main(command: Any, name: str, words: list[str]) -> None:  # noqa: ANN401
    import typer

    try:
        command.main(words, prog_name=f":{name}", standalone_mode=False)
    except typer.TyperException as error:
        raise UsageError(f"{error.format_message().rstrip('.')}. Write :help {name} for its options.") from error


def _notation(session: Session, taken: frozenset[str], words: list[str]) -> list[str]:
    chosen = session.output.notation
    told = any(word == "--format" or word.startswith("--format=") for word in words)
    return [] if told or "--format" not in taken or chosen is Format.TABLE else ["--format", chosen.value]


def _rows(command: Any, name: str, words: list[str], taken: frozenset[str]) -> list[dict[str, Any]]:  # noqa: ANN401
    """Ask once more for the flat table of the answer, and give its rows; figures are numbers again."""
    if "--format" not in taken:
        raise UsageError(f":{name} gives no rows that a statement could use.")
    kept = [word for place, word in enumerate(words) if "--format" not in (word, *words[place - 1 : place])]
    for notation, read in (("csv", table_rows), ("json", document_rows)):
        out = io.StringIO()
        with redirect_stdout(out), suppress(TrunklineError):
            _main(command, name, [*kept, "--format", notation])
        if out.getvalue():
            return read(out.getvalue())
    raise UsageError(f":{name} gives no rows that a statement could use.")


def table_rows(text: str) -> list[dict[str, Any]]:
    """Read CSV with a header; what reads as a number is one, what is empty is null."""
    from queries.render.spreadsheet import unguarded

    rows = csv.DictReader(io.StringIO(text))
    return [{unguarded(name): _figure(unguarded(value)) for name, value in row.items()} for row in rows]


def _figure(text: str) -> str | float | None:
    try:
        number = float(text)
    except ValueError:
        return text or None
    return int(number) if text.lstrip("-").isdigit() else number


def document_rows(text: str) -> list[dict[str, Any]]:
    """Give the ``rows`` of a JSON document, else the document itself as one row."""
    document = json.loads(text)
    return list(document.get("rows", [document])) if isinstance(document, dict) else document
