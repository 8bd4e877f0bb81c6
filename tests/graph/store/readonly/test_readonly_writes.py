"""More than three hundred ways to write, none of which changes anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from graph.errors import ReadOnlyViolation, StoreError
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.driver import neo4j
from graph.store.plan import plan_of
from tests.conftest import KIND
from tests.graph.store.readonly.conftest import Attempt
from tests.graph.store.readonly.ground import data_of, link_of, surroundings_of, table

WRITES = table("writes")
# The account of a server is its owner's, so that a session opened for writing may write there.
WAYS = ("reader", "WRITE", "WRITE in a transaction") if KIND == "embedded" else ("reader",)
Accounts = Callable[[], dict[str, object]]


def test_the_table_is_as_long_as_promised() -> None:
    statements = [statement for group in WRITES.values() for statement in group["statements"]]
    assert len(set(statements)) == len(statements) >= 200


@pytest.mark.parametrize("attempt", WAYS, indirect=True)
@pytest.mark.parametrize("group", WRITES)
def test_no_attempt_changes_anything(ground: Store, accounts: Accounts, attempt: Attempt, group: str) -> None:
    before = data_of(ground)
    around = surroundings_of(ground, accounts())
    assert len(before[0]) == len(before[1]) == 4
    for statement in WRITES[group]["statements"]:
        attempt(statement)
        assert data_of(ground) == before, statement
    assert surroundings_of(ground, accounts()) == around


@pytest.mark.parametrize("group", ["clauses", "schema"])
def test_whoever_is_refused_reads_one_sentence_that_says_what_to_do(
    ground: Store, store_settings: Settings, group: str
) -> None:
    with open_store(store_settings) as reader:
        seen = 0
        for statement in WRITES[group]["statements"]:
            with pytest.raises(StoreError) as caught:
                reader.read(statement)
            if isinstance(caught.value, ReadOnlyViolation):
                seen += 1
                said = str(caught.value)
                assert "may only read" in said
                assert "trunkline refresh" in said
                assert said.endswith(".")
                assert "\n" not in said
            else:
                assert group == "schema", (statement, str(caught.value))
        assert seen >= len(WRITES[group]["statements"]) * 2 / 3
    assert data_of(ground)


def test_files_and_what_others_run_are_out_of_reach(ground: Store, store_settings: Settings) -> None:
    others = ["SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTION id", "TERMINATE TRANSACTIONS 'q1'"]
    with open_store(store_settings) as reader:
        for statement in [*WRITES["files"]["statements"], *others]:
            with pytest.raises(ReadOnlyViolation, match=r"may only read the graph, and (LOAD CSV|TERMINATE) .*: "):
                reader.read(statement)
            for way in (reader.stream, lambda text, store=reader: plan_of(store, f"PROFILE {text}")):
                with pytest.raises(ReadOnlyViolation):
                    way(statement)
    assert data_of(ground)


@pytest.mark.embedded
def test_a_profile_that_would_write_says_so(ground: Store, store_settings: Settings) -> None:
    with open_store(store_settings) as reader, pytest.raises(ReadOnlyViolation, match="trunkline refresh"):
        plan_of(reader, "PROFILE CREATE (n:Entity {id: 'profiled'})")
    assert ground.read("MATCH (n:Entity {id: 'profiled'}) RETURN n.id") == []


@pytest.mark.neo4j
@pytest.mark.parametrize("group", [name for name, group in WRITES.items() if group.get("changes_data")])
def test_the_attempts_would_write_if_they_could(ground: Store, store_settings: Settings, group: str) -> None:
    """A table of statements that nobody could run would prove nothing; the writer runs them and takes them back."""
    link = link_of(store_settings)
    assert link.writer is not None
    with (
        neo4j.GraphDatabase.driver(link.uri, auth=(link.writer.user, link.writer.password)) as driver,
        driver.session(database=link.database) as session,
    ):
        for statement in WRITES[group]["statements"]:
            # Other tests leave their constraints on a server; what one of them refuses would have written.
            with suppress(neo4j.exceptions.ConstraintError), session.begin_transaction() as transaction:
                assert transaction.run(statement).consume().counters.contains_updates, statement
                transaction.rollback()
    assert data_of(ground)
