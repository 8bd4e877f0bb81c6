"""Which claims tell of one event, and that none of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.fuse.book import fuse
from graph.fuse.objects import Node
from graph.model.claim import Claim, Quantity, Trust
from tests.graph.fuse.builders import claim


def events(*claims: Claim) -> list[Node]:
    nodes, relations = fuse(claims)
    found = [node for node in nodes if node.family == "Event"]
    assert len({node.id for node in found}) == len(found), "two events bear one id"
    told = {one.start for one in relations if one.type == "SUPPORTS"}
    assert told == {one.id for one in claims}, "a claim tells of no event"
    held: list[str] = []
    for node in found:
        listed = node.properties["claims"]
        assert isinstance(listed, list)
        held += listed
    assert sorted(held) == sorted(told)
    return found


def attack(when: str | None, item: str, **more: object) -> Claim:
    return claim("attack", "cpc_terminal", when=when, item=item, **more)


def test_a_vaguer_claim_joins_the_one_event_that_fits() -> None:
    (found,) = events(attack("2025-11-29", "one"), attack("2025-11", "two"), attack("2025", "three"))
    assert found.properties["when"] == "2025-11-29"
    assert found.properties["documents"] == 3


def test_a_day_takes_the_end_that_a_source_no_weaker_tells() -> None:
    day = attack("2025-03-31", "news", extractor="rules", trust=Trust.MEDIUM)
    row, read = attack("2025-03-31/2025-04-30", "table"), replace(day, document="b", item="b", when="2025-03-31/..")
    assert [one.properties["when"] for one in events(day, row)] == ["2025-03-31/2025-04-30"]
    assert [one.properties["when"] for one in events(day, row, read)] == ["2025-03-31/2025-04-30"]
    assert [one.properties["when"] for one in events(attack("2025-03-31", "table"), read)] == ["2025-03-31"]
    assert [one.properties["when"] for one in events(day, attack("2025-03", "table"))] == ["2025-03-31"]


def test_several_vague_claims_that_fit_two_events_are_one_more_event() -> None:
    days = attack("2025-11-25", "one"), attack("2025-11-29", "two")
    vague = attack("2025-11", "three"), attack("2025-11", "four"), attack("2025-11", "five")
    found = events(*days, *vague)
    assert sorted((str(node.properties["when"]), node.properties["documents"]) for node in found) == [
        ("2025-11", 3),
        ("2025-11-25", 1),
        ("2025-11-29", 1),
    ]


@pytest.mark.parametrize("when", ["XXXX-07", "XXXX-07-05", None])
def test_a_time_nobody_can_place_makes_no_two_articles_agree(when: str | None) -> None:
    assert len(events(attack(when, "one"), attack(when, "two"), attack(when, "two", start=5))) == 2


def test_an_unknown_year_is_not_the_known_one() -> None:
    assert len(events(attack("XXXX-07", "one"), attack("2022-07", "one"))) == 2


def test_sanctions_without_a_date_are_the_same_in_every_article() -> None:
    said = [claim("sanction", "RU", item=item, roles={"by": ["US"]}) for item in ("one", "two", "three")]
    (found,) = events(*said)
    assert found.properties["documents"] == 3
    assert len(events(*said, claim("sanction", "RU", item="four", roles={"by": ["eu"]}))) == 2


def test_the_order_in_which_two_things_are_named_makes_no_other_event() -> None:
    first = claim("suspension", "cpc_spm1", "cpc_spm2", when="2022-08-22", item="one")
    second = claim("suspension", "cpc_spm2", "cpc_spm1", when="2022-08-22", item="two")
    (found,) = events(first, second)
    assert found.properties["about"] == ["cpc_spm1", "cpc_spm2"]


def test_a_part_of_a_reroute_is_not_the_whole() -> None:
    whole = claim("reroute", "KZ", when="2025-12", roles={"to": ["uas", "btc"]}, value=Quantity(300, "kt"))
    part = claim("reroute", "KZ", when="2025-12", roles={"to": ["uas"]}, value=Quantity(232, "kt"), start=1)
    amounts = [(node.properties["amount_low"], node.properties["amount_high"]) for node in events(whole, part)]
    assert sorted(amounts) == [(0.232, 0.232), (0.3, 0.3)]


def test_a_doubtful_reading_is_kept_and_shapes_nothing() -> None:
    doubtful = claim("attack", "cpc", when="2025-10", extractor="frames", trust=Trust.LOW)
    nodes, relations = fuse([doubtful])
    assert {node.family for node in nodes} == {"Claim", "Entity"}
    assert {one.type for one in relations} == {"ABOUT", "STATED_IN"}


def test_a_reprint_is_another_witness_and_never_another_event() -> None:
    told = attack("2025-11-29", "a", quote="Drones hit it yesterday.", extractor="rules")
    again = replace(told, document="b", item="b", when="2025-11-30", reprint_of="a")
    alone = events(told)
    both = events(told, again)
    assert [(one.id, one.properties["when"], one.properties["confirmed"]) for one in both] == [
        (alone[0].id, "2025-11-29", False)
    ]
    assert both[0].properties["documents"] == 2
    (dateless,) = events(told, replace(again, when=None))
    assert (dateless.properties["when"], dateless.properties["documents"]) == (told.when, 2)
    assert events(told, replace(again, reprint_of=None, when=told.when))[0].properties["confirmed"] is True
    assert len(events(told, replace(again, when="2024-03-10"))) == 2
    another = replace(again, quote="A second wave came a day later, the port said.")
    assert len(events(told, another)) == 2
    undated, repeated = replace(told, when=None), replace(again, when=None)
    assert len(events(undated, repeated)) == 1
    assert len(events(undated, replace(repeated, reprint_of=None))) == 2
