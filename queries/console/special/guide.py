"""Commands of the first minute: help, where am I, the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UnknownName
from queries.console.prose import counted, folded, listed
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
    columns, every = session.columns, commands().values()
    session.say(folded("Type Cypher and end it with ; or use a command (:help NAME says more):", columns))
    width = max(len(one.usage) for one in every if len(one.usage) <= columns // 3)
    for group in GROUPS:
        session.say(f"\n{group}")
        for line in listed([(one.usage, one.help) for one in every if one.group == group], columns, width):
            session.say(line)


def _help_of(session: Session, name: str) -> None:
    from difflib import get_close_matches

    from queries.console.special.answering import answering_commands, help_of
    from queries.console.special.registry import commands

    if name not in commands():
        raise UnknownName(f":{name}", [f":{one}" for one in get_close_matches(name, commands(), 1)], wanted="command")
    if name in answering_commands():
        session.say(help_of(name))
        said = "The session's clocks are added where the command takes them; $_ then holds its rows."
        session.say(folded(f"\n{said}", session.columns))
        return
    command = commands()[name]
    session.say(folded(command.usage, session.columns, indent=4))
    for text in (command.help, command.more):
        if text:
            session.say(folded(text, session.columns, indent=2, first="  "))


def _where(session: Session, _arguments: list[str]) -> None:
    """Say where one is: store, mode, clocks, transaction, last answer, output; then what can be done now."""

    def say(text: str) -> None:
        session.say(folded(text, session.columns, indent=2))

    described = session.store.describe()
    place = described.data_folder or described.uri
    say(f"Store: {described.kind} at {place}, {'WRITING is on' if session.may_write else 'read-only'}.")
    say(f"Clocks: {session.clocks.described() or 'as of today, with all that is known'}.")
    if session.transaction is not None:
        say(f"Transaction: open, {counted(session.transaction.statements, 'statement')}; :commit or :rollback ends it.")
    target = session.output.file.name if session.output.file else "the screen"
    say(f"Answers: {session.output.notation} to {target}, tables {session.output.shape}.")
    if session.last.statement:
        say(f"Last: {' '.join(session.last.statement.split())[:100]}; its rows are $_ in the next statement.")
    say("Tab completes, Enter after ; runs, Ctrl-C stops, Ctrl-R searches, :help lists all commands.")


def greeting(write: bool, columns: int) -> str:
    """Give the first lines of a session, folded to so many columns: five questions to try."""
    mode = "WRITING is on" if write else "read-only"
    return "\n".join([
        folded(f"Trunkline console, {mode}. Type Cypher and end it with ; or :help. Ctrl-D leaves.", columns),
        "Try:", *listed(FIVE, columns),
        folded("? says where you are; :tour shows the rest in two minutes.", columns),
    ])  # fmt: skip


def _tour(session: Session, arguments: list[str]) -> None:
    from queries.console.tour import take_tour

    take_tour(session, arguments)


GUIDE = {
    "help": Command(":help [NAME]", "this list, or one command in full", _help, CommandWords(("command",)),
                    "first steps"),
    "where": Command("?", "where you are and what can be done now", _where, group="first steps"),
    "tour": Command(":tour [STEP]", "two minutes through the console; works offline", _tour, group="first steps"),
}  # fmt: skip
