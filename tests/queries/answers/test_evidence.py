"""From every kind of id back to the sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from graph.errors import UnknownName
from graph.store import Store
from queries.answers.evidence import evidence_of
from queries.answers.evidence_text import evidence_text

Trunkline = Callable[..., "CompletedProcess[str]"]


def test_rival_capacities_of_an_entity_stand_side_by_side(reference_store: Store) -> None:
    found = evidence_of(reference_store, "aktau")
    assert (found.subject.kind, found.subject.title) == ("entity", "Aktau (Port)")
    (capacity,) = [one for one in found.conflicts if one.about.startswith("capacity")]
    assert [value for value, _ in capacity.values] == [5.2, 7.5, 12]
    capacities = [one for one in found.statements if one.type == "capacity"]
    assert [one.trust for one in capacities] == [3, 3, 3, 1]
    assert all(one.quote and one.source for one in found.statements)
    weakest = next(one for one in found.statements if one.id == found.weakest)
    assert weakest.trust_word == "unverified"
    oldest = next(one for one in found.statements if one.id == found.oldest)
    assert oldest.known_on == min(one.known_on for one in found.statements if one.known_on)


@pytest.mark.parametrize("key", ["e_ak", "leg:e_ak"])
def test_a_leg_leads_to_its_own_claims(reference_store: Store, key: str) -> None:
    found = evidence_of(reference_store, key)
    assert (found.subject.kind, found.subject.title) == ("leg", "Atyrau flows to Kenkiyak")
    assert {one.type for one in found.statements} == {"leg", "capacity", "length", "status"}
    assert {one.about for one in found.statements} == {("leg:e_ak",)}


def test_a_share_an_event_a_claim_and_a_document(reference_store: Store) -> None:
    share = evidence_of(reference_store, "kmg|cpc")
    assert (share.subject.kind, [one.value for one in share.statements]) == ("share", ["19 percent", "19 percent"])
    row = reference_store.read("MATCH (e:Event {type: 'ruling', when: '2022-07-05'}) RETURN e.id AS id")[0]
    event = evidence_of(reference_store, row["id"])
    assert event.subject.title == "ruling of cpc, 2022-07-05"
    assert {one.published for one in event.statements} == {"2022-07-06", "2022-07-08"}
    one = event.statements[0]
    assert evidence_of(reference_store, one.id).statements == (one,)
    document = evidence_of(reference_store, one.source)
    assert document.subject.kind == "document"
    assert one in document.statements


def test_text_marks_the_weakest_and_the_oldest(reference_store: Store) -> None:
    text = evidence_text(evidence_of(reference_store, "cpc"), limit=2)
    assert "Sources disagree" in text
    assert text.count(", weakest") + text.count(", weakest, oldest") >= 1
    assert ", oldest" in text
    assert "more: add --all" in text
    assert "more: add --all" not in evidence_text(evidence_of(reference_store, "cpc"))


def test_a_name_is_understood_and_an_unknown_one_met_with_suggestions(reference_store: Store) -> None:
    assert evidence_of(reference_store, "КТК").subject.id == "cpc"
    assert evidence_of(reference_store, "kz").subject.id == "KZ"
    with pytest.raises(UnknownName, match="Did you mean: aktau"):
        evidence_of(reference_store, "aktauu")


def test_command(trunkline: Trunkline) -> None:
    document = json.loads(trunkline("evidence", "e_btc", "--format", "json").stdout)
    assert document["subject"] == {"id": "e_btc", "kind": "leg", "title": "Sangachal flows to Ceyhan (BTC terminal)"}
    assert {claim["trust_word"] for claim in document["claims"]} <= {"unverified", "low", "medium", "high"}
    refused = trunkline("evidence", "e_bt")
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (2, 1)
    assert "Did you mean: e_btc" in refused.stderr
