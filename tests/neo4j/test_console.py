"""The console on a server: plans as the server tells them, streams, transactions."""

from __future__ import annotations

import io

import pytest

from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.plan import plan_of
from queries.console.session import Session
from queries.console.statements import split_statements

pytestmark = pytest.mark.neo4j


def said(settings: Settings, script: str, *, write: bool = False) -> str:
    out = io.StringIO()
    session = Session(lambda: open_store(settings, write=write), write=write, out=out)
    try:
        for piece in split_statements(script):
            session.run(piece)
    finally:
        session.close()
    return out.getvalue()


def test_explain_is_a_tree_with_estimates(store: Store) -> None:
    plan = plan_of(store, "EXPLAIN MATCH (n:Entity {id: 'x'}) RETURN n.id")
    (root,) = plan.roots
    assert root.operator == "ProduceResults"
    assert root.children
    assert root.estimated_rows is not None
    assert not plan.measured


def test_profile_tells_rows_and_hits(store_settings: Settings, store: Store) -> None:
    plan = plan_of(store, "PROFILE UNWIND range(1, 7) AS n RETURN n")
    assert (plan.measured, plan.roots[0].rows) == (True, 7)
    assert plan.roots[0].hits is not None
    drawn = said(store_settings, "PROFILE MATCH (a:Entity), (b:Event) RETURN a, b;")
    assert "7 rows" in said(store_settings, "PROFILE UNWIND range(1, 7) AS n RETURN n;")
    assert "└─ " in drawn
    assert "cartesian product" in drawn


def test_a_transaction_and_the_last_answer(store_settings: Settings, store: Store) -> None:
    script = ":begin\nCREATE (n:Scratch {id: 'a'}) RETURN n.id AS id;\n:rollback\nMATCH (n:Scratch) RETURN n;\n"
    assert "(0 rows)" in said(store_settings, script, write=True)
    doubled = "UNWIND [1, 2] AS n RETURN n;\nUNWIND $_ AS row RETURN sum(row.n * 2) AS doubled;"
    assert said(store_settings, doubled).splitlines()[-1] == "6"
