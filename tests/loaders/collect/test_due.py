"""When pages and sources are asked for again, and what an odd count does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from loaders.collect.bounds import Count, accepted, judged
from loaders.collect.due import is_due
from loaders.collect.kept import Kept
from loaders.sources.check import checked
from loaders.sources.state import SourceState
from loaders.sources.state import is_due as source_is_due
from tests.loaders.collect.world import BEGIN

FEED = {"kind": "rss", "address": "https://news.example/feed", "outlet": "News", "trust": "medium"}
USUAL = SourceState(listed=(50,) * 10, fresh=(2,) * 9)


def test_a_page_is_asked_for_each_time_its_age_has_doubled() -> None:
    page = Kept("a", "news", "https://news.example/a", first_seen=BEGIN.isoformat())
    asked = []
    for hour in range(24 * 100):
        now = BEGIN + timedelta(hours=hour)
        if is_due(page, 3600, now):
            asked.append(hour)
            page.checked = now.isoformat()
    assert asked == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]


def test_a_missing_page_is_asked_for_after_a_day() -> None:
    moment = BEGIN.isoformat()
    page = Kept("a", "news", "https://news.example/a", first_seen=moment, checked=moment, missing=moment)
    assert not is_due(page, 3600, BEGIN + timedelta(hours=23))
    assert is_due(page, 3600, BEGIN + timedelta(hours=24))
    assert not is_due(replace(page, link="", missing=None), 3600, BEGIN + timedelta(days=9))


@pytest.mark.parametrize(("minutes", "due"), [(0, False), (50, False), (55, True), (70, True), (-5, True)])
def test_a_timer_that_is_early_by_seconds_still_counts(minutes: int, due: bool) -> None:
    state = SourceState(tried=BEGIN.isoformat())
    assert source_is_due(checked("news", FEED), state, BEGIN + timedelta(minutes=minutes)) is due
    assert source_is_due(checked("news", FEED), SourceState(), BEGIN)


@pytest.mark.parametrize(
    ("count", "more", "said"),
    [
        (Count(50, 2), {}, ""),
        (Count(11, 100), {}, ""),
        (Count(9, 0), {}, "it lists 9 items where 10 or more are usual"),
        (Count(0, 0), {}, "it lists no items where 10 or more are usual"),
        (Count(0, 0), {"least_items": 0}, ""),
        (Count(1, 0), {"least_items": 5}, "it lists 1 item where 5 or more are usual"),
        (Count(1000, 950), {}, "it lists 950 new items where at most 100 are usual"),
        (Count(1000, 950), {"most_new_items": 1000}, ""),
        (Count(60, 12), {"most_new_items": 10}, "it lists 12 new items where at most 10 are usual"),
    ],
)
def test_far_fewer_or_far_more_than_usual_is_left_out_for_a_day(count: Count, more: dict[str, int], said: str) -> None:
    source = checked("news", {**FEED, **more})
    verdict = judged(source, USUAL, count, BEGIN)
    assert (said in verdict.said, bool(verdict.said), verdict.asks) == (True, bool(said), False)
    if said:
        state, later = verdict.state, BEGIN + timedelta(hours=1)
        assert not judged(source, state, count, later).asks
        asking = judged(source, state, count, BEGIN + timedelta(days=1))
        assert asking.asks
        assert "trunkline refresh news --allow-loss" in asking.said
        assert judged(source, state, Count(50, 2), later).state.odd_since is None
        assert accepted(state, count).state.listed[-1] == count.listed


def test_nothing_is_usual_before_the_fourth_run_and_the_first_day_says_nothing_of_news() -> None:
    source, state = checked("news", FEED), SourceState()
    for count in (Count(400, 400), Count(400, 0), Count(400, 0), Count(400, 1)):
        verdict = judged(source, state, count, BEGIN)
        assert not verdict.said
        state = verdict.state
    assert (state.listed, state.fresh) == ((400,) * 4, (0, 0, 1))
    assert judged(source, state, Count(10, 0), BEGIN).said
