"""The engine and Cypher, asked the same, give the same rows."""

from __future__ import annotations

import pytest

from graph.fuse.book import ClaimBook
from graph.store import Store
from graph.store.writer import write_change
from queries.network.reading import material_of, read_material
from queries.routes.engine import prepare
from queries.routes.question import Question
from tests.queries.network.builders import DAY, PAGE, claim, leg, material, named, small
from tests.queries.routes.rows import MOST_LEGS, routes_rows

STATEMENT = f"""
MATCH p = (a:Site)-[:FLOWS_TO*1..{MOST_LEGS}]->(b:Site)
WHERE a.id IN $origins AND b.id IN $goals
  AND NONE(l IN relationships(p) WHERE $avoid IN coalesce(l.countries, []))
  AND NONE(n IN nodes(p) WHERE coalesce(n.country, '') = $avoid)
  AND NONE(n IN nodes(p)[0..-1] WHERE n.id IN $goals)
  AND ALL(n IN nodes(p) WHERE size([m IN nodes(p) WHERE m.id = n.id]) = 1)
RETURN length(p) AS legs, [n IN nodes(p) | n.id] AS sites, [l IN relationships(p) | l.id] AS ids
"""
QUESTIONS = [
    ("KZ", "med", "RU"), ("KZ", "med", "AZ"), ("KZ", "TR", "GE"), ("baku", "med", "RU"), ("well", "baku", "TR"),
    ("KZ", "med", "TR"),
]  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """A graph with a loop and more parallel legs, without the three-letter codes of its countries."""
    claims = [one for one in small() if "Country" not in one.role("label")]
    claims += [named(code, "Country", code) for code in ("KZ", "RU", "AZ", "TR", "GE")]
    claims += [*leg("back", "baku", "aktau", "KZ AZ"), *leg("round", "baku", "novo", "AZ RU")]
    claims += [claim("suspension", "btc", when="2020-01-01"), *leg("direct", "baku", "bosporus", "AZ GE TR")]
    change = ClaimBook().replace((), claims, [PAGE])
    store.write(lambda transaction: write_change(transaction, change))
    return store


def test_the_same_rows_as_cypher(filled: Store) -> None:
    read = read_material(filled)
    found = 0
    for start, goal, avoid in QUESTIONS:
        case = prepare(read, Question(start, goal, DAY, avoid=(avoid,)))
        values = {"origins": sorted(case.start.sites), "goals": sorted(case.goal.sites), "avoid": avoid}
        answered = filled.read(STATEMENT, values)
        rows = [(row["legs"], tuple(row["sites"]), tuple(row["ids"])) for row in answered]
        assert sorted(rows) == routes_rows(case.usable, case.between), (start, goal, avoid)
        found += len(rows)
    assert found == 12


def test_what_is_read_now_is_what_fusing_gives(filled: Store) -> None:
    from graph.store.view import view_of

    now, whole = read_material(filled), material_of(view_of(filled))
    assert now.entities == whole.entities
    assert now.of("FLOWS_TO") == whole.of("FLOWS_TO")
    assert {one.id for one in now.events} == {one.id for one in whole.events if one.properties["type"] == "suspension"}
    assert material(small()).of("FEEDS") == now.of("FEEDS")
