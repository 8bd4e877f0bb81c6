"""Chains of ownership: circles end, and the shares are those of the linear system."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queries.network.reading import Material
from queries.routes.avoid.control import Control
from queries.routes.avoid.ownership import Ownership, Stake
from tests.prove.cases import cases
from tests.prove.oracle import Unclear, share
from tests.prove.worlds import ASSETS, COMPANIES, DAY, worlds

THINGS = (*ASSETS, *COMPANIES)
any_stakes = st.lists(
    st.tuples(
        st.sampled_from("abcde"), st.sampled_from("abcdef"),
        st.sampled_from((None, 0.0, 5.0, 33.3, 50.0, 99.0, 100.0, 160.0)),
    ),
    max_size=12, unique_by=lambda row: row[:2],
)  # fmt: skip


@cases(10)
@given(worlds(), st.sets(st.sampled_from(COMPANIES), min_size=1), st.sampled_from(THINGS))
def test_shares_through_chains_solve_the_linear_system(world: Material, owners: set[str], thing: str) -> None:
    assume(thing not in owners)
    found = Control(world, DAY).ownership.share(frozenset(owners), thing)
    try:
        expected = [share(thing, owners, world, high=high) for high in (False, True)]
    except Unclear:
        assume(False)
    assert found == pytest.approx(expected, abs=1e-9)


@cases(8)
@given(any_stakes, st.sets(st.sampled_from("abcde"), min_size=1), st.sampled_from("abcdef"))
def test_any_circle_of_stakes_ends_between_nothing_and_all(
    rows: list[tuple[str, str, float | None]], owners: set[str], thing: str
) -> None:
    stakes = [Stake(owner, owned, part, part) for owner, owned, part in rows]
    low, high = Ownership(stakes).share(frozenset(owners), thing)
    assert 0 <= low <= high <= 100 + 1e-9
    more = Ownership(stakes).share(frozenset(owners | {"a"}), thing)
    assert more[0] >= low - 1e-9
    assert Ownership(stakes[::-1]).share(frozenset(owners), thing) == (low, high)
