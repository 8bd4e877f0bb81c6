"""The desk of the quarantine: what waits there, until when, and what makes it be tried again.

An item is tried again after growing pauses, as what failed may pass (a file that could not be opened, a library that
was mended); after the last one it is parked. When its content changes, or other code reads it, it is tried at once and
the pauses begin anew. What a person undid or dropped waits until it changes or a person has it retried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from graph.store import Store, Transaction
from loaders.refresh.clock import moment_of, stamp
from loaders.refresh.ledger import QuarantinedState

if TYPE_CHECKING:
    from collections.abc import Iterable

PAUSES = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1), timedelta(days=3))
"""How long an item rests after its first, second, … failed try; after one more it is parked."""

ASK = "MATCH (q:Quarantined) WHERE q.id IN $ids SET q.asked = true REMOVE q.dropped"
DROP = "MATCH (q:Quarantined) WHERE q.id IN $ids SET q.dropped = $now REMOVE q.next_try, q.asked"


class Waiting(StrEnum):
    """For what something in quarantine waits."""

    TIME = "waiting"
    PERSON_OR_CHANGE = "parked"
    UNDONE = "undone"
    DROPPED = "dropped"
    ITS_TABLE = "row"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Tries:
    """When something was tried, and when it will be; moments as the ledger writes them, None: not known or never."""

    attempts: int
    first: str | None
    last: str | None
    next: str | None


def tries_of(state: QuarantinedState) -> Tries:
    """Give the tries of something in quarantine."""
    row = state.row
    return Tries(state.attempts, row.get("first_tried"), row.get("tried"), row.get("next_try"))


def waiting_for(state: QuarantinedState) -> Waiting:
    """Tell for what something waits."""
    row = state.row
    if row.get("asked"):
        return Waiting.ASKED
    if row.get("dropped"):
        return Waiting.DROPPED
    if state.is_held:
        return Waiting.UNDONE
    if state.id != state.item:
        return Waiting.ITS_TABLE
    return Waiting.TIME if row.get("next_try") or not row.get("tried") else Waiting.PERSON_OR_CHANGE


def is_due(state: QuarantinedState, now: datetime, *, everything: bool = False) -> bool:
    """Tell whether an item is to be tried although nothing of it changed; ``everything`` but what was dropped."""
    waiting = waiting_for(state)
    if waiting is Waiting.ASKED:
        return True
    if everything:
        return waiting is not Waiting.DROPPED
    next_try = state.row.get("next_try")
    return waiting is Waiting.TIME and (next_try is None or moment_of(next_try) <= now)


def holds_whatever_reads(state: QuarantinedState) -> bool:
    """Tell whether an item stays out until its content changes, also when other code would read it."""
    return waiting_for(state) in {Waiting.UNDONE, Waiting.DROPPED}


def is_dropped(state: QuarantinedState) -> bool:
    """Tell whether a person wants to hear no more of it."""
    return waiting_for(state) is Waiting.DROPPED


def failed_again(
    known: QuarantinedState | None, now: datetime, row: Mapping[str, object], *, part: bool = False
) -> dict[str, object]:
    """Give the properties of a failed try beside its ``row``; ``part``: a row, which waits for its table."""
    same = known is not None and (known.fingerprint, known.version) == (row["fingerprint"], row["version"])
    attempts = known.attempts + 1 if known and same else 1
    pause = PAUSES[attempts - 1] if attempts <= len(PAUSES) and not part else None
    stays_dropped = known is not None and part and is_dropped(known) and known.reason == row["reason"]
    return {
        "attempts": attempts, "first_tried": (known and known.row.get("first_tried")) or stamp(now),
        "tried": stamp(now), "next_try": stamp(now + pause) if pause else None,
        "dropped": known.row.get("dropped") if known and stays_dropped else None,
    }  # fmt: skip


def ask_for(store: Store, ids: Iterable[str]) -> None:
    """Have things tried by the next refresh of their source."""
    given = {"ids": sorted(ids)}
    store.write(lambda transaction: transaction.run(ASK, given), repeatable=True)


def drop(store: Store, ids: Iterable[str], now: datetime) -> None:
    """Put things aside until their content changes."""
    store.write(partial(_drop, sorted(ids), stamp(now)), repeatable=True)


def _drop(ids: list[str], now: str, transaction: Transaction) -> None:
    transaction.run(DROP, {"ids": ids, "now": now})
