"""The schema: what is generated from it runs on the store, and nothing else can get into a statement."""

from __future__ import annotations

import re
from operator import methodcaller
from pathlib import Path

import pytest

from graph.errors import TrunklineError
from graph.fuse.objects import Node, Relation
from graph.model.vocabulary import claim_types
from graph.schema import statements
from graph.schema.declaration import schema
from graph.store import Store
from graph.store.relabel import relabel

ID = frozenset({"id"})
README = Path(__file__).parents[3] / "README.md"


def test_definitions_run_twice(store: Store) -> None:
    for _ in range(2):
        for statement in statements.definition_statements():
            store.write(methodcaller("run", statement))
    names = {row["name"] for row in store.read("SHOW CONSTRAINTS")}
    assert {f"{name.lower()}_id" for name in schema().nodes} <= names


@pytest.mark.parametrize("family", sorted(schema().nodes))
def test_node_statements_of_every_family_run(store: Store, family: str) -> None:
    rows = {"rows": [{"id": "x", "properties": {"id": "x", "name_en": "Актау"}}]}
    new = {"rows": [{"id": "x"}]}
    store.write(lambda transaction: transaction.run(statements.create_nodes(family, frozenset(), ID), new))
    store.write(lambda transaction: transaction.run(statements.merge_nodes(family), rows))
    found = store.read(statements.read_nodes(family))
    assert found == [{"id": "x", "labels": [family], "properties": {"id": "x", "name_en": "Актау"}}]
    store.write(lambda transaction: transaction.run(statements.delete_nodes(family), {"ids": ["x"]}))
    assert store.read(statements.read_nodes(family)) == []


@pytest.mark.parametrize("name", sorted(schema().relations))
def test_relation_statements_of_every_type_run(store: Store, name: str) -> None:
    kind = schema().relations[name]
    for family, key in ((kind.start, "a"), (kind.end, "b")):
        rows = {"rows": [{"id": key}]}
        store.write(methodcaller("run", statements.create_nodes(family, frozenset(), ID), rows))
    two = [{"start": "a", "end": "b", "id": one, "properties": {"id": one}} for one in ("r1", "r2")]
    new = [statements.relation_row("a", "b", {"id": one}) for one in ("r1", "r2")]
    store.write(lambda transaction: transaction.run(statements.create_relations(name, ID), {"rows": new}))
    store.write(lambda transaction: transaction.run(statements.merge_relations(name), {"rows": two}))
    assert [row["properties"]["id"] for row in store.read(statements.read_relations(name))] == ["r1", "r2"]
    gone = {"rows": [{"start": "a", "id": "r1"}]}
    store.write(lambda transaction: transaction.run(statements.delete_relations(name), gone))
    assert [row["properties"]["id"] for row in store.read(statements.read_relations(name))] == ["r2"]


def test_a_node_changes_its_labels_and_keeps_its_relations(store: Store) -> None:
    port, field = frozenset({"Port", "Site"}), frozenset({"Field", "Asset"})
    rows = {"rows": [{"id": one} for one in ("a", "b")]}
    both = [("a", "b"), ("b", "a"), ("a", "a")]
    links = {"rows": [statements.relation_row(s, e, {"id": s + e}) for s, e in both]}
    store.write(lambda transaction: transaction.run(statements.create_nodes("Entity", port, ID), rows))
    store.write(lambda transaction: transaction.run(statements.create_relations("PART_OF", ID), links))
    store.write(lambda transaction: relabel(transaction, Node("Entity", "a", {"id": "a", "name_en": "A"}, field)))
    row = store.read(statements.read_nodes("Entity"))[0]
    assert (set(row["labels"]), row["properties"]["name_en"]) == ({"Entity", "Field", "Asset"}, "A")
    found = [Relation("PART_OF", "", r["start"], r["end"]) for r in store.read(statements.read_relations("PART_OF"))]
    assert sorted((one.start, one.end) for one in found) == sorted(both)


def test_a_label_that_the_schema_lacks_is_refused() -> None:
    with pytest.raises(TrunklineError, match='has no label "X:Y'):
        statements.create_nodes("Entity", frozenset({"X:Y {} DELETE"}), ID)


def test_a_property_that_the_schema_lacks_is_refused() -> None:
    with pytest.raises(TrunklineError, match="has no property"):
        statements.create_nodes("Entity", frozenset(), frozenset({"id: 1}) DETACH DELETE n //"}))
    assert "role_origin: row.role_origin" in statements.create_nodes("Claim", frozenset(), frozenset({"role_origin"}))


def test_a_property_that_a_row_lacks_is_not_stored(store: Store) -> None:
    rows = {"rows": [{"id": "x"}, {"id": "y", "iso3": "KAZ"}]}
    statement = statements.create_nodes("Entity", frozenset(), frozenset({"id", "iso3"}))
    store.write(lambda transaction: transaction.run(statement, rows))
    found = [row["properties"] for row in store.read(statements.read_nodes("Entity"))]
    assert found == [{"id": "x"}, {"id": "y", "iso3": "KAZ"}]


def test_names_of_the_schema_are_plain_words() -> None:
    names = [*schema().nodes, *schema().relations, *(x for n in schema().nodes.values() for x in n.labels)]
    assert all(re.fullmatch(r"[A-Za-z_]+", name) for name in names)


def test_the_readme_shows_the_schema_as_it_is() -> None:
    assert statements.schema_table() in README.read_text("utf-8")


def test_every_role_of_the_vocabulary_can_be_stored() -> None:
    roles = frozenset(f"role_{role}" for kind in claim_types().values() for role in kind.roles)
    assert len(roles) > 30
    assert "role_iso3: row.role_iso3" in statements.create_nodes("Claim", frozenset(), roles)
