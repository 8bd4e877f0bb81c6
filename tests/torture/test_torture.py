"""The short version of ``make torture``: five kills on the store under test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import KIND
from tests.torture import network
from tests.torture.kills import TARGETS, Torture
from tests.torture.run import SEED
from tests.torture.victims import VICTIMS

KILLS = 5


def short(name: str, folder: Path) -> None:
    victim = VICTIMS[name](folder / "store")
    try:
        outcome = Torture(victim, folder / "source", SEED).run(KILLS)
        assert outcome.kills.total() == KILLS
        assert set(outcome.kills) <= set(TARGETS)
        assert outcome.acknowledged > 0
    finally:
        victim.end()


@pytest.mark.embedded
@pytest.mark.timeout(600)
def test_five_kills_on_the_embedded_store(tmp_path: Path) -> None:
    short("embedded", tmp_path)


@pytest.mark.embedded
@pytest.mark.timeout(600)
def test_two_kills_of_a_refresh_that_fetches(tmp_path: Path) -> None:
    assert network.torture(tmp_path, 2, SEED).kills.total() == 2


@pytest.mark.neo4j
@pytest.mark.timeout(1200)  # a server takes long to come back where both lines are tried at once
def test_five_kills_on_a_real_server(tmp_path: Path) -> None:
    assert KIND != "embedded"
    short("neo4j", tmp_path)
