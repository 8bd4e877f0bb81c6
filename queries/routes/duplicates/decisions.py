"""Decisions about lines that look like one. They are data in the store, never overwritten: the last one stands.

``same``      both are one line; it goes on under the id ``kept``
``distinct``  they are two lines
``open``      an earlier decision is taken back
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from graph.model.identity import digest_of
from graph.schema.statements import merge_nodes
from queries.network.reading import Material
from queries.routes.duplicates.alike import rules

if TYPE_CHECKING:
    from graph.fuse.objects import Properties
    from graph.store.port import Store, Transaction

SAME, DISTINCT, OPEN = "same", "distinct", "open"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``number`` counts those about the same pair, 0 is one of the package."""

    kind: str
    kept: str
    other: str
    reason: str
    decided_on: str
    number: int

    @property
    def pair(self) -> frozenset[str]:
        """The two lines."""
        return frozenset((self.kept, self.other))

    @property
    def id(self) -> str:
        """Its identity: the pair and its number."""
        return "d_" + digest_of([sorted(self.pair), self.number])[:20]

    def properties(self) -> Properties:
        """Give it as the store keeps it."""
        return {
            "id": self.id, "kind": self.kind, "kept": self.kept, "other": self.other, "reason": self.reason,
            "decided_on": self.decided_on, "number": self.number,
        }  # fmt: skip


def decisions_of(material: Material) -> list[Decision]:
    """Give all decisions, those of the package first, then by pair and number."""
    read = (_decision(node.properties) for node in material.decisions)
    return [*_packaged(), *sorted(read, key=lambda one: (sorted(one.pair), one.number))]


def standing(decisions: Iterable[Decision]) -> dict[frozenset[str], Decision]:
    """Give the last decision about every pair, where it has not been taken back."""
    last: dict[frozenset[str], Decision] = {}
    for one in decisions:
        if one.pair not in last or one.number > last[one.pair].number:
            last[one.pair] = one
    return {pair: one for pair, one in last.items() if one.kind != OPEN}


def decide(store: Store, decision: Decision) -> None:
    """Write a decision; the same one twice is one."""

    def write(transaction: Transaction) -> None:
        transaction.run(merge_nodes("Decision"), {"rows": [{"id": decision.id, "properties": decision.properties()}]})

    store.write(write)


def next_decision(material: Material, kind: str, lines: tuple[str, str], reason: str, day: date) -> Decision:
    """Make the decision that follows those about the same pair."""
    earlier = [one.number for one in decisions_of(material) if one.pair == frozenset(lines)]
    return Decision(kind, *lines, reason, day.isoformat(), max(earlier, default=0) + 1)


@cache
def _packaged() -> tuple[Decision, ...]:
    rows = rules().get("distinct", ())
    return tuple(Decision(DISTINCT, row["first"], row["second"], row["reason"], "", 0) for row in rows)


def _decision(facts: Properties) -> Decision:
    return Decision(
        str(facts["kind"]), str(facts["kept"]), str(facts["other"]), str(facts.get("reason", "")),
        str(facts["decided_on"]), int(str(facts["number"])),
    )  # fmt: skip
