"""The console on a terminal: reads and runs until the person leaves; no error ends the session."""

from __future__ import annotations

from graph.errors import StoreUnreachable, TrunklineError
from queries.console.editor import Editor
from queries.console.errors import explained, warned
from queries.console.keyboard import echo
from queries.console.learning import makes_names
from queries.console.prose import folded
from queries.console.session import Session
from queries.console.special.command import Leave
from queries.console.special.guide import greeting
from queries.console.statements import Piece, split_statements
from queries.console.words import words_for

AFTER_PROMPT = 0.3  # seconds; reading the graph shall not slow the first prompt


def run_terminal(session: Session) -> None:
    """Ask, run, answer; Ctrl-D or :exit ends it."""
    words = words_for(session.home)
    session.words = words
    editor = Editor(session, words)
    words.refresh(AFTER_PROMPT)
    session.say(greeting(session.may_write, session.columns))
    try:
        _run(session, "\n".join(session.configuration.start))
        _converse(session, editor)
    except Leave:
        return


def _converse(session: Session, editor: Editor) -> None:
    kept = ""
    while True:
        try:
            text = editor.ask(kept)
        except KeyboardInterrupt:
            kept = ""
            continue
        except EOFError:
            return
        with echo(wanted=False):
            kept = _run(session, text)


def _run(session: Session, text: str) -> str:
    """Run every piece up to the first that fails; give back the text where the store was away."""
    for piece in split_statements(text):
        try:
            _warn(session, piece)
            session.run(piece)
        except StoreUnreachable as error:
            session.say(
                folded(f"Error: {error}\nThe statement is kept: Enter runs it again.", session.columns, indent=2)
            )
            return text[piece.start :]
        except TrunklineError as error:
            session.say(_said(session, piece, error))
            return ""
        except KeyboardInterrupt:
            session.say("Cancelled.")
            return ""
    return ""


def _said(session: Session, piece: Piece, error: TrunklineError) -> str:
    if piece.is_command:
        return folded(f"Error: {error}", session.columns, indent=2)
    return explained(piece.text, error, session.columns)


def _warn(session: Session, piece: Piece) -> None:
    if not piece.is_command and session.words is not None:
        if session.may_write and makes_names(piece.text):
            session.words.learn(piece.text)
        for line in warned(piece.text, session.words.sure, session.columns):
            session.say(line)
