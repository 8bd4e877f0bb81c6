"""The mark of a graph that is being filled: from which file, and how far. It goes when the graph is whole.

Each batch moves the mark in its own transaction, so that a batch is written once, whatever is killed when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.store.port import Parameters, Row, Store, Transaction

MARK = "transfer"
EMPTYING = -1
"""Step of a graph whose old content is still being deleted."""

_READ = "MATCH (m:Meta {id: $mark}) RETURN m.checksum AS checksum, m.step AS step, m.command AS command"
_BEGIN = "MERGE (m:Meta {id: $mark}) SET m.checksum = $checksum, m.step = $step, m.command = $command"
_MOVE = "MATCH (m:Meta {id: $mark}) SET m.step = $step"
_END = "MATCH (m:Meta {id: $mark}) DELETE m"


@dataclass(frozen=True, slots=True)
class Mark:
    """A transfer that has begun: the file by its checksum, the batches that are written, and who began it."""

    checksum: str
    step: int
    command: str


def running(statement: str, parameters: Parameters | None = None) -> Callable[[Transaction], list[Row]]:
    """Give the work that runs one statement."""
    return lambda transaction: transaction.run(statement, parameters)


def read_mark(store: Store) -> Mark | None:
    """Give the mark, None in a graph that is whole."""
    rows = store.read(_READ, {"mark": MARK})
    return Mark(**rows[0]) if rows else None


def begin(store: Store, mark: Mark) -> None:
    """Set the mark."""
    given = {"mark": MARK, "checksum": mark.checksum, "step": mark.step, "command": mark.command}
    store.write(running(_BEGIN, given), repeatable=True)


def write_step(store: Store, step: int, work: Callable[[Transaction], object]) -> None:
    """Write batch number ``step``, unless it is written already."""

    def once(transaction: Transaction) -> None:
        found = transaction.run(_READ, {"mark": MARK})
        if found and found[0]["step"] < step:
            work(transaction)
            transaction.run(_MOVE, {"mark": MARK, "step": step})

    store.write(once, repeatable=True)


def end(transaction: Transaction) -> None:
    """Take the mark away."""
    transaction.run(_END, {"mark": MARK})
