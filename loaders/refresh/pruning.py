"""What of the journal goes with time: the runs before the last ``UNDOABLE_RUNS`` can no longer be undone.

Former claims of corrections and deletions stay, as they answer what was known on a past day; so do the days of the
corrections themselves.
"""

from __future__ import annotations

from typing import Any

from graph.fuse.former import KNOWN_ONCE
from graph.store import Store, Transaction

UNDOABLE_RUNS = 50
"""How many runs back a run can be undone; a run that finds nothing new is none."""

_KNOWN = [one.value for one in KNOWN_ONCE]
# A former claim that was voided stays as long as the run that voided it can be undone.
_FORMERS = (
    "MATCH (f:Former) WHERE (f.sequence <= $last AND NOT f.why IN $known) OR f.void_since <= $last DETACH DELETE f"
)
_STEPS = "MATCH (s:Step) WHERE (s.sequence <= $last AND s.dated IS NULL) OR s.void_since <= $last DETACH DELETE s"
# A correction keeps its day and what came with it.
_SLIMMED = (
    "MATCH (s:Step) WHERE s.sequence <= $last AND s.expired IS NULL "
    "SET s.expired = true REMOVE s.added, s.before, s.described, s.bad_before"
)
_FORGET = (
    "MATCH (f:Former {source: $source}) WHERE f.why IN $known AND f.void_since IS NULL SET f.void_since = $sequence"
)
_FORGET_DAYS = (
    "MATCH (s:Step {source: $source}) WHERE s.dated IS NOT NULL AND s.void_since IS NULL AND s.expired "
    "SET s.void_since = $sequence"
)
_PAST = "MATCH (f:Former {source: $source}) WHERE f.why IN $known AND f.void_since IS NULL RETURN 1 AS one LIMIT 1"


def prune(store: Store, sequence: int) -> None:
    """Drop what only undoing a run needs that is too far back, seen from the run number ``sequence``."""
    last = sequence - UNDOABLE_RUNS
    if last < 1:
        return
    given: dict[str, Any] = {"last": last, "known": _KNOWN}

    def work(transaction: Transaction) -> None:
        for statement in (_FORMERS, _STEPS, _SLIMMED):
            transaction.run(statement, given)

    store.write(work, repeatable=True)


def has_past(store: Store, source: str) -> bool:
    """Whether a source said something once that is known still."""
    return bool(store.read(_PAST, {"source": source, "known": _KNOWN}))


def forget_past(transaction: Transaction, *, source: str, sequence: int) -> None:
    """Have the past of a source, taken out by the run number ``sequence``, count no more.

    It goes for good when that run can no longer be undone.
    """
    for statement in (_FORGET, _FORGET_DAYS):
        transaction.run(statement, {"source": source, "sequence": sequence, "known": _KNOWN})
