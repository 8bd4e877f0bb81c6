"""Events that are looked up by their times are those that a comparison with every event would find."""

from __future__ import annotations

import random

import pytest

from graph.fuse import grouping
from graph.fuse.grouping import distinguishing_roles, same_event_groups
from graph.model.claim import Claim, Modality
from tests.graph.fuse.builders import claim

TYPES = ("attack", "suspension", "reroute", "sanction", "ruling")
TIMES = (
    None, "2022", "2022-07", "2022-08", "2022-07-05", "2022-07-06", "2022-01-01", "2023", "XXXX-07", "XXXX-07-05",
    "2022-07-05/..", "2022-07-05/2022-07-09", "2022-07/..", "2022-07/2022-08", "2022/2023", "../2022-07-09",
)  # fmt: skip
MODES = (Modality.FACT, Modality.FACT, Modality.DENIED, Modality.PLAN)


def told(chance: random.Random, type_name: str, item: int) -> Claim:
    roles = distinguishing_roles().get(type_name, ())
    filled = {role: chance.sample("abc", chance.randint(1, 2)) for role in roles if chance.random() < 0.4}
    original = f"d{chance.randint(0, 6)}" if chance.random() < 0.25 else None
    return claim(
        type_name, "cpc", item=f"i{item}", document=f"d{chance.randint(0, 6)}", when=chance.choice(TIMES), roles=filled,
        modality=chance.choice(MODES), quote=chance.choice(["a b c d", "a b c e", "f g"]), reprint_of=original,
    )  # fmt: skip


def every_event(groups: grouping._Groups, one: Claim, said: grouping.Fillers) -> list[int]:
    return [number for number, group in enumerate(groups.groups) if grouping._fits(one, said, group)]


def test_lookups_miss_no_event_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = []
    for seed in range(400):
        chance = random.Random(seed)
        type_name = chance.choice(TYPES)
        worlds.append([told(chance, type_name, item) for item in range(chance.randint(2, 14))])
    looked_up = [same_event_groups(world) for world in worlds]
    monkeypatch.setattr(grouping._Groups, "_fitting", every_event)
    assert [same_event_groups(world) for world in worlds] == looked_up
    assert {len(groups) for groups in looked_up} > set(range(1, 10)), "worlds of many shapes"
