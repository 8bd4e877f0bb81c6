"""Readers see whole transactions, never half of one.

Both servers commit a transaction record by record, and a statement that reads for a while sees some records as they
were before and some as they are after (measured with ten readers: 3 reads of 10,000 on Neo4j 5.26, 1 of 2,000 on the
embedded engine). So whoever changes the graph as a whole (``graph.store.lease``) says when it commits::

    writer   … statements …  (:Commit {count: 8, busy: true})  commit  busy: false
    reader   count 7 … statement … count 8: read again

The node of class ``Commit`` stands apart from all others: the embedded engine lets no two transactions change records
of one page. It is gone when the writer has left.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from graph.errors import StoreError

T = TypeVar("T")
Edition = tuple[Any, ...]

EDITION = (
    "OPTIONAL MATCH (c:Commit) OPTIONAL MATCH (g:Meta {id: 'graph'}) "
    "RETURN c.count AS count, c.busy AS busy, timestamp() - c.at AS age, g.run AS run"
)
ANNOUNCE = "MERGE (c:Commit {id: 'commit'}) SET c.count = coalesce(c.count, 0) + 1, c.busy = true, c.at = timestamp()"
DONE = "MATCH (c:Commit {id: 'commit'}) SET c.busy = false"
LEAVE = "MATCH (c:Commit) DELETE c"

LONGEST_COMMIT_MILLISECONDS = 10_000
"""A commit that was announced longer ago is none: its writer died, and the server has finished or undone it."""
PATIENCE_SECONDS = 20.0
LEAST_ATTEMPTS = 5
_PAUSE_SECONDS = 0.02


def whole(read: Callable[[], T], edition: Callable[[], Edition]) -> T:
    """Return what ``read`` gives while nobody commits; reads again where somebody did.

    Raises ``StoreError`` after ``PATIENCE_SECONDS`` and ``LEAST_ATTEMPTS`` attempts that all met a commit.
    """
    deadline, attempts = time.monotonic() + PATIENCE_SECONDS, 0
    before = edition()
    while True:
        if not _busy(before):
            answer = read()
            after = edition()
            if not _busy(after) and _same(before, after):
                return answer
            before = after
            attempts += 1
        if time.monotonic() > deadline and attempts >= LEAST_ATTEMPTS:
            raise StoreError(
                f"The graph changed during each of {attempts} attempts to read it: wait until the refresh has ended, "
                "or narrow the statement."
            )
        if _busy(before):
            time.sleep(random.uniform(0, _PAUSE_SECONDS))
            before = edition()


def _busy(edition: Edition) -> bool:
    _, busy, age, _ = edition
    return bool(busy) and age < LONGEST_COMMIT_MILLISECONDS


def _same(before: Edition, after: Edition) -> bool:
    return (before[0], before[3]) == (after[0], after[3])
