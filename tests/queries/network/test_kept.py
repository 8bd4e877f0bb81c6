"""What is worked out from a reading once: the same things, never those of another reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.network.build import build_network
from queries.network.kept import names_of, network_on
from queries.network.reading import MOST_KEPT, once
from queries.routes.engine import answer_routes, prepare
from queries.routes.question import Question
from tests.queries.network.builders import DAY, claim, material, small


def test_a_network_is_built_once_for_a_day() -> None:
    read = material(small())
    assert network_on(read, "oil", DAY) is network_on(read, "oil", DAY)
    assert network_on(read, "oil", DAY) == build_network(read, "oil", DAY)
    assert network_on(read, "oil", date(2020, 1, 1)).as_of == date(2020, 1, 1)
    assert names_of(read) is names_of(read)


def test_another_reading_begins_with_nothing() -> None:
    read = material(small())
    answer_routes(read, Question("KZ", "med", DAY, avoid=("RU",)))
    assert read.kept
    assert not replace(read, events=()).kept
    assert read == material(small()), "what is kept is no part of a reading"
    closed = material([*small(), claim("suspension", "btc", when="2025-11-30/..", quote="It stopped.")])
    assert answer_routes(closed, Question("KZ", "med", DAY, avoid=("RU",))).routes == ()


def test_the_longest_unused_goes_first() -> None:
    read = material(small())
    for number in range(MOST_KEPT):
        once(read, number, object)
    first = once(read, 0, lambda: "made anew")
    once(read, "one more", object)
    assert once(read, 0, lambda: "made anew") is first
    assert once(read, 1, lambda: "made anew") == "made anew"
    assert len(read.kept) == MOST_KEPT


def test_names_outlast_what_a_question_assumes() -> None:
    read = material(small())
    cases = [prepare(read, Question("KZ", "med", day, trust="lowest")) for day in (DAY, date(2024, 1, 1))]
    assert cases[0].orders.names is cases[1].orders.names is names_of(read)
