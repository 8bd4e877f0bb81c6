"""The console's own commands, in a registry that feeds help and completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from queries.console.session import Session


class Leave(Exception):
    """The session shall end."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is written, what it does, and the function that does it."""

    usage: str
    help: str
    run: Callable[[Session, list[str]], None]


def run_command(session: Session, line: str) -> None:
    """Run a line that starts with a colon.

    Raises:
        UnknownName: there is no such command.
    """
    from difflib import get_close_matches

    from queries.console.statements import words_of

    name, *arguments = list(words_of(line.removeprefix(":"))) or [""]
    command = COMMANDS.get(name.lower())
    if command is None:
        near = [f":{one}" for one in get_close_matches(name, COMMANDS, 1)]
        raise UnknownName(f":{name}", near or [":help"], wanted="command")
    command.run(session, arguments)


def _help(session: Session, _arguments: list[str]) -> None:
    width = max(len(one.usage) for one in COMMANDS.values()) + 2
    session.say("Type Cypher and end it with ; or use a command:")
    for one in COMMANDS.values():
        session.say(f"  {one.usage:<{width}}{one.help}")


def _ask(session: Session, arguments: list[str]) -> None:
    from queries.catalogue.describe import described, listed
    from queries.catalogue.registry import question
    from queries.catalogue.run import ask

    if not arguments:
        session.say(listed())
    elif "--show" in arguments:
        session.say(described(question(arguments[0])))
    else:
        session.show(ask(session.store, arguments[0], arguments[1:]))


def _evidence(session: Session, arguments: list[str]) -> None:
    from queries.answers.evidence import evidence_of
    from queries.answers.evidence_text import evidence_text

    if len(arguments) != 1:
        raise UsageError("Write :evidence ID, with one id.")
    session.say(evidence_text(evidence_of(session.store, arguments[0]), 12))


def _schema(session: Session, _arguments: list[str]) -> None:
    from graph.schema.declaration import schema

    for family in schema().nodes.values():
        session.say(f"(:{family.name})  {family.meaning}")
        if family.labels:
            session.say(f"  labels: {', '.join(sorted(family.labels))}")
        session.say(f"  properties: {', '.join(family.properties)}")
    for relation in schema().relations.values():
        session.say(f"{relation.drawn}  {relation.meaning}")
        session.say(f"  properties: {', '.join(relation.properties)}")


def _exit(_session: Session, _arguments: list[str]) -> None:
    raise Leave


COMMANDS: Mapping[str, Command] = {
    "help": Command(":help", "this list", _help),
    "ask": Command(":ask [ID] [name=value]…", "list the catalogue's questions, or run one; --show describes it", _ask),
    "evidence": Command(":evidence ID", "from a node, leg, share or claim back to the sentences", _evidence),
    "schema": Command(":schema", "labels, relations and properties of the graph", _schema),
    "exit": Command(":exit", "leave; so does Ctrl-D", _exit),
}
