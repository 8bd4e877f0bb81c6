"""Same claims, same graph: in any order, any batching, after any detour."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.digest import graph_digest
from graph.fuse.book import ClaimBook, fuse
from graph.fuse.claims import claim_from_properties, claim_properties
from graph.model.claim import Claim, Modality, Quantity, Trust
from graph.model.document import Document, DocumentKind
from tests.graph.fuse.builders import claim

ASSETS = ["cpc", "cpc_spm2", "aktau", "btc"]
TIMES = [None, "2022-07-05", "2022-07", "2022", "XXXX-07", "2022-07-05/2022-07-11", "2022-07/..", "2025-11-29"]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    about = draw(st.sampled_from(ASSETS))
    item = draw(st.sampled_from(["one", "two", "three"]))
    kind = draw(st.sampled_from(["suspension", "attack", "capacity", "identity", "ownership", "status", "leg"]))
    common = {
        "item": item,
        "when": draw(st.sampled_from(TIMES)),
        "modality": draw(st.sampled_from(list(Modality))),
        "start": (start := draw(st.integers(0, 3))),
        "trust": Trust(start),  # one statement has one trust
    }
    if kind == "capacity":
        return claim(kind, about, value=Quantity(draw(st.sampled_from([5.2, 7.5, 12])), "Mt/y"), **common)
    roles = {
        "suspension": {"by": [draw(st.sampled_from(["RU", "cpc"]))], "origin": draw(st.sampled_from([[], ["KZ"]]))},
        "attack": {"by": draw(st.sampled_from([[], ["UA"]]))},
        "identity": {"label": [draw(st.sampled_from(["Port", "Pipeline", "Company"]))], "country": ["KZ"]},
        "ownership": {"owner": [draw(st.sampled_from(["kmg", "chevron"]))]},
        "status": {"status": [draw(st.sampled_from(["operating", "idle"]))]},
        "leg": {"from": ["aktau"], "to": ["baku"], "mode": ["tanker"]},
    }[kind]
    return claim(kind, f"leg:{about}" if kind == "leg" else about, roles=roles, **common)


def digest(found: list[Claim]) -> str:
    return graph_digest(*fuse(found, DOCUMENTS))


DOCUMENTS = [Document(name, DocumentKind.ARTICLE, title=name) for name in ("one", "two", "three")]


@settings(max_examples=150, deadline=None)
@given(st.lists(claims(), max_size=25), st.randoms(use_true_random=False))
def test_any_order_and_batching_give_the_same_digest(found: list[Claim], chance: random.Random) -> None:
    shuffled = chance.sample(found, len(found))
    book = ClaimBook((), DOCUMENTS)
    while shuffled:
        size = chance.randint(1, len(shuffled))
        batch, shuffled = shuffled[:size], shuffled[size:]
        book.replace((), batch, DOCUMENTS)
    parts = list(book.fragments())
    nodes = [node for part in parts for node in part.nodes]
    assert graph_digest(nodes, [one for part in parts for one in part.relations]) == digest(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims(), max_size=20), st.lists(claims(), max_size=10))
def test_the_changes_carried_out_one_by_one_reach_the_fused_graph(found: list[Claim], detour: list[Claim]) -> None:
    book = ClaimBook()
    nodes: dict[object, object] = {}
    relations: dict[object, object] = {}
    for old, new in (((), found), ((), detour), ([one for one in detour if one not in found], ())):
        change = book.replace(old, new, DOCUMENTS)
        for gone in change.deleted_relations:
            del relations[gone.key]
        for node in change.deleted_nodes:
            del nodes[node.key]
        nodes |= {one.after.key: one.after for one in change.written_nodes}
        relations |= {one.key: one for one in (*change.created_relations, *change.updated_relations)}
    wanted_nodes, wanted_relations = fuse(found, DOCUMENTS)
    assert nodes == {node.key: node for node in wanted_nodes}
    assert relations == {one.key: one for one in wanted_relations}


@given(claims())
def test_a_claim_survives_as_properties(one: Claim) -> None:
    assert claim_from_properties(claim_properties(one)) == one


@given(st.lists(claims(), max_size=20))
def test_every_end_of_a_relation_is_a_node(found: list[Claim]) -> None:
    from graph.schema.declaration import schema

    nodes, relations = fuse(found, DOCUMENTS)
    keys = {node.key for node in nodes}
    for one in relations:
        kind = schema().relations[one.type]
        assert (kind.start, one.start) in keys
        assert (kind.end, one.end) in keys


@given(st.lists(claims(), max_size=20))
def test_fused_objects_keep_to_the_schema(found: list[Claim]) -> None:
    from graph.schema.declaration import schema

    kinds = {"string": str, "float": float, "integer": int, "boolean": bool, "strings": list}
    nodes, relations = fuse(found, DOCUMENTS)
    for declared, properties in [
        *((schema().nodes[node.family].properties, node.properties) for node in nodes),
        *((schema().relations[one.type].properties, one.properties) for one in relations),
    ]:
        for name, value in properties.items():
            kind = declared.get(name) or declared.get(name.split("_")[0] + "_*")
            assert kind is not None, name
            assert isinstance(value, kinds[kind]), (name, value)
