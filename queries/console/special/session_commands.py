"""Commands of the session itself: clocks, parameters, history, settings, Python, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import BadInput, UsageError
from queries.console.keyboard import echo
from queries.console.prose import folded
from queries.console.special.command import Command, Leave
from queries.console.vocabulary import CommandWords
from queries.render.cells import plain_text

if TYPE_CHECKING:
    from queries.console.session import Session

_SHOWN = 20  # statements of the history that are listed
_ASKING = (":history", "\\history")  # a search does not find itself


def _clock(clock: str, usage: str) -> Command:
    said = {"as_of": "ask for the state of a day", "known_at": "ask what was known by a day"}[clock]

    def run(session: Session, arguments: list[str]) -> None:
        if len(arguments) != 1:
            raise UsageError(f"Write {usage}.")
        session.clocks.turn(clock, arguments[0])
        session.note(f"The session asks {session.clocks.described() or 'as of today, with all that is known'}.")

    return Command(
        usage, f"{said}; off ends it", run, CommandWords(("day",)), "questions",
        "Holds for :ask, :routes and every command that takes it, and for statements as $as_of and $known_at.",
    )  # fmt: skip


def _param(session: Session, arguments: list[str]) -> None:
    from queries.console.parameters import assignment

    for word in arguments:
        session.parameters |= assignment(word)
    if not arguments and not session.parameters:
        session.say("No parameters are set: :param name=value sets $name.")
    for name, value in sorted(session.parameters.items()):
        text = plain_text(value)
        session.say(f"${name} = {text if len(text) <= 100 else f'{text[:99]}…'}")


def _history(session: Session, arguments: list[str]) -> None:
    from queries.console.history import read_entries

    wanted = " ".join(arguments).lower()
    entries = read_entries(session.home / "console" / "history.jsonl")
    found = [one for one in entries if wanted in one.text.lower() and not one.text.startswith(_ASKING)]
    for one in found[-_SHOWN:]:
        line = f"{one.at}  {one.digest[:8] or '-':<8}  {' '.join(one.text.split())}"
        session.say(folded(line, session.columns, indent=4) if session.interactive else line)


def _config(session: Session, _arguments: list[str]) -> None:
    from queries.console.configuration import EXAMPLE, configuration_file

    path = configuration_file(session.home)
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(EXAMPLE, "utf-8")
        except OSError as error:
            raise BadInput(f"it cannot be written: {error.strerror}", place=str(path)) from error
    session.say(f"Settings are read from {path} when a session starts.")


def _refresh(session: Session, _arguments: list[str]) -> None:
    if session.words is not None:
        session.words.refresh()
    session.note("Reading names, labels and steps of the graph again.")


def _python(session: Session, _arguments: list[str]) -> None:
    """Ctrl-D comes back; where nobody types, the frame is only described."""
    import code

    import pandas as pd

    rows = session.last.dicts()
    frame = pd.DataFrame.from_records(rows, columns=list(session.last.columns))
    if not session.interactive:
        session.say(f"df: {frame.shape[0]} rows, columns {', '.join(map(str, frame.columns))}")
        return
    banner = f"df is the last answer: {frame.shape[0]} rows, {frame.shape[1]} columns. Ctrl-D goes back."
    with echo(wanted=True):
        code.interact(banner, local={"df": frame, "rows": rows, "pd": pd}, exitmsg="")


def _edit(_session: Session, _arguments: list[str]) -> None:
    raise UsageError("Press Ctrl-X Ctrl-E (emacs keys) or v in command mode (vi keys), or type \\e and Enter.")


def _exit(_session: Session, _arguments: list[str]) -> None:
    raise Leave


SESSION = {
    "as-of": _clock("as_of", ":as-of DATE"),
    "known-at": _clock("known_at", ":known-at DATE"),
    "param": Command(":param [name=value]…", "set $name, or list what is set", _param),
    "history": Command(":history [TEXT]", "past statements with their time and the graph's digest", _history),
    "edit": Command(":edit", "write the statement in your editor (\\e)", _edit),
    "config": Command(":config", "write the settings file with comments, say where it is", _config),
    "reload": Command(":reload", "read the graph's names and steps again for completion", _refresh),
    "py": Command(":py", "Python with the last answer as a pandas frame df", _python, group="answers"),
    "exit": Command(":exit", "leave; so does Ctrl-D", _exit),
}
