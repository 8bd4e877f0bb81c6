"""What a refresh did, counted and named, for people and for a scheduler."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graph.fuse.change import Change
from graph.fuse.objects import Node

SHOWN = frozenset({"Entity", "Event"})
NAMED = 200  # of what a run brings to quarantine, so much is named in the ledger


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One item that was loaded, removed or put back, with what it changed in the graph."""

    key: str
    source: str
    action: str  # loaded, changed, removed or undone
    claims_added: int
    claims_removed: int
    gained: tuple[str, ...] = ()  # ids of entities, events and legs that are new
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadReport:
    """One item or row that went to quarantine."""

    item: str
    source: str
    place: str
    reason: str

    @property
    def sentence(self) -> str:
        """Where, and why."""
        return f"{self.item}, {self.place}: {self.reason}" if self.place else f"{self.item}: {self.reason}"


@dataclass(slots=True)
class RefreshReport:
    """The outcome of one run. ``run`` is None where nothing had to be written."""

    run: str | None = None
    status: str = "unchanged"
    items: list[ItemReport] = field(default_factory=list)
    quarantined: list[BadReport] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0
    still_bad: int = 0
    writes: int = 0
    digest_before: str | None = None
    digest: str | None = None

    def count(self, name: str) -> int:
        """Sum one of the counts of the items."""
        return sum(getattr(one, name) for one in self.items)


def item_report(key: str, source: str, action: str, change: Change) -> ItemReport:
    """Name what a change brought and took, leaving the claims themselves to the counts."""
    gained = [_name(one.after) for one in change.written_nodes if one.before is None and one.after.family in SHOWN]
    lost = [_name(node) for node in change.deleted_nodes if node.family in SHOWN]
    legs_gained = [one.id for one in change.created_relations if one.type == "FLOWS_TO"]
    legs_lost = [one.id for one in change.deleted_relations if one.type == "FLOWS_TO"]
    added = Counter(one.after.family for one in change.written_nodes if one.before is None)
    removed = Counter(node.family for node in change.deleted_nodes)
    return ItemReport(
        key, source, action, added["Claim"], removed["Claim"], (*gained, *legs_gained), (*lost, *legs_lost)
    )


def outcome_of(report: RefreshReport) -> dict[str, object]:
    """Count what the ledger keeps of a run that is over."""
    return {
        "items_loaded": sum(one.action in {"loaded", "changed"} for one in report.items),
        "items_removed": sum(one.action == "removed" for one in report.items),
        "items_undone": sum(one.action == "undone" for one in report.items) or None,
        "items_unchanged": report.unchanged, "items_quarantined": len(report.quarantined),
        "quarantined": [one.sentence for one in report.quarantined[:NAMED]] or None,
        "claims_added": report.count("claims_added"), "claims_removed": report.count("claims_removed"),
        "reason": "; ".join(report.stopped) or None,
    }  # fmt: skip


def _name(node: Node) -> str:
    """Name an event by what happened to what and when, anything else by its id."""
    if node.family != "Event":
        return node.id
    about = node.properties["about"]
    things = " ".join(about) if isinstance(about, list) else str(about)
    return f"{node.properties['type']} {things} {node.properties.get('when', 'undated')}"


def written(change: Change) -> int:
    """Count the nodes and relations that a change writes or deletes."""
    return sum(
        len(part)
        for part in (
            change.written_nodes, change.deleted_nodes, change.created_relations, change.updated_relations,
            change.deleted_relations,
        )
    )  # fmt: skip
