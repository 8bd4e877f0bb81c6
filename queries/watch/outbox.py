"""Sends what waits in the graph: at its time, again with growing pauses until it has arrived, and then never again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from queries.watch.deliver.destinations import Say, sender_of
from queries.watch.deliver.message import Message
from queries.watch.model import Watch, watched_id
from queries.watch.state import Watched, keep

if TYPE_CHECKING:
    from graph.store import Store
    from queries.watch.deliver.settings import Delivery

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after the first, second… failed try; after the last of them always as long again."""
PASS_SECONDS = 60.0
"""How long one refresh spends on telling; the rest waits for the next one."""


@dataclass(slots=True)
class Outbox:
    """One pass over what waits; ``say`` writes to standard output, ``next_due`` is when something is due again."""

    store: Store
    delivery: Delivery
    now: datetime
    say: Say
    next_due: datetime | None = None

    def tell(self, watches: Mapping[str, Watch], states: Mapping[str, Watched]) -> Iterator[str]:
        """Send what is due; gives a sentence for each destination that failed, which is left alone for this pass."""
        down, ends = set[str](), time.monotonic() + PASS_SECONDS
        for watch, state in _behind(watches, states):
            if not is_due(watch, state, self.now) or state.destination in down or time.monotonic() > ends:
                self._note(watch, state)
                continue
            told = self._try(watch, state)
            self._note(watch, told)
            if told.problem:
                down.add(state.destination)
                yield (
                    f'The watch "{watch.name}" could not tell {state.destination}: {told.problem}; '
                    f"the next try is due at {told.due}."
                )

    def _note(self, watch: Watch, state: Watched) -> None:
        """Remember the earliest moment at which there is something to do again."""
        if state.is_behind:
            due = due_at(watch, state, self.now)
            self.next_due = min(due, self.next_due or due)

    def _try(self, watch: Watch, state: Watched) -> Watched:
        """Send once: the message is kept before it is sent, and again with what came of it."""
        sealed = state.sealed()
        keep(self.store, [sealed])
        message = Message(str(sealed.message), watch.name, watch.command, sealed.sent)
        outcome = sender_of(state.destination, self.delivery, self.say)(message)
        if outcome.arrived:
            after = sealed.arrived(moment_as_text(self.now))
        else:
            left = sealed if outcome.arrived is None else sealed.unsent()
            due = moment_as_text(self.now + PAUSES[min(left.attempts, len(PAUSES) - 1)])
            after = replace(left, attempts=left.attempts + 1, due=due, problem=outcome.problem or "it failed")
        keep(self.store, [after])
        return after


def is_due(watch: Watch, state: Watched, now: datetime) -> bool:
    """Whether it is time to send what this state has to tell."""
    return due_at(watch, state, now) <= now


def due_at(watch: Watch, state: Watched, now: datetime) -> datetime:
    """Give when it is time: a message on its way only waits for its pause and for the end of the quiet time."""
    earliest = max(now, datetime.fromisoformat(state.due)) if state.due else now
    if state.sent:
        return watch.schedule.end_of_quiet(earliest)
    return watch.schedule.next_moment(earliest, datetime.fromisoformat(state.waiting[0].at))


def moment_as_text(moment: datetime) -> str:
    """Write a moment in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _behind(watches: Mapping[str, Watch], states: Mapping[str, Watched]) -> Iterator[tuple[Watch, Watched]]:
    for watch in watches.values():
        for destination in watch.to:
            state = states.get(watched_id(watch.name, destination))
            if state and state.is_behind:
                yield watch, state
