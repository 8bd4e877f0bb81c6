"""Compares what a source offers with the ledger: what is new, changed, unchanged, gone, or known to be bad.

A floor stops a source that would lose too much: a feed that comes back half empty is a fault, not news.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.errors import FloorBreached
from loaders.refresh.desk import Waiting, holds_whatever_reads, is_dropped, waiting_for
from loaders.refresh.items import Source, SourceItem
from loaders.refresh.ledger import ItemState, QuarantinedState

FLOOR_SHARE = 0.5  # a run may not take more than half of a source's claims away unasked
FLOOR_CLAIMS = 20  # below this a source is too small for a share to mean anything


@dataclass(frozen=True, slots=True)
class Plan:
    """What a refresh of one source has to do."""

    source: Source
    to_load: tuple[SourceItem, ...]
    unchanged: int
    gone: tuple[ItemState, ...]
    gone_bad: tuple[str, ...]
    still_bad: int


def plan_source(
    source: Source,
    items: Mapping[str, ItemState],
    quarantined: Mapping[str, QuarantinedState],
    *,
    retry: Callable[[QuarantinedState], bool] = lambda _bad: False,
) -> Plan:
    """Decide what to do; reads no item that has not changed, but those in quarantine that ``retry`` says.

    Raises:
        OSError, BadInput: the source cannot be listed.
    """
    offered = {item.key: item for item in source.list_items()}
    hidden = tuple(sorted({item.hides for item in offered.values() if item.hides}))
    known_bad = {state.item: state for state in quarantined.values() if state.id == state.item}
    asked = {state.item for state in quarantined.values() if waiting_for(state) is Waiting.ASKED}
    to_load, unchanged, still_bad = [], 0, 0
    for key in sorted(offered):
        item, bad = offered[key], known_bad.get(key)
        if bad and not retry(bad) and _is_refused(item, bad):
            still_bad += not is_dropped(bad)
        elif (not bad or bad.is_kept) and key not in asked and _is_loaded(item, items.get(key)):
            unchanged += 1
        else:
            to_load.append(item)

    def is_gone(key: str, its_source: str) -> bool:
        return its_source == source.name and key not in offered and not key.startswith(hidden)

    if source.stream:
        gone = [items[key] for key in sorted(source.gone) if key in items]
    else:
        gone = [items[key] for key in sorted(key for key, one in items.items() if is_gone(key, one.source))]
    kept = {key for key, bad in known_bad.items() if bad.is_kept and not retry(bad)}
    gone = [one for one in gone if one.key not in kept]
    gone_bad = [key for key, bad in sorted(quarantined.items()) if is_gone(bad.item, bad.source) and not bad.is_held]
    gone_bad += sorted(kept & offered.keys() - {item.key for item in to_load})  # there again, so nothing holds it
    return Plan(source, tuple(to_load), unchanged, tuple(gone), tuple(gone_bad), still_bad)


def _is_refused(item: SourceItem, bad: QuarantinedState) -> bool:
    """Whether an item is known to be bad as it is; one that a person undid or dropped, whatever code reads it."""
    return bad.fingerprint == item.fingerprint and (holds_whatever_reads(bad) or bad.version == item.version)


def _is_loaded(item: SourceItem, state: ItemState | None) -> bool:
    return state is not None and (state.fingerprint, state.version) == (item.fingerprint, item.version)


def check_floor(plan: Plan, items: Mapping[str, ItemState]) -> None:
    """Refuse a plan that would take too much away.

    Raises:
        FloorBreached: more than FLOOR_SHARE of the source's claims would go.
    """
    if not plan.gone:
        return
    held = sum(state.claims for state in items.values() if state.source == plan.source.name)
    lost = sum(state.claims for state in plan.gone)
    if held >= FLOOR_CLAIMS and lost > held * FLOOR_SHARE:
        raise FloorBreached(
            f"{plan.source.name}: {len(plan.gone)} items with {lost} of {held} claims are missing from "
            f"{plan.source.place}; nothing was removed. If that is right, run it again with --allow-loss."
        )


def check_shrinking(key: str, before: int, after: int) -> None:
    """Refuse an item that comes back with far fewer claims than it had: a page or table cut short.

    Raises:
        FloorBreached: more than FLOOR_SHARE of the item's claims would go.
    """
    if before >= FLOOR_CLAIMS and after < before * FLOOR_SHARE:
        raise FloorBreached(
            f"{key}: only {after} of its {before} claims would remain; it was left as it was. "
            "If that is right, run it again with --allow-loss."
        )
