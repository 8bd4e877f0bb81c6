"""Worlds in which random cases once found a fault."""

from __future__ import annotations

from graph.fuse.objects import Node, Relation
from queries.answers.route_json import document
from queries.network.reading import Material
from queries.routes import Question, answer_routes
from tests.prove.worlds import DAY


def node(key: str, *labels: str, **more: str) -> Node:
    return Node("Entity", key, {"id": key, "name_en": key, **more}, frozenset(labels))


def stake(owner: str, owned: str, share: float | None = None) -> Relation:
    told = {} if share is None else {"share": share, "share_low": share, "share_high": share}
    return Relation("OWNS", f"{owner}|{owned}", owner, owned, {"id": f"{owner}|{owned}", **told})


def world(*stakes: Relation) -> Material:
    """One pipeline from a to b in A; four companies of A own it as told; nobody is of B."""
    nodes = [node("A", "Country"), node("B", "Country"), node("oil", "Commodity")]
    nodes += [node(f"c{number}", "Company", country="A") for number in range(4)]
    nodes += [node("pipe", "Asset", "Pipeline", country="A"), *(node(key, "Site", country="A") for key in ("a", "b"))]
    properties: dict[str, str | list[str]] = {
        "id": "leg",
        "mode": "pipeline",
        "asset": "pipe",
        "commodity": ["oil"],
        "countries": [],
        "straits": [],
    }
    leg = Relation("FLOWS_TO", "leg", "a", "b", {**properties, "status_history": ["..=operating=2"], "trust": 1})
    relations = {"FLOWS_TO": (leg,), "OWNS": stakes, "FEEDS": (), "PART_OF": (), "OPERATES": (), "AFFECTS": ()}
    return Material({one.id: one for one in nodes}, (), relations, "digest")


def test_shareholders_are_told_in_one_order() -> None:
    two = (stake("c0", "pipe"), stake("c1", "pipe"))
    question = Question("a", "b", DAY, avoid=("(A) and (B)",))
    told, again = (document(answer_routes(world(*held), question)) for held in (two, two[::-1]))
    assert told == again
    assert "an unknown share of pipe belongs to c0 (A)" in str(told)


def test_a_circle_that_holds_more_than_all_of_itself_makes_nobody_an_owner() -> None:
    circle = (stake("c2", "c2", 100.0), stake("c2", "c3"), stake("c2", "pipe"), stake("c3", "c2", 10.0))
    found = answer_routes(world(*circle), Question("a", "b", DAY, avoid=("owner:B>=25",)))
    assert [leg.id for route in found.routes for leg in (hop.leg for hop in route.hops)] == ["leg"]
