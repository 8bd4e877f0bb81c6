"""Reads a whole family of nodes page by page.

A store stops a statement after a time limit, which is meant for a question that never ends. Whatever reads all there is
asks in pages instead, so that no graph is too large for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema.declaration import schema
from graph.schema.statements import read_nodes_page, read_relations_between
from graph.store.port import Row, Store

PAGE_ROWS = 20_000
"""Reading 100,000 claims takes seconds on a quiet machine; a page has a fifth of that to read."""


def nodes_in_pages(store: Store, family: str, rows: int = PAGE_ROWS) -> Iterator[Row]:
    """Give the rows of ``read_nodes`` in the order of the key; somebody who writes meanwhile may be seen by half."""
    statement, after = read_nodes_page(family), ""
    while True:
        page = store.read(statement, {"after": after, "rows": rows})
        yield from page
        if len(page) < rows:
            return
        after = page[-1]["id"]


def relations_in_pages(store: Store, name: str, rows: int = PAGE_ROWS) -> Iterator[Row]:
    """Give the rows of ``read_relations`` in no promised order, those of so many starting nodes at a time."""
    family = schema().relations[name].start
    statement, after = read_relations_between(name), ""
    while True:
        until = [row["id"] for row in store.read(read_nodes_page(family), {"after": after, "rows": rows})]
        if until:
            yield from store.read(statement, {"after": after, "until": until[-1]})
        if len(until) < rows:
            return
        after = until[-1]
