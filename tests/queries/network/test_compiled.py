"""The arrays say what the network says."""

from __future__ import annotations

import numpy as np

from queries.network.build import build_network
from queries.network.compiled import SCALE, UNKNOWN, Compiled, compile_network
from tests.queries.network.builders import DAY, material, small


def arrays() -> Compiled:
    return compile_network(build_network(material(small()), "oil", DAY))


def left(avoid: str) -> set[str]:
    compiled = arrays()
    return {compiled.legs[number] for number in np.flatnonzero(compiled.usable([avoid]))}


def test_every_number_is_that_of_the_network() -> None:
    network = build_network(material(small()), "oil", DAY)
    compiled = compile_network(network)
    for number, leg in enumerate(network.legs):
        assert compiled.sites[compiled.start[number]] == leg.start
        assert compiled.sites[compiled.end[number]] == leg.end
        assert compiled.metres[number] == (UNKNOWN if leg.metres is None else leg.metres)
        assert compiled.low[number] == (UNKNOWN if leg.capacity is None else leg.capacity.low * SCALE)
    aktau = compiled.number["aktau"]
    assert (compiled.site_low[aktau], compiled.site_high[aktau]) == (5_200_000, 7_500_000)


def test_avoiding_takes_out_what_touches() -> None:
    everything = {"bos_cey", "btc_leg", "caspian", "caspian_2", "novo_bos", "to_aktau", "to_novo"}
    assert left("nothing") == everything
    assert left("RU") == everything - {"novo_bos", "to_novo"}
    assert left("bosporus") == everything - {"bos_cey", "novo_bos"}
    assert left("aktau") == everything - {"caspian", "caspian_2", "to_aktau"}
    assert left("cpc") == everything - {"to_novo"}


def test_legs_are_grouped_by_their_ends() -> None:
    compiled = arrays()
    for (order, first), keys in ((compiled.leaving, compiled.start), (compiled.entering, compiled.end)):
        assert sorted(order) == list(range(len(compiled.legs)))
        for site in range(len(compiled.sites)):
            assert set(order[first[site] : first[site + 1]]) == set(np.flatnonzero(keys == site))
