"""After a refresh: every watch is answered, what changed is kept in the graph, and what is due is told.

Whoever is told gets each change once: what was told stands in the graph (``queries.watch.state``), a message is kept
there before it is sent and until it is acknowledged, and its id never changes. Over a line that breaks between the
message and its acknowledgement nobody can do better than to send it again: the receiver drops it by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from queries.watch.deliver.destinations import Say
from queries.watch.deliver.message import Cited, Message, Step
from queries.watch.looking import Look, look_of
from queries.watch.model import Watch, watched_id
from queries.watch.outbox import Outbox, moment_as_text
from queries.watch.state import Watched, first_look, keep, read_watched

if TYPE_CHECKING:
    from graph.answers import SavedAnswer
    from graph.store import Store
    from queries.watch.book import WatchBook


@dataclass(slots=True)
class Telling:
    """The watches of one data folder, beside one refresh after the other."""

    book: WatchBook | None = None
    next_due: datetime | None = None
    """When something is to be told again without any further change; None where nothing waits."""
    _cited: dict[str, Cited] = field(default_factory=dict)

    def before(self, store: Store, now: datetime) -> None:
        """Note what new watches answer, and what all rest on, before anything is written."""
        watches = self._watches()
        states = read_watched(store)
        fresh = {one.name: one for one in watches.values() if _is_new(one, states)}
        look = look_of(store, now)
        noted = list(_looked(look, fresh, states, None)) if fresh and look.has_legs else []
        keep(store, noted)
        states |= {one.id: one for one in noted}
        self._cited = look.cited({claim for one in states.values() for claim in one.claims})

    def after(self, store: Store, now: datetime, say: Say) -> list[str]:
        """Answer all watches, keep what changed, tell what is due; gives a sentence for each failure.

        Raises:
            UsageError: the file of watches is wrong. StoreError and its kin where the store fails.
        """
        watches = self._watches()
        if not watches:
            return []
        states = read_watched(store)
        look = look_of(store, now)
        noted = list(_looked(look, watches, states, self._cited))
        keep(store, noted)
        states |= {one.id: one for one in noted}
        outbox = Outbox(store, self._need_book().delivery(), now, say)
        failures = list(outbox.tell(watches, states))
        self.next_due = outbox.next_due
        return failures

    def _watches(self) -> Mapping[str, Watch]:
        return self._need_book().watches()

    def _need_book(self) -> WatchBook:
        if self.book is None:
            from queries.watch.book import WatchBook

            self.book = WatchBook()
        return self.book


def _is_new(watch: Watch, states: Mapping[str, Watched]) -> bool:
    found = (states.get(watched_id(watch.name, one)) for one in watch.to)
    return any(one is None or one.ask != watch.ask for one in found)


def _looked(
    look: Look, watches: Mapping[str, Watch], states: Mapping[str, Watched], cited: Mapping[str, Cited] | None
) -> Iterator[Watched]:
    """Give the states that the look alters; a graph that was looked at on this day is not asked again."""
    for watch in watches.values():
        known = {one: states.get(watched_id(watch.name, one)) for one in watch.to}
        if all(one and one.ask == watch.ask and one.looked == look.key for one in known.values()):
            continue
        answer = None
        for destination, state in known.items():
            if state is None and not look.has_legs:
                continue
            answer = answer or look.answer(watch)
            if state is None or state.ask != watch.ask:
                yield first_look(watch, destination, answer.answer, answer.claims, look.key)
            elif cited is not None:
                yield _compared(look, state, answer, cited)


def _compared(look: Look, state: Watched, answer: SavedAnswer, cited: Mapping[str, Cited]) -> Watched:
    seen = replace(state, claims=tuple(sorted(answer.claims)), looked=look.key)
    if answer.answer == state.latest:
        return seen
    because = look.causes(answer.claims ^ frozenset(state.claims), state.looked, cited)
    run = look.run if look.is_another_graph(state.looked) else None
    return seen.changed(Step(state.latest, answer.answer, moment_as_text(look.now), run, because))


def message_of_test(watch: Watch, answer: str, destination: str, now: datetime) -> Message:
    """Write what a test of a watch sends."""
    from graph.model.identity import digest_of

    step = Step(answer, answer, moment_as_text(now), None)
    identity = "t_" + digest_of([watched_id(watch.name, destination), step.packed()])[:32]
    return Message(identity, watch.name, watch.command, (step,), test=True)
