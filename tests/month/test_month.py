"""The short version of ``make month``: two busy days."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store
from tests.loaders.refresh.clocks import START
from tests.month import recorded, simulation
from tests.month.run import SEED
from tests.month.simulation import HOUR, Month

HOURS = 30


def test_two_busy_days(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "OUTAGE_DAYS", (0, 1))
    monkeypatch.setattr(recorded, "STOPPED", 0.4)
    monkeypatch.setattr(simulation, "ASLEEP", {15: 2})
    monkeypatch.setattr(simulation, "STORE_DOWN", {18})
    monkeypatch.setattr(simulation, "RECEIVER_DOWN", (range(5, 8), range(20, 22)))
    monkeypatch.setattr(simulation, "TAKEN_BACK_EVERY", 12)
    month = Month(store, tmp_path, recorded.recorded(HOURS, SEED))
    outcome = month.live()
    month.check()
    assert len(outcome.told_file) > 3
    assert 0 < len(outcome.hook_ids) < len(outcome.told_file), "what went back and forth meanwhile was not told"
    assert outcome.taken_back == 2
    hours = [int((moment - START) / HOUR) for moment in outcome.begun]
    assert hours == [one for one in range(HOURS) if one not in {16, 18}], "slept through one, made up for another"
    assert any("failed: No store answers" in line for line in outcome.lines)
