"""What a command of the console is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.console.vocabulary import CommandWords

if TYPE_CHECKING:
    from queries.console.session import Session


NO_WORDS = CommandWords()


class Leave(Exception):
    """The session shall end."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is written, what it does, the function that does it, and what completion offers.

    ``more`` is shown by ``:help NAME`` only.
    """

    usage: str
    help: str
    run: Callable[[Session, list[str]], None]
    words: CommandWords = NO_WORDS
    group: str = "session"
    more: str = ""
