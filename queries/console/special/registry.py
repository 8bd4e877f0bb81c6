"""Every command by name, from the groups and from the front door; it feeds help, completion and dispatch."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from graph.errors import UnknownName
from queries.console.special.answering import answering_commands
from queries.console.special.command import Command
from queries.console.special.data import DATA
from queries.console.special.display import DISPLAY
from queries.console.special.guide import GUIDE
from queries.console.special.session_commands import SESSION
from queries.console.special.work import WORK
from queries.console.statements import words_of
from queries.console.vocabulary import CommandWords
from queries.render.layout import Shape
from queries.render.notations import Format

if TYPE_CHECKING:
    from queries.console.session import Session

ALIASES = {
    "?": "where", "quit": "exit", "q": "exit", "o": "output", "e": "edit", "x": "table", "set": "param", "d": "schema",
    "i": "source", "pset": "table",
}  # fmt: skip
GROUPS = ("first steps", "questions", "answers", "session", "writing")


@cache
def commands() -> Mapping[str, Command]:
    """Give every command by name."""
    return {**GUIDE, **DATA, **answering_commands(), **DISPLAY, **SESSION, **WORK}


def run_command(session: Session, line: str) -> None:
    """Run a line that starts with a colon, a backslash or a question mark.

    Raises:
        UnknownName: there is no such command.
    """
    name, *arguments = list(words_of(line.lstrip(":\\"))) or [""]
    name = ALIASES.get(name.lower(), name.lower())
    command = commands().get(name)
    if command is None:
        near = [f":{one}" for one in get_close_matches(name, [*commands(), *ALIASES], 1)]
        raise UnknownName(f":{name}", near or [":help"], wanted="command")
    command.run(session, arguments)


def command_words() -> dict[str, CommandWords]:
    """Give what completion offers after each command."""
    words = {f":{name}": command.words for name, command in commands().items()}
    return words | {f"\\{alias}": words[f":{name}"] for alias, name in ALIASES.items() if alias != "?"}


def choices() -> dict[str, tuple[str, ...]]:
    """Give the arguments that are one of a few words."""
    return {"notation": tuple(Format), "shape": tuple(Shape), "switch": ("on", "off")}
