"""The lines of a graph's digest, sorted on disk: the same digest as ``graph.digest`` in constant memory."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from graph.digest import node_line, relation_line
from graph.fuse.objects import Fragment, Node, Relation
from graph.store.transfer.spool import scratch

_TABLES = "CREATE TABLE line (stored INTEGER, text TEXT)"
# Text sorts by its bytes in UTF-8, which is the order of code points that `sorted` gives.
_SORTED = "SELECT text FROM line WHERE stored = ? ORDER BY text"
_MISSING = """
SELECT text FROM line WHERE stored = :there EXCEPT SELECT text FROM line WHERE stored = :here ORDER BY text LIMIT :limit
"""


class Lines:
    """The lines of two graphs: the one that is stored, and the one that its claims make."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, nodes: Iterable[Node], relations: Iterable[Relation], *, stored: bool = False) -> None:
        """Take in some parts of one of them."""
        texts = [*map(node_line, nodes), *map(relation_line, relations)]
        self._database.executemany("INSERT INTO line VALUES (?, ?)", [(stored, text) for text in texts])

    def add_fragment(self, fragment: Fragment) -> None:
        """Take in a part of what the claims make."""
        self.add(fragment.nodes, fragment.relations)

    def digest(self, *, stored: bool = False) -> str:
        """Hash one of them, as ``graph_digest`` does."""
        digest = hashlib.sha256()
        for (text,) in self._database.execute(_SORTED, (stored,)):
            digest.update(text.encode("utf-8") + b"\n")
        return digest.hexdigest()

    def only_in(self, *, stored: bool, limit: int) -> Iterator[str]:
        """Give up to ``limit`` lines that one of them has and the other has not."""
        rows = self._database.execute(_MISSING, {"there": stored, "here": not stored, "limit": limit})
        return (text for (text,) in rows)


@contextmanager
def new_lines() -> Iterator[Lines]:
    """Open an empty collection of lines; it is gone afterwards."""
    with scratch(_TABLES) as database:
        yield Lines(database)
