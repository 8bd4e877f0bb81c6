"""Stakes that ended and rival namings of a stake, in the questions that walk through owners."""

from __future__ import annotations

import pytest

from graph.fuse.book import ClaimBook
from graph.model.claim import Quantity
from graph.store import Store
from graph.store.writer import write_change
from queries.catalogue.run import ask
from tests.queries.network.builders import PAGE, claim, named


@pytest.fixture
def filled(store: Store) -> Store:
    """A pipeline of which Lukoil sold its stake, and whose state owner is also named as the country."""
    claims = [
        named("btc", "Pipeline"),
        named("lukoil", "Company", country=["RU"]),
        named("socar", "Company", country=["AZ"]),
        named("az_state", "Company", country=["AZ"]),
        claim("ownership", "btc", owner=["lukoil"], value=Quantity(2.5, "percent"), when="../2025-06-30"),
        claim("ownership", "btc", owner=["socar"], value=Quantity(60, "percent")),
        claim("ownership", "btc", owner=["az_state"], same_stake_as=["socar"], value=Quantity(61, "percent")),
        claim("status", "btc", status=["operating"], when="2006/.."),
        claim("status", "btc", status=["idle"], when="XXXX-07"),
        claim("sanction", "lukoil", by=["US"], when="2025-01-10"),
    ]
    change = ClaimBook().replace((), claims, [PAGE])
    store.write(lambda transaction: write_change(transaction, change))
    return store


@pytest.mark.parametrize(("day", "touched"), [("2025-06-30", [2.5]), ("2025-07-01", [])])
def test_a_sanction_touches_no_stake_that_was_sold(filled: Store, day: str, touched: list[float]) -> None:
    rows = ask(filled, "sanctions", ["asset=btc", f"day={day}"]).dicts()
    assert [row["stake"] for row in rows] == touched


def test_a_rival_naming_is_shown_and_never_added(filled: Store) -> None:
    owners = ask(filled, "owners", ["asset=btc"]).dicts()
    assert [(row["owner"], row["same_stake_as"]) for row in owners] == [("az_state", "socar"), ("socar", None)]
    sums = ask(filled, "owners-by-country", ["asset=btc"]).dicts()
    assert [(row["country"], row["share"]) for row in sums] == [("AZ", 60)]


def test_a_state_in_a_year_nobody_stated_holds_on_no_day(filled: Store) -> None:
    rows = ask(filled, "status-on-day", ["asset=btc", "day=2025-07-15"]).dicts()
    assert [row["status"] for row in rows] == ["operating"]
