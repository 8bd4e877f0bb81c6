"""Bookmarks: who writes and then reads sees what was written, on whichever member of a cluster.

The driver's bookmark manager collects the mark of each commit and sends it with the next transaction, so that a
follower waits until it has caught up. One manager serves all stores that this process opens on a database, also those
of another account: a reader opened after a writer was closed still sees its writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store.driver import neo4j

if TYPE_CHECKING:
    from graph.store.link import Link

# What a server says of a mark that it never gave: another server, or one set up anew, answers at this address now.
_UNKNOWN_MARK_CODES = frozenset(
    {"Neo.ClientError.Transaction.InvalidBookmark", "Neo.ClientError.Transaction.InvalidBookmarkMixture"}
)
_managers: dict[tuple[str, str | None], neo4j.api.BookmarkManager] = {}


def bookmarks_of(link: Link) -> neo4j.api.BookmarkManager:
    """Return this process's manager for the database of ``link``."""
    key = link.uri, link.database
    if key not in _managers:
        _managers[key] = neo4j.GraphDatabase.bookmark_manager()
    return _managers[key]


def forget_unknown(link: Link, error: Exception) -> bool:
    """Drop all marks of a database that does not know them; return whether ``error`` said so."""
    if not isinstance(error, neo4j.exceptions.Neo4jError) or error.code not in _UNKNOWN_MARK_CODES:
        return False
    return _managers.pop((link.uri, link.database), None) is not None
