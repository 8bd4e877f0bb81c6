"""How one of several conflicting values is picked, and which claims its range names."""

from __future__ import annotations

from graph.fuse.book import fuse
from graph.fuse.objects import Node, Relation
from graph.model.claim import Claim, Quantity, Trust
from tests.graph.fuse.builders import claim


def capacity(amount: float, unit: str = "Mt/y", trust: Trust = Trust.MEDIUM, **more: object) -> Claim:
    return claim("capacity", "aktau", value=Quantity(amount, unit), trust=trust, quote=f"{amount} {unit}", **more)


def node(*claims: Claim) -> Node:
    return next(one for one in fuse(claims)[0] if one.key == ("Entity", "aktau"))


def stake(owner: str, *claims: Claim) -> Relation:
    return next(one for one in fuse(claims)[1] if one.type == "OWNS" and one.start == owner)


def test_a_range_names_the_claims_it_spans_and_no_other() -> None:
    low, high = capacity(5.2), capacity(7.5)
    weak, past = capacity(12, trust=Trust.LOW), capacity(3, when="2001/2010")
    found = node(low, high, weak, past).properties
    assert (found["capacity_low"], found["capacity_high"], found["capacity_disputed"]) == (5.2, 7.5, True)
    assert found["capacity_claims"] == sorted([low.id, high.id])
    assert found["claims"] == sorted([low.id, high.id, weak.id, past.id])


def test_a_number_of_vessels_never_hides_a_yearly_capacity() -> None:
    berths, yearly = capacity(4, "vessel", Trust.HIGH), capacity(7.5)
    found = node(berths, yearly).properties
    assert (found["capacity"], found["capacity_unit"], found["capacity_claims"]) == (7.5, "Mt/y", [yearly.id])
    assert node(berths).properties["capacity_unit"] == "vessel"


def test_a_rival_naming_stays_one_when_a_better_source_does_not_say_so() -> None:
    roles = {"owner": ["RU"]}
    plain = claim("ownership", "cpc", roles=roles, value=Quantity(24, "percent"), trust=Trust.HIGH)
    rival = claim("ownership", "cpc", item="b", roles=roles | {"same_stake_as": ["transneft"]}, trust=Trust.MEDIUM)
    assert stake("RU", plain, rival).properties["same_stake_as"] == "transneft"


def test_each_property_of_an_identity_is_settled_alone() -> None:
    named = claim("identity", "aktau", roles={"name_en": ["Aktau"], "label": ["Port"]}, trust=Trust.UNVERIFIED)
    placed = claim("identity", "aktau", roles={"latitude": ["43.6"], "longitude": ["51.2"]}, trust=Trust.HIGH, item="b")
    found = node(named, placed)
    assert (found.properties["name_en"], found.properties["latitude"]) == ("Aktau", 43.6)
    assert found.labels == {"Port", "Site", "Asset"}


def test_the_status_that_began_last_is_the_present_one() -> None:
    def status(word: str, when: str | None, trust: Trust = Trust.MEDIUM) -> Claim:
        return claim("status", "aktau", roles={"status": [word]}, when=when, trust=trust, quote=f"{word} {when}")

    since, idle = status("operating", "1997/..", Trust.HIGH), status("idle", "2022-05/..")
    past, year = status("suspended", "2023-01/2023-06", Trust.HIGH), status("operating", "2024")
    assert node(since, idle, past, year).properties["status"] == "idle"
    assert node(past).properties["status"] == "suspended"
    assert node(status("idle", None), year).properties["status"] == "idle"
