"""A watch: a name, the words of a command that answers, where changes are told, and when."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model.identity import digest_of
from queries.watch.saved import SavedQuestion

if TYPE_CHECKING:
    from queries.watch.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch. ``to`` are its destinations as written; ``queries.watch.deliver`` reads them."""

    name: str
    ask: tuple[str, ...]
    to: tuple[str, ...]
    schedule: Schedule

    @property
    def question(self) -> SavedQuestion:
        """The saved question that it asks."""
        return SavedQuestion(self.name, self.ask)

    @property
    def command(self) -> str:
        """The command that shows the answer, as it can be pasted into a shell."""
        return shlex.join(["trunkline", *self.ask])


def watched_id(watch: str, destination: str) -> str:
    """Name what a watch has told at a destination; the same on every machine that shares the graph."""
    return "w_" + digest_of([watch, destination])[:20]
