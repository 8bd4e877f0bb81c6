"""What is in quarantine, as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from loaders.refresh.desk import Waiting, tries_of, waiting_for
from loaders.refresh.desk_content import safe
from loaders.refresh.ledger import QuarantinedState

_SAID = {
    Waiting.PERSON_OR_CHANGE: "parked until it changes, or a newer Trunkline reads it",
    Waiting.UNDONE: "held until it changes, as a person undid it",
    Waiting.DROPPED: "dropped until it changes",
    Waiting.ITS_TABLE: "read again when its table changes",
    Waiting.ASKED: "tried again by the next refresh of its source",
}


def as_row(state: QuarantinedState) -> dict[str, Any]:
    """Give something in quarantine as JSON; moments in UTC, null: not known or never."""
    tries = tries_of(state)
    return {
        "id": state.id, "item": state.item, "source": state.source, "place": state.place, "reason": state.reason,
        "state": waiting_for(state).value, "attempts": tries.attempts, "first_tried": tries.first,
        "last_tried": tries.last, "next_try": tries.next, "fingerprint": state.fingerprint, "version": state.version,
    }  # fmt: skip


def in_order(states: Iterable[QuarantinedState]) -> list[QuarantinedState]:
    """Sort by source, item and place."""
    return sorted(states, key=lambda one: (one.source, one.item, one.id))


def as_line(state: QuarantinedState) -> str:
    """Give something in quarantine as one line."""
    where = f"{state.item}, {state.place}" if state.place else state.item
    times = f"tried {state.attempts} {'time' if state.attempts == 1 else 'times'}"
    return f"{safe(where)}: {safe(state.reason)} ({times}; {_next(state)})"


def as_list(states: Sequence[QuarantinedState], dropped: int) -> str:
    """Give a list, with the number of the dropped ones that it leaves out."""
    left_out = f"; {dropped} dropped {'one is' if dropped == 1 else 'ones are'} left out" if dropped else ""
    if not states:
        return f"Nothing is in quarantine{left_out}."
    return "\n".join([f"In quarantine: {len(states)}{left_out}", *(f"  {as_line(one)}" for one in states)])


def as_page(state: QuarantinedState, lines: Sequence[str] | None) -> str:
    """Give all there is about one thing in quarantine, with the first lines of its content."""
    tries = tries_of(state)
    facts = {
        "item": state.item, "source": state.source, "place": state.place, "reason": state.reason,
        "attempts": str(state.attempts), "first try": _moment(tries.first), "last try": _moment(tries.last),
        "waits": _next(state),
    }  # fmt: skip
    shown = [f"{name + ':':<10} {safe(value)}" for name, value in facts.items() if value]
    if lines is None:
        return "\n".join([*shown, "Its content is not at hand."])
    return "\n".join([*shown, "content:", *(f"  | {line}" for line in lines)] if lines else [*shown, "It is empty."])


def _next(state: QuarantinedState) -> str:
    waiting = waiting_for(state)
    if waiting is not Waiting.TIME:
        return _SAID[waiting]
    moment = tries_of(state).next
    return f"next try {_moment(moment)}" if moment else "tried again by the next refresh"


def _moment(text: str | None) -> str:
    return text.removesuffix("Z").replace("T", " ") + " UTC" if text else ""
