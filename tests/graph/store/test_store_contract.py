"""What every store promises beyond the port: values, keys, parallel legs, the two clocks, the same digest."""

from __future__ import annotations

from datetime import date
from operator import methodcaller
from typing import Any

import pytest

from graph.digest import graph_digest
from graph.fuse.book import ClaimBook, fuse
from graph.model.claim import Claim, Quantity
from graph.schema.statements import definition_statements, merge_nodes, merge_relations, read_nodes, read_relations
from graph.store import Store
from graph.store.view import claims_of, is_known, view_of
from graph.store.writer import write_change
from queries.network.reading import read_material
from queries.routes.engine import answer_routes
from queries.routes.question import Question
from tests.queries.network.builders import DAY, PAGE, claim, leg, small

VALUES: dict[str, Any] = {
    "a date": "2022-07-05",
    "a month": "2022-07",
    "an open interval": "2022-07-05/..",
    "the largest integer": 2**63 - 1,
    "the smallest integer": -(2**63),
    "beyond what a float holds exactly": 2**53 + 1,
    "zero": 0,
    "a float": 0.1 + 0.2,
    "a whole float": 67.0,
    "a tiny float": 5e-324,
    "a huge float": 1.7976931348623157e308,
    "true": True,
    "false": False,
    "Cyrillic": "Каспийский трубопроводный консорциум (КТК)",
    "Kazakh": "Қашаған, Теңіз, Қарашығанақ",
    "an emoji": "🛢️→🚢 👩‍🔧",
    "an empty text": "",
    "spaces": "  \t\n ",
    "quotes": "\"'`\\'; MATCH (n) DETACH DELETE n //",
    "marks of direction and a combined letter": "\u202eоб\u0301ратно\u202c",
    "a long text": "нефть " * 20_000,
    "texts": ["КТК", "", "CPC", "🛢️"],
    "integers": [1, -(2**63), 2**63 - 1],
    "floats": [1.5, -0.0, 67.0],
    "booleans": [True, False],
    "an empty list": [],
}


def exactly(value: Any) -> Any:
    """Tell 1 from 1.0 and True, as the digest does."""
    return [exactly(one) for one in value] if isinstance(value, list) else (type(value).__name__, repr(value))


@pytest.mark.parametrize("title", VALUES)
def test_a_value_is_kept_exactly(store: Store, title: str) -> None:
    value = VALUES[title]
    store.write(
        lambda tx: tx.run("CREATE (:Entity {id: 'a', v: $v})-[:PART_OF {v: $v}]->(:Entity {id: 'b'})", {"v": value})
    )
    row = store.read(
        "MATCH (a {id: 'a'})-[r]->() RETURN a.v AS node, properties(r).v AS relation, $v AS sent", {"v": value}
    )[0]
    assert [exactly(row[name]) for name in ("node", "relation", "sent")] == [exactly(value)] * 3
    found = store.read("MATCH (n:Entity) WHERE n.v = $v RETURN n.id AS id", {"v": value})
    assert found == [{"id": "a"}]


def test_nothing_is_kept_of_a_null(store: Store) -> None:
    store.write(lambda tx: tx.run(merge_nodes("Entity"), {"rows": [{"id": "a", "properties": {"id": "a", "v": None}}]}))
    assert store.read(read_nodes("Entity")) == [{"id": "a", "labels": ["Entity"], "properties": {"id": "a"}}]
    assert store.read("RETURN null AS n, [1, null] AS l, {a: null} AS m") == [
        {"n": None, "l": [1, None], "m": {"a": None}}
    ]


def test_an_upsert_replaces_whole_and_never_adds(store: Store) -> None:
    for statement in definition_statements():
        store.write(methodcaller("run", statement))
    for properties in ({"id": "a", "name_en": "Aktau", "trust": 1}, {"id": "a", "name_ru": "Актау"}):
        rows = {"rows": [{"id": "a", "properties": properties}, {"id": "b", "properties": {"id": "b"}}]}
        legs = {"rows": [{"start": "a", "end": "b", "id": "leg", "properties": {**properties, "id": "leg"}}]}
        store.write(methodcaller("run", merge_nodes("Entity"), rows))
        store.write(methodcaller("run", merge_relations("FLOWS_TO"), legs))
    nodes, relations = store.read(read_nodes("Entity")), store.read(read_relations("FLOWS_TO"))
    assert [row["properties"] for row in nodes] == [{"id": "a", "name_ru": "Актау"}, {"id": "b"}]
    assert [row["properties"] for row in relations] == [{"id": "leg", "name_ru": "Актау"}]


@pytest.fixture
def claims() -> list[Claim]:
    """The small network, with two more legs beside one another and a stop that became known later."""
    return [
        *small(),
        *(
            one
            for number in range(3)
            for one in leg(f"ferry_{number}", "aktau", "baku", "KZ AZ", mode=["ship"], km=470)
        ),
        claim("suspension", "btc", when="2025-11-01", known_from="2025-11-20", value=Quantity(60, "day")),
    ]


@pytest.fixture
def filled(store: Store, claims: list[Claim]) -> Store:
    store.write(lambda tx: write_change(tx, ClaimBook().replace((), claims, [PAGE])))
    return store


def test_the_store_holds_exactly_what_fusing_makes(filled: Store, claims: list[Claim]) -> None:
    assert view_of(filled).digest() == graph_digest(*fuse(claims, [PAGE]))
    assert {one.id for one in claims_of(filled)} == {one.id for one in claims}


def test_parallel_legs_stay_apart(filled: Store) -> None:
    rows = filled.read(
        "MATCH (:Entity {id: 'aktau'})-[r:FLOWS_TO]->(:Entity {id: 'baku'}) RETURN r.id AS id ORDER BY id"
    )
    assert {"ferry_0", "ferry_1", "ferry_2"} <= {row["id"].removeprefix("leg:") for row in rows}
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("day", [date(2025, 11, 19), date(2025, 11, 20), DAY])
def test_the_past_is_what_its_claims_make(filled: Store, claims: list[Claim], day: date) -> None:
    known = [one for one in claims if is_known(one, day)]
    assert (len(known) == len(claims)) is (day >= date(2025, 11, 20))
    assert view_of(filled, known_at=day).digest() == graph_digest(*fuse(known, [PAGE]))


def test_routes_as_of_a_day_and_as_known_on_a_day(filled: Store) -> None:
    read = read_material(filled)
    before, after = (
        len(answer_routes(read, Question("KZ", "TR", day, avoid=("RU",), k=20)).routes)
        for day in (date(2025, 10, 1), DAY)
    )
    assert before > after


def test_cleaning_up_one_item_leaves_the_rest(store: Store, claims: list[Claim]) -> None:
    book = ClaimBook()
    store.write(lambda tx: write_change(tx, book.replace((), claims, [PAGE])))
    kept = [one for one in claims if one.type != "suspension"]
    gone = [one for one in claims if one.type == "suspension"]
    store.write(lambda tx: write_change(tx, book.replace(gone, ())))
    assert view_of(store).digest() == graph_digest(*fuse(kept, [PAGE]))
    store.write(lambda tx: write_change(tx, book.replace(kept, ())))
    assert store.read("MATCH (n) WHERE NOT n:Article RETURN count(n) AS n") == [{"n": 0}]


def test_rows_come_in_the_order_asked_for(filled: Store) -> None:
    names = [row["n"] for row in filled.read("MATCH (n:Entity) RETURN coalesce(n.name_en, n.id) AS n ORDER BY n")]
    assert names == sorted(names)
    mixed = filled.read("UNWIND ['б', 'a', 'Я', 'Z', 'ё', '', 'aa', '🛢'] AS n RETURN n ORDER BY n")
    assert [row["n"] for row in mixed] == sorted(["б", "a", "Я", "Z", "ё", "", "aa", "🛢"])
