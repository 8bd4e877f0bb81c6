"""Commands that ask: the catalogue, the schema, saved statements, rows from files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import BadInput, UnknownName, UsageError
from queries.console.prose import counted
from queries.console.special.command import Command
from queries.console.vocabulary import CommandWords

if TYPE_CHECKING:
    from graph.store.port import Row
    from queries.catalogue.question import Question
    from queries.console.session import Session

_NAME = re.compile(r"[\w-]{1,60}")


def _ask(session: Session, arguments: list[str]) -> None:
    from queries.catalogue.describe import described, listed
    from queries.catalogue.registry import question

    if not arguments:
        session.say(listed())
    elif "--show" in arguments:
        session.say(described(question(arguments[0])))
    else:
        asked = question(arguments[0])
        clocks = session.clocks.arguments({one.name for one in asked.parameters}, arguments[1:])
        columns = tuple(column.name for column in asked.columns)
        session.show_rows(_asked(session, asked, [*arguments[1:], *clocks]), columns, f":ask {' '.join(arguments)}")


def _asked(session: Session, asked: Question, words: list[str]) -> Iterator[Row]:
    """Answer when the first row is wanted, so that the time it takes is told."""
    from queries.catalogue.run import ask

    yield from ask(session.store, asked, words).dicts()


def _schema(session: Session, arguments: list[str]) -> None:
    """What is declared, and what the graph really holds where it has been read."""
    from graph.schema.declaration import schema

    if arguments:
        _schema_of(session, arguments[0])
        return
    counts = session.words.knowledge.counts if session.words and session.words.knowledge else {}
    for family in schema().nodes.values():
        known = f", {counts[family.name]:,} nodes" if family.name in counts else ""
        session.say(f"(:{family.name})  {family.meaning}{known}")
        if family.labels:
            session.say(f"  labels: {', '.join(sorted(family.labels))}")
        session.say(f"  properties: {', '.join(family.properties)}")
    for relation in schema().relations.values():
        session.say(f"{relation.drawn}  {relation.meaning}")
        session.say(f"  properties: {', '.join(relation.properties)}")


def _schema_of(session: Session, kind: str) -> None:
    from queries.console.words import declared_words

    words = session.words.now if session.words else declared_words()
    if kind not in words.properties:
        from difflib import get_close_matches

        raise UnknownName(kind, get_close_matches(kind, words.properties, 3), wanted="label or relation type")
    session.say(f"{kind}: {', '.join(words.properties[kind])}")
    for start, relation, end in sorted(words.patterns):
        if kind in {start, relation, end} and "Entity" not in {start, end}:
            session.say(f"  (:{start})-[:{relation}]->(:{end})")


def _folder(session: Session) -> Path:
    return session.home / "console" / "saved"


def _save(session: Session, arguments: list[str]) -> None:
    if len(arguments) != 1 or not _NAME.fullmatch(arguments[0]):
        raise UsageError("Write :save NAME, with a name of letters, digits, - and _.")
    if not session.statement:
        raise UsageError("Nothing has been run yet that could be saved.")
    folder = _folder(session)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{arguments[0]}.cypher").write_text(session.statement + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"it cannot be written: {error.strerror}", place=str(folder)) from error
    session.note(f"Saved; :run {arguments[0]} runs it again.")


def saved_names(folder: Path) -> list[str]:
    """Name the saved statements."""
    return sorted(one.stem for one in folder.glob("*.cypher")) if folder.is_dir() else []


def _run(session: Session, arguments: list[str]) -> None:
    from queries.console.parameters import assignment
    from queries.console.statements import split_statements

    names = saved_names(_folder(session))
    if not arguments:
        session.say("\n".join(names) if names else "Nothing is saved yet: :save NAME keeps the last statement.")
        return
    if arguments[0] not in names:
        from difflib import get_close_matches

        raise UnknownName(arguments[0], get_close_matches(arguments[0], names, 3), wanted="saved statement")
    for word in arguments[1:]:
        session.parameters |= assignment(word)
    for piece in split_statements((_folder(session) / f"{arguments[0]}.cypher").read_text("utf-8")):
        session.run(piece)


def _source(session: Session, arguments: list[str]) -> None:
    from queries.console.scripts import read_file, run_script

    if len(arguments) != 1:
        raise UsageError("Write :source FILE.")
    run_script(session, read_file(Path(arguments[0]).expanduser()), arguments[0])


def _rows(session: Session, arguments: list[str]) -> None:
    from queries.console.parameters import read_rows

    if len(arguments) not in {1, 2}:
        raise UsageError("Write :rows FILE [NAME]; the rows are then $rows, or the name you give.")
    name = arguments[1] if len(arguments) == 2 else "rows"
    session.parameters[name] = read_rows(Path(arguments[0]).expanduser())
    session.note(f"${name} holds {counted(len(session.parameters[name]), 'row')}: UNWIND ${name} AS row …")


DATA = {
    "ask": Command(
        ":ask [ID] [name=value]…", "list the catalogue's questions, or run one; --show describes it", _ask,
        CommandWords(("question", "assignment…"), {"--show": ""}), "questions",
        "The clocks of the session fill a question's day and known_at.",
    ),
    "schema": Command(
        ":schema [LABEL or TYPE]", "labels, relations and properties; of one kind, the steps that occur", _schema,
        CommandWords(("label",)), "questions",
    ),
    "save": Command(":save NAME", "keep the last statement under a name", _save, group="questions"),
    "run": Command(":run [NAME] [name=value]…", "run a saved statement, or list them", _run, group="questions"),
    "source": Command(":source FILE", "run a script here", _source, CommandWords(("file",)), "questions"),
    "rows": Command(
        ":rows FILE [NAME]", "read CSV, TSV, JSON or JSON lines into $rows", _rows, CommandWords(("file",)),
        "questions",
    ),
}  # fmt: skip
