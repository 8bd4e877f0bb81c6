"""Looks at the statement while it is typed, in a thread of its own: the first fault, or the first warning."""

from __future__ import annotations

import threading
from collections.abc import Callable

from queries.console.checks import fault_of, warnings_of
from queries.console.statements import split_statements
from queries.console.vocabulary import Vocabulary

_PAUSE = 0.25  # seconds of rest before a statement is looked at
LONGEST = 20_000  # characters; longer texts are looked at when they are run


class Watcher:
    """``see(text)`` after each key; ``said`` is the line to show, "" where nothing is wrong."""

    def __init__(self, words: Callable[[], Vocabulary], changed: Callable[[], None]) -> None:
        self._words, self._changed = words, changed
        self._text = ""
        self._seen = threading.Event()
        self._over = False
        self.said = ""
        threading.Thread(target=self._watch, daemon=True, name="watcher").start()

    def see(self, text: str) -> None:
        """Tell what the text is now."""
        self._text = text
        self._seen.set()

    def close(self) -> None:
        """End the thread."""
        self._over = True
        self._seen.set()

    def _watch(self) -> None:
        while self._seen.wait():
            if self._over:
                return
            self._seen.clear()
            if self._seen.wait(_PAUSE):
                continue
            said = remark_on(self._text, self._words())
            if said != self.said:
                self.said = said
                self._changed()


def remark_on(text: str, words: Vocabulary) -> str:
    """Say what is wrong or odd with the statement being typed; its end may still be missing."""
    if len(text) > LONGEST:
        return ""
    for piece in split_statements(text):
        if piece.is_command:
            continue
        fault = fault_of(piece.text)
        if fault is not None and "never closed" in fault.reason:
            continue
        if fault is not None and (piece.ended or fault.place + fault.length < len(piece.text)):
            return f"line {text.count(chr(10), 0, piece.start + fault.place) + 1}: {fault.reason}"
        odd = warnings_of(piece.text, words)
        if odd:
            return odd[0].reason
    return ""
