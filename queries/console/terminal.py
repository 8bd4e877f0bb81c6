"""The console on a terminal: editing, colours, history and completion around a session."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import TrunklineError
from queries.console.completion import complete
from queries.console.session import Session
from queries.console.special import Leave
from queries.console.statements import is_complete, split_statements
from queries.console.vocabulary import vocabulary

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings

GREETING = "Trunkline console, {mode}. Type Cypher and end it with ; or :help. Ctrl-D leaves."


def run_terminal(session: Session, history: Path, *, write: bool) -> None:
    """Read and run until the person leaves; no error ends the session."""
    prompt = _prompt(history)
    session.say(GREETING.format(mode="WRITING is on" if write else "read-only"))
    while True:
        try:
            text = prompt.prompt("trunkline! " if write else "trunkline> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            _run(session, text)
        except Leave:
            return


def _run(session: Session, text: str) -> None:
    for piece in split_statements(text):
        try:
            session.run(piece)
        except TrunklineError as error:
            session.say(f"Error: {error}")
        except KeyboardInterrupt:
            session.say("Cancelled.")
            return


def _prompt(history: Path) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.lexers import PygmentsLexer
    from prompt_toolkit.output import ColorDepth
    from pygments.lexers.graph import CypherLexer

    return PromptSession(
        history=FileHistory(str(history)) if _writable(history) else InMemoryHistory(),
        lexer=PygmentsLexer(CypherLexer),
        completer=_completer(),
        complete_while_typing=False,
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation="       ... ",
        color_depth=ColorDepth.DEPTH_1_BIT if "NO_COLOR" in os.environ else None,
        enable_open_in_editor=True,
    )


def _writable(history: Path) -> bool:
    """Make the folder; a console without history is better than none."""
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600, exist_ok=True)
    except OSError:
        return False
    return True


def _completer() -> Completer:
    from prompt_toolkit.completion import Completer, Completion

    class GraphCompleter(Completer):
        """Hands the pure function's answer to the editor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
            """Give what may stand at the cursor."""
            for one in complete(document.text, document.cursor_position, vocabulary()):
                yield Completion(one.text, one.start - document.cursor_position, display_meta=one.kind)

    return GraphCompleter()


def _keys() -> KeyBindings:
    from prompt_toolkit.filters import completion_is_selected
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected)
    def _enter(event: KeyPressEvent) -> None:
        """Run what is complete; otherwise open the next line."""
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
