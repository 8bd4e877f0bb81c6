"""What counts as known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from graph.store.view import is_known
from tests.graph.fuse.builders import claim

THEN = date(2022, 7, 9)


@pytest.mark.parametrize(
    ("known_from", "known"),
    [(None, True), ("2022-07-09", True), ("2022-07-10", False), ("2022-07", False), ("2022-06", True), ("2022", False)],
)
def test_a_statement_is_known_when_its_period_is_surely_over(known_from: str | None, known: bool) -> None:
    assert is_known(claim("suspension", "cpc", known_from=known_from), THEN) is known


@pytest.mark.parametrize("kind", ["leg", "identity", "part_of", "feeds", "course", "length"])
def test_a_late_page_about_an_old_pipeline_does_not_take_it_off_the_map(kind: str) -> None:
    assert is_known(claim(kind, "cpc", known_from="2026-02-26"), THEN)


@pytest.mark.parametrize("kind", ["status", "capacity", "ownership", "attack", "volume"])
def test_what_changes_in_the_world_is_known_from_its_source_on(kind: str) -> None:
    assert not is_known(claim(kind, "cpc", known_from="2026-02-26"), THEN)
