"""The editor around one prompt: colours, keys, history, completion, the line below."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from queries.console.completion.complete import complete
from queries.console.highlight import editor_lexer
from queries.console.history import Book
from queries.console.keys import editor_keys
from queries.console.session import Session
from queries.console.themes import style_rules
from queries.console.watcher import Watcher
from queries.console.words import Words

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.history import History

CONTINUATION = "... "


class Editor:
    """Asks for one text after another; what went wrong may be given back to be corrected."""

    def __init__(self, session: Session, words: Words) -> None:
        self._session = session
        self._words = words
        self._prompt = self._made()
        self._watcher = Watcher(lambda: words.sure, self._redraw)
        if not session.configuration.screen_reader:
            self._prompt.default_buffer.on_text_changed += lambda buffer: self._watcher.see(buffer.text)

    def ask(self, kept: str = "") -> str:
        """Give the next text; ``kept`` stands there already. Raises EOFError and KeyboardInterrupt."""
        self._watcher.said = ""
        return self._prompt.prompt(lambda: prompt_of(self._session), default=kept)

    def _redraw(self) -> None:
        if self._prompt.app.is_running:
            self._prompt.app.invalidate()

    def _made(self) -> PromptSession[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.enums import EditingMode
        from prompt_toolkit.layout.processors import HighlightMatchingBracketProcessor
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.shortcuts import CompleteStyle
        from prompt_toolkit.styles import Style

        chosen = self._session.configuration
        plain = "NO_COLOR" in os.environ or chosen.theme == "plain"
        spoken = chosen.screen_reader
        return PromptSession(
            history=self._history(),
            lexer=None if spoken or plain else editor_lexer(),
            completer=_completer(self._words),
            complete_in_thread=True,
            complete_while_typing=chosen.complete_while_typing and not spoken,
            complete_style=CompleteStyle.READLINE_LIKE if spoken else CompleteStyle.COLUMN,
            key_bindings=editor_keys(run_complete=chosen.run_complete),
            multiline=True,
            prompt_continuation=lambda width, number, wrapped: CONTINUATION.rjust(min(width, 14)),
            color_depth=ColorDepth.DEPTH_1_BIT if plain else None,
            style=Style.from_dict(style_rules("plain" if plain else chosen.theme)),
            editing_mode=EditingMode.VI if chosen.editing == "vi" else EditingMode.EMACS,
            input_processors=None if spoken else [HighlightMatchingBracketProcessor(chars="()[]{}")],
            bottom_toolbar=None if spoken else self._toolbar,
            enable_open_in_editor=True,
            tempfile_suffix=".cypher",
            search_ignore_case=True,
            reserve_space_for_menu=0 if spoken else 6,
        )

    def _toolbar(self) -> StyleAndTextTuples:
        said = self._watcher.said
        if said:
            return [("class:toolbar-fault", f" {said}")]
        return [("", f" {state_of(self._session)}")]

    def _history(self) -> History:
        from prompt_toolkit.history import History

        words = self._words
        book = Book(
            self._session.home / "console" / "history.jsonl",
            lambda: words.knowledge.digest if words.knowledge else "",
        )

        class StatementHistory(History):
            """Statements of all sessions, newest first."""

            def load_history_strings(self) -> Iterable[str]:
                """Give the statements, newest first."""
                return book.texts()

            def store_string(self, string: str) -> None:
                """Append one statement."""
                book.add(string)

        return StatementHistory()


def prompt_of(session: Session) -> StyleAndTextTuples:
    """Give the prompt: the clocks, whether writing is on, whether a transaction is open."""
    found: StyleAndTextTuples = []
    clocks = session.clocks.described()
    if clocks:
        found.append(("class:clock", f"[{clocks}] "))
    mark = "> "
    if session.transaction is not None:
        found.append(("class:writing", "[transaction] "))
    if session.may_write:
        mark = "! "
    found.append(("class:writing" if session.may_write else "class:prompt", f"trunkline{mark}"))
    return found


def state_of(session: Session) -> str:
    """Give the line below the prompt."""
    output = session.output
    target = f" to {output.file.name}" if output.file is not None else ""
    mode = "writing" if session.may_write else "read-only"
    return f"{mode} · {output.notation}{target} · Tab completes · Ctrl-R searches · ? where am I"


def _completer(words: Words) -> Completer:
    from prompt_toolkit.completion import Completer, Completion

    class GraphCompleter(Completer):
        """Hands the pure function's answer to the editor."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
            """Give what may stand at the cursor."""
            for one in complete(document.text, document.cursor_position, words.now):
                meta = f"{one.kind}: {one.note}" if one.note else one.kind
                yield Completion(one.text, one.start - document.cursor_position, display_meta=meta)

    return GraphCompleter()
