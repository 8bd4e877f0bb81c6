"""Warnings beside a script: names that nothing bears and steps that never occur, on standard error, never in the rows.

A statement that uses only what the schema declares costs nothing. Where a name or a step seems odd the graph itself is
asked, in a thread of its own while the script runs; what it does know is no reason for a warning.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.store import open_store
from queries.console.checks import warnings_of
from queries.console.errors import pointed
from queries.console.words import Words, declared_patterns, declared_words, kept_in

if TYPE_CHECKING:
    from threading import Thread

    from queries.console.session import Session
    from queries.console.statements import Piece

PATIENCE = 5.0  # seconds to wait for the graph's own words when the script is done; without them nothing is said


class Cautions:
    """``look`` at each statement before it runs, ``tell`` at the end."""

    def __init__(self, session: Session, name: str, text: str) -> None:
        self._session, self._name, self._text = session, name, text
        self._odd: list[Piece] = []
        self._words = Words(kept_in(session.home), dict, {}, open_store)
        self._reading: Thread | None = None

    def look(self, piece: Piece) -> None:
        """Begin to read the graph where a statement seems odd; a session that writes makes new names as it goes."""
        if piece.is_command or self._session.may_write:
            return
        if warnings_of(piece.text, replace(declared_words(), patterns=declared_patterns())):
            self._odd.append(piece)
            self._reading = self._reading or self._words.refresh()

    def tell(self) -> None:
        """Say what is odd by the graph's own words."""
        if self._reading is None:
            return
        self._reading.join(PATIENCE)
        if self._reading.is_alive() or self._words.knowledge is None:
            return
        for piece in self._odd:
            line = self._text.count("\n", 0, piece.start) + 1
            for one in warnings_of(piece.text, self._words.now):
                shown = [each.rstrip() for each in pointed(piece.text, one.place, one.length, "")]
                said = f"{self._name}, line {line}: warning: {one.reason}"
                print("\n".join([said, *shown]), file=sys.stderr)
