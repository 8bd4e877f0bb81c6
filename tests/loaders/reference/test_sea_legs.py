"""Legs by sea: lengths by searoute, every strait named, and no way out of the Caspian."""

from __future__ import annotations

import pytest

from tests.sea_distances import SOURCE, SeaLeg, by_sea, caspian, rows, sea_legs

LEGS = sea_legs()


def test_no_leg_leaves_the_caspian_by_sea() -> None:
    inside = caspian()
    assert {"aktau", "baku", "makhachkala"} <= inside
    assert [leg.id for leg in LEGS if len({leg.start, leg.end} & inside) == 1] == []
    out = SeaLeg("out", "aktau", "cpc_spm1", (), ((51.2, 43.7), (37.7, 44.6)))
    with pytest.raises(ValueError, match="leaves the Caspian by sea"):
        by_sea(out)


@pytest.mark.parametrize("leg", LEGS, ids=lambda leg: leg.id)
def test_the_table_holds_the_length_and_every_strait(leg: SeaLeg) -> None:
    length, passed = by_sea(leg)
    told = {
        float(row["value"])
        for row in rows("figures")
        if row["entity"] == f"leg:{leg.id}" and row["figure"] == "length" and row["source"] == SOURCE
    }
    assert told == {length}
    assert passed <= {*leg.straits, leg.start, leg.end}


def test_a_leg_that_starts_or_ends_in_a_strait_names_it() -> None:
    straits = {row["id"] for row in rows("sites") if row["label"] == "Strait"}
    for leg in LEGS:
        assert {leg.start, leg.end} & straits <= set(leg.straits), leg.id
