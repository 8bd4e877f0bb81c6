"""The way in for a refresh: which of its names are configured sources, and what these bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph.errors import UsageError
from loaders.collect.collected import Collected
from loaders.refresh.clock import Clock
from loaders.sources.book import FILE, read_book


@contextmanager
def collected_for(
    names: Sequence[str], home: Path, clock: Clock, *, allow: bool = False, offline: bool = False
) -> Iterator[Collected]:
    """Collect from the configured sources among ``names``, or from all that are enabled where nothing is named.

    ``offline`` offers what was kept of them; what is not read when somebody asks to stop stays due.

    Raises:
        UsageError: the file of sources is wrong, or a source that is named is disabled.
    """
    book = read_book(home / FILE)
    named = frozenset(names) & book.keys()
    if off := sorted(name for name in named if not book[name].enabled):
        raise UsageError(f'"{off[0]}" is disabled; switch it on again with: trunkline source disable {off[0]} --undo')
    if not book or (names and not named):
        yield Collected(known=frozenset(book))
        return
    from loaders.collect.collection import collecting  # these take a moment, and most data folders have no such file
    from loaders.collect.round import Round

    with collecting(home, book, Round(clock.now(), named, allow, offline, lambda: clock.stopped)) as collected:
        collected.known = frozenset(book)
        yield collected


def comes_back(name: str, home: Path) -> list[str]:
    """Say where a source that was taken out of the graph will be read again, as it still is configured."""
    found = read_book(home / FILE).get(name)
    if found is None or not found.enabled:
        return []
    return [f"{name} is read again when it is due; if it shall stay out: trunkline source disable {name}"]
