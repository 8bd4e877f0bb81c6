"""Commands of the first minute: help, where am I, the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UnknownName
from queries.console.special.command import Command
from queries.console.vocabulary import CommandWords

if TYPE_CHECKING:
    from queries.console.session import Session

FIVE = (
    (":routes KZ mediterranean --avoid RU", "how Kazakh oil reaches the sea without Russia"),
    (":flow KZ mediterranean", "how much it can be, and what stops more"),
    (":ask owners asset=cpc", "who owns the Caspian pipeline"),
    (":evidence btc", "who says so, in which sentence"),
    ("MATCH (p:Pipeline)-[:CROSSES]->(c:Country) RETURN c.id, count(p) AS lines ORDER BY lines DESC;", "any question"),
)


def _help(session: Session, arguments: list[str]) -> None:
    from queries.console.special.registry import ALIASES, GROUPS, commands

    if arguments:
        _help_of(session, ALIASES.get(arguments[0], arguments[0]).lstrip(":\\"))
        return
    width = max(len(one.usage) for one in commands().values()) + 2
    session.say("Type Cypher and end it with ; or use a command (:help NAME says more):")
    for group in GROUPS:
        session.say(f"\n{group}")
        for one in commands().values():
            if one.group == group:
                session.say(f"  {one.usage:<{width}}{one.help}")


def _help_of(session: Session, name: str) -> None:
    from difflib import get_close_matches

    from queries.console.special.answering import answering_commands, help_of
    from queries.console.special.registry import commands

    if name not in commands():
        raise UnknownName(f":{name}", [f":{one}" for one in get_close_matches(name, commands(), 1)], wanted="command")
    if name in answering_commands():
        session.say(help_of(name))
        session.say("\nThe session's clocks are added where the command takes them; $_ then holds its rows.")
        return
    command = commands()[name]
    session.say(f"{command.usage}\n  {command.help}")
    if command.more:
        session.say(f"  {command.more}")


def _where(session: Session, _arguments: list[str]) -> None:
    """Say where one is: store, mode, clocks, transaction, last answer, output; then what can be done now."""
    described = session.store.describe()
    place = described.data_folder or described.uri
    session.say(f"Store: {described.kind} at {place}, {'WRITING is on' if session.may_write else 'read-only'}.")
    session.say(f"Clocks: {session.clocks.described() or 'as of today, with all that is known'}.")
    if session.transaction is not None:
        session.say(f"Transaction: open, {session.transaction.statements} statements; :commit or :rollback ends it.")
    target = session.output.file.name if session.output.file else "the screen"
    session.say(f"Answers: {session.output.notation} to {target}, tables {session.output.shape}.")
    if session.last.statement:
        session.say(f"Last: {' '.join(session.last.statement.split())[:100]}; its rows are $_ in the next statement.")
    session.say("Tab completes, Enter after ; runs, Ctrl-C stops, Ctrl-R searches, :help lists all commands.")


def greeting(write: bool) -> str:
    """Give the first lines of a session: five questions to try."""
    mode = "WRITING is on" if write else "read-only"
    width = max(len(text) for text, _ in FIVE[:-1])
    tries = "\n".join(f"  {text:<{width}}  {why}" for text, why in FIVE)
    return (
        f"Trunkline console, {mode}. Type Cypher and end it with ; or :help. Ctrl-D leaves.\nTry:\n{tries}\n"
        "? says where you are; :tour shows the rest in two minutes."
    )


def _tour(session: Session, arguments: list[str]) -> None:
    from queries.console.tour import take_tour

    take_tour(session, arguments)


GUIDE = {
    "help": Command(":help [NAME]", "this list, or one command in full", _help, CommandWords(("command",)),
                    "first steps"),
    "where": Command("?", "where you are and what can be done now", _where, group="first steps"),
    "tour": Command(":tour [STEP]", "two minutes through the console; works offline", _tour, group="first steps"),
}  # fmt: skip
