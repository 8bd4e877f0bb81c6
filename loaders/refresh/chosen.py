"""Which sources a refresh is about: those that are named, or all that are known."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import Store
from loaders.collect.collected import Collected
from loaders.refresh.items import Source
from loaders.refresh.ledger import Ledger
from loaders.refresh.sources import known_sources, source_named


def chosen_sources(store: Store, names: Iterable[str], collected: Collected) -> tuple[list[Source], list[str]]:
    """Give the sources to read, the configured ones last, and the names of known ones that are gone.

    Raises:
        UsageError: something named is no source.
    """
    asked = tuple(names)
    if asked:
        found = [source_named(name) for name in dict.fromkeys(asked) if name not in collected.known]
        return [*found, *collected.sources], []
    found, missing = known_sources(sorted(held_sources(store) - collected.known))
    return [*found, *collected.sources], missing


def held_sources(store: Store) -> set[str]:
    """Name the sources of whatever is loaded or in quarantine."""
    ledger = Ledger(store)
    loaded = {one.source for one in ledger.items().values()}
    return loaded | {one.source for one in ledger.quarantined().values()}
