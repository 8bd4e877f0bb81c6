"""What a watch has told at a destination, kept in the graph: that is what an answer is compared with.

It stands in the graph, not in the data folder, since the graph is what all machines share: whoever refreshes it next,
after a kill or on another machine, finds there what is told already and what still has to be. Every change of it is one
transaction under the lease of the refresh.

::

    answer ──► waiting: the changes that nobody was told of ──► sent: the message that is on its way ──► answer
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph.fuse.objects import properties_of
from graph.schema.statements import merge_nodes, read_nodes
from queries.watch.deliver.message import Step, message_id
from queries.watch.model import Watch, watched_id

if TYPE_CHECKING:
    from graph.store.port import Store, Transaction
    from graph.store.view import Reader

_FORGET = "MATCH (w:Watched) WHERE w.watch = $watch DELETE w"


@dataclass(frozen=True, slots=True)
class Watched:
    """One watch at one destination. ``answer`` is what was told last, ``claims`` those of the last look."""

    id: str
    watch: str
    destination: str
    ask: tuple[str, ...]
    answer: str
    claims: tuple[str, ...]
    looked: str
    """What graph on which day was looked at last; the same graph on the same day gives the same answer."""
    waiting: tuple[Step, ...] = ()
    message: str | None = None
    sent: tuple[Step, ...] = ()
    """The changes in a message of which nobody knows whether it has arrived; it is sent again as it is."""
    number: int = 0
    """How many messages have arrived."""
    attempts: int = 0
    due: str | None = None
    problem: str | None = None
    told_at: str | None = None

    @property
    def latest(self) -> str:
        """The answer of the last look."""
        steps = (*self.sent, *self.waiting)
        return steps[-1].after if steps else self.answer

    @property
    def is_behind(self) -> bool:
        """Whether something has to be told."""
        return bool(self.sent or self.waiting)

    def changed(self, step: Step) -> Watched:
        """Add a change; an answer that returns to what it was before it was told is no change."""
        found = replace(self, waiting=without_loops((*self.waiting, step)))
        return found if found.is_behind else replace(found, attempts=0, due=None, problem=None)

    def sealed(self) -> Watched:
        """Put all that waits into one message that is about to be sent; one that is on its way already stays."""
        if self.sent:
            return self
        identity = message_id(self.id, self.number, self.waiting)
        return replace(self, message=identity, sent=self.waiting, waiting=())

    def unsent(self) -> Watched:
        """Take a message that surely did not arrive back to what waits."""
        return replace(self, waiting=without_loops((*self.sent, *self.waiting)), sent=(), message=None)

    def arrived(self, at: str) -> Watched:
        """Note that the message was taken."""
        return replace(
            self, answer=self.sent[-1].after, message=None, sent=(), number=self.number + 1, attempts=0,
            due=None, problem=None, told_at=at,
        )  # fmt: skip

    def properties(self) -> dict[str, Any]:
        """Give it as the store keeps it."""
        return dict(properties_of(
            id=self.id, watch=self.watch, destination=self.destination, ask=list(self.ask), answer=self.answer,
            claims=list(self.claims), looked=self.looked, waiting=[one.packed() for one in self.waiting],
            message=self.message, sent=[one.packed() for one in self.sent], number=self.number,
            attempts=self.attempts, due=self.due, problem=self.problem, told_at=self.told_at,
        ))  # fmt: skip


def first_look(watch: Watch, destination: str, answer: str, claims: Iterable[str], looked: str) -> Watched:
    """Begin with an answer that nobody has to be told of."""
    identity = watched_id(watch.name, destination)
    return Watched(identity, watch.name, destination, watch.ask, answer, tuple(sorted(claims)), looked)


def without_loops(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Drop the changes that lead back to an answer on the way: what is left goes from the first to the last."""
    found: list[Step] = []
    for step in steps:
        found.append(step)
        start = next((place for place, one in enumerate(found) if one.before == step.after), None)
        if start is not None:
            del found[start:]
    return tuple(found)


def read_watched(store: Reader) -> dict[str, Watched]:
    """Give what all watches have told, by id."""
    rows = (row["properties"] for row in store.read(read_nodes("Watched")))
    return {str(row["id"]): _watched(row) for row in rows}


def keep(store: Store, states: Sequence[Watched]) -> None:
    """Write them in one transaction."""
    if not states:
        return
    rows = [{"id": one.id, "properties": one.properties()} for one in states]

    def work(transaction: Transaction) -> None:
        transaction.run(merge_nodes("Watched"), {"rows": rows})

    store.write(work, repeatable=True)


def forget(store: Store, watch: str) -> None:
    """Take out all that a watch has told."""
    store.write(lambda transaction: transaction.run(_FORGET, {"watch": watch}), repeatable=True)


def _watched(row: dict[str, Any]) -> Watched:
    return Watched(
        id=row["id"], watch=row["watch"], destination=row["destination"], ask=tuple(row["ask"]), answer=row["answer"],
        claims=tuple(row.get("claims") or ()), looked=row["looked"],
        waiting=tuple(map(Step.unpacked, row.get("waiting") or ())), message=row.get("message"),
        sent=tuple(map(Step.unpacked, row.get("sent") or ())), number=row["number"],
        attempts=row["attempts"], due=row.get("due"), problem=row.get("problem"), told_at=row.get("told_at"),
    )  # fmt: skip
