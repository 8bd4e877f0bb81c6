"""Commands that say how and where answers are shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from graph.errors import UsageError
from queries.console.special.command import Command
from queries.console.vocabulary import CommandWords
from queries.render.layout import Shape
from queries.render.notations import Format

if TYPE_CHECKING:
    from queries.console.session import Session

Choice = TypeVar("Choice", bound=StrEnum)


def _one_of(kind: type[Choice], text: str) -> Choice:
    from difflib import get_close_matches

    if text not in list(kind):
        near = get_close_matches(text, list(kind), 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise UsageError(f'"{text}" is none of: {", ".join(kind)}.{hint}')
    return kind(text)


def _format(session: Session, arguments: list[str]) -> None:
    if arguments:
        session.output.notation = _one_of(Format, arguments[0].lower())
    session.note(f"Answers are written as {session.output.notation}.")


def _table(session: Session, arguments: list[str]) -> None:
    """Without an argument it turns records on and off, as a single key press would."""
    shape = session.output.shape
    turned = Shape.AUTO if shape is Shape.EXPANDED else Shape.EXPANDED
    session.output.shape = _one_of(Shape, arguments[0].lower()) if arguments else turned
    session.note(f"Tables are {session.output.shape}.")


def _output(session: Session, arguments: list[str]) -> None:
    if not arguments or arguments[0] in {"off", "-"}:
        session.output.to_screen()
        session.note("Answers go to the screen.")
        return
    notation = _one_of(Format, arguments[1].lower()) if len(arguments) > 1 else None
    session.output.to_file(arguments[0], notation)
    session.note(f"Answers go to {arguments[0]} as {session.output.notation}; :output off ends that.")


def _pager(session: Session, arguments: list[str]) -> None:
    if arguments:
        session.output.pager = {"on": "auto"}.get(arguments[0], " ".join(arguments))
    session.note(f"The pager is {session.output.pager}.")


def _timing(session: Session, arguments: list[str]) -> None:
    wanted = {"on": True, "off": False}
    if arguments and arguments[0] not in wanted:
        raise UsageError("Write :timing on or :timing off.")
    session.output.timing = wanted[arguments[0]] if arguments else not session.output.timing
    session.note(f"Timing is {'on' if session.output.timing else 'off'}.")


def _number(text: str, usage: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise UsageError(f"Write {usage}.") from None
    if found < 0:
        raise UsageError(f"Write {usage}.")
    return found


def _limit(session: Session, arguments: list[str]) -> None:
    if arguments:
        session.output.row_limit = int(_number(arguments[0], ":limit ROWS, 0 for all"))
    limit = session.output.row_limit
    session.note(f"At most {limit:,} rows are shown." if limit else "All rows are shown.")


def _timeout(session: Session, arguments: list[str]) -> None:
    if arguments:
        session.output.time_limit = _number(arguments[0], ":timeout SECONDS, 0 for none")
    limit = session.output.time_limit
    session.note(f"Statements are stopped after {limit:g} s." if limit else "Only the store's own time limit holds.")


def _watch(session: Session, arguments: list[str]) -> None:
    from queries.console.statements import split_statements

    seconds = _number(arguments[0], ":watch SECONDS [TIMES]") if arguments else 2.0
    times = int(_number(arguments[1], ":watch SECONDS [TIMES]")) if len(arguments) > 1 else 0
    pieces = split_statements(session.statement)
    if not pieces:
        raise UsageError("Nothing has been run yet that could be watched.")

    def work() -> None:
        for piece in pieces:
            session.run(piece)

    _repeat(session, work, seconds, times)


def _repeat(session: Session, work: Callable[[], object], seconds: float, times: int) -> None:
    """Until Ctrl-C, or so many times; each answer stands under the time at which it was asked for."""
    done = 0
    pager, session.output.pager = session.output.pager, "off"
    try:
        while True:
            session.note(f"{time.strftime('%H:%M:%S')} (every {seconds:g} s, Ctrl-C ends)")
            work()
            done += 1
            if times and done >= times:
                return
            time.sleep(seconds)
    finally:
        session.output.pager = pager


_SWITCH = CommandWords(("switch",))
DISPLAY = {
    "format": Command(
        ":format [NOTATION]", "table, json, jsonl, csv, tsv, markdown, geojson, graphml or parquet", _format,
        CommandWords(("notation",)), "answers",
    ),
    "table": Command(
        ":table [SHAPE]", "auto, wide, wrapped or expanded; alone it turns records on and off (also \\x)", _table,
        CommandWords(("shape",)), "answers",
    ),
    "output": Command(
        ":output [FILE [NOTATION]]", "send answers to a file, chosen by its suffix; off ends it (also \\o)", _output,
        CommandWords(("file", "notation")), "answers",
    ),
    "pager": Command(":pager [on, off or COMMAND]", "what shows answers longer than the screen", _pager, _SWITCH,
                     "answers"),
    "timing": Command(":timing [on or off]", "say how long answers took", _timing, _SWITCH, "answers"),
    "limit": Command(":limit [ROWS]", "rows shown on a terminal; 0 for all", _limit, group="answers"),
    "timeout": Command(":timeout [SECONDS]", "stop what runs longer; 0 for the store's limit", _timeout,
                       group="answers"),
    "watch": Command(":watch [SECONDS [TIMES]]", "run the last statement again and again", _watch, group="answers"),
}  # fmt: skip
