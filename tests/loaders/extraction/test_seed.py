"""The seed page: its eleven facts, nothing from its list of other stories, no invented year."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model.claim import Claim
from loaders.extraction.extractor import extract
from tests.loaders.extraction.reading import Text, find

SEED = Path(__file__).parents[2] / "gold" / "seed.ru.txt"


@pytest.fixture(scope="module")
def found() -> list[Claim]:
    if not SEED.exists():
        pytest.skip("the seed page is not in this checkout")
    title, text = SEED.read_text("utf-8").split("\n", 1)
    return extract(Text(text.split("Последние новости")[0], "ru", None, title))


def test_the_facts_of_the_seed_page(found: list[Claim]) -> None:
    stop = find(found, "suspension", "cpc_terminal")
    assert stop.when == "XXXX-07"
    assert stop.role("by") == ("RU",)
    court = find(found, "suspension", "cpc")
    assert court.value is not None
    assert (court.when, court.value.amount, court.value.unit) == ("XXXX-07", 30, "day")
    assert find(found, "instruction", "kmg").first("by") == "new:Касым-Жомарт Токаев"
    route = find(found, "route", "kmg")
    assert (route.when, route.role("via"), set(route.role("through"))) == ("XXXX-09/..", ("btc",), {"GE", "AZ"})
    assert find(found, "route_search", "KZ").role("avoiding") == ("RU",)
    producers = find(found, "participation", "tengiz_field")
    assert producers.said_by == ("new:Дэниел Розенблюм",)
    assert producers.role("company") == ("US",)
    plan = find(found, "route", "KZ")
    assert (plan.modality.value, plan.role("avoiding")) == ("plan", ("RU",))
    assert find(found, "sanction", "RU").said_by == ("new:Дэниел Розенблюм",)
    assert find(found, "ownership", "kmg").role("owner") == ("kz_state",)
    assert find(found, "rank", "tengiz_field").role("in") == ("KZ",)
    assert len(found) == 10


def test_no_year_is_invented(found: list[Claim]) -> None:
    assert not [c.when for c in found if re.search(r"\d{4}", c.when or "")]
