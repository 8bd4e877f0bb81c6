"""A family read page by page is what one statement reads, for pages of any size."""

from __future__ import annotations

import pytest

from graph.schema.declaration import schema
from graph.schema.statements import read_nodes, read_relations
from graph.store import Store
from graph.store.pages import nodes_in_pages, relations_in_pages
from tests.graph.store.moving import fill


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def test_pages_hold_every_node_in_the_same_order(filled: Store) -> None:
    for family in schema().nodes:
        wanted = filled.read(read_nodes(family))
        sizes = {1, 3, max(1, len(wanted)), 20_000}
        assert [list(nodes_in_pages(filled, family, rows)) for rows in sorted(sizes)] == [wanted] * len(sizes)
    assert len(list(nodes_in_pages(filled, "Claim", 2))) > 4


def test_pages_hold_every_relation_once(filled: Store) -> None:
    found = 0
    for name in schema().relations:
        wanted = sorted(map(str, filled.read(read_relations(name))))
        assert [sorted(map(str, relations_in_pages(filled, name, rows))) for rows in (1, 2, 20_000)] == [wanted] * 3
        found += len(wanted)
    assert found > 4
