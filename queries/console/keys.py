"""Keys of the editor beside those of emacs and vi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.console.checks import fault_of
from queries.console.statements import is_complete, split_statements

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings


def enters(text: str, *, run_complete: bool) -> bool:
    """Tell whether Enter shall run the text: all of it is ended, or an empty line follows a whole statement."""
    if is_complete(text):
        return True
    if not run_complete or not text.rstrip(" ").endswith("\n"):
        return False
    pieces = split_statements(text)
    return bool(pieces) and fault_of(pieces[-1].text) is None


def editor_keys(*, run_complete: bool) -> KeyBindings:
    """Give the bindings: Enter runs what is complete and otherwise opens a line, Alt-Enter runs as it stands."""
    from prompt_toolkit.filters import completion_is_selected, is_searching
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected & ~is_searching)
    def _enter(event: KeyPressEvent) -> None:
        """Run what is complete; ``\\e`` at the end opens the editor; otherwise open the next line."""
        buffer = event.current_buffer
        if buffer.text.rstrip().endswith("\\e"):
            buffer.text = buffer.text.rstrip().removesuffix("\\e").rstrip()
            buffer.open_in_editor(validate_and_handle=False)
        elif enters(buffer.text, run_complete=run_complete):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n" + _indent(buffer.document.current_line_before_cursor))

    @keys.add("escape", "enter")
    def _run(event: KeyPressEvent) -> None:
        """Run the text although no ``;`` ends it."""
        event.current_buffer.validate_and_handle()

    @keys.add("enter", filter=completion_is_selected)
    def _take(event: KeyPressEvent) -> None:
        """Take the chosen completion and go on typing."""
        event.current_buffer.complete_state = None

    return keys


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
