"""Rows become claims deterministically, whatever their order; sources give the second clock."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.claim import Claim
from graph.model.document import DocumentKind
from loaders.reference.read import read_tables
from loaders.reference.table import Table
from loaders.reference.transform import table_claims

from .conftest import WriteTable

_SHUFFLED = [table for table in read_tables() if table.key.endswith(("figures", "events", "legs"))]


def _saying(claims: list[Claim]) -> list[str]:
    """Name claims by all they say, without the line they stand on."""
    return sorted(replace(claim, start=0, end=0).id for claim in claims)


def test_the_same_file_gives_the_same_claims(tables: dict[str, Table], claims: list[Claim]) -> None:
    again = read_tables()
    assert {table.key: table.fingerprint for table in again} == {t.key: t.fingerprint for t in tables.values()}
    assert [c.id for table in again for c in table_claims(table).claims] == [c.id for c in claims]


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(_SHUFFLED), st.randoms(use_true_random=False))
def test_claims_do_not_depend_on_the_order_of_rows(table: Table, random: Random) -> None:
    rows = list(table.rows)
    random.shuffle(rows)
    lines = [row.line for row in table.rows]
    moved = replace(table, rows=tuple(replace(row, line=line) for row, line in zip(rows, lines, strict=True)))
    before, after = table_claims(table), table_claims(moved)
    assert _saying(before.claims) == _saying(after.claims)
    assert before.documents == after.documents


def test_a_published_page_dates_what_was_known(written: WriteTable) -> None:
    made = table_claims(written("status", {"entity": "btc", "status": "operating", "when": "2006/.."}))
    (claim,) = made.claims
    assert (claim.known_from, claim.known_basis) == ("2024-05-06", "published")
    assert made.documents[0].kind is DocumentKind.PAGE
    assert made.documents[0].outlet == "example.org"


def test_a_total_is_known_when_its_period_is_over(written: WriteTable) -> None:
    row = {"measure": "volume", "about": "cpc", "when": "2024-01/2024-10", "amount": "46.3", "unit": "Mt",
           "commodity": "oil", "modality": "fact", "published": ""}  # fmt: skip
    fact, plan = table_claims(written("volumes", row, {**row, "modality": "plan"})).claims
    assert (fact.known_from, fact.known_basis) == ("2024-10-31", "not before")
    assert (plan.known_from, plan.known_basis) == (None, "undated")


def test_a_row_reads_as_a_sentence(written: WriteTable) -> None:
    row = {"entity": "leg:e_ak", "figure": "capacity", "value": "6", "unit": "Mt/y", "note": "reverse direction"}
    (claim,) = table_claims(written("figures", row)).claims
    assert claim.quote == "figures.csv: leg:e_ak: capacity 6 Mt/y — reverse direction"
    assert (claim.start, claim.end, claim.about) == (2, 2, ("leg:e_ak",))


def test_an_event_quotes_its_summaries(claims: list[Claim]) -> None:
    ruling = next(c for c in claims if c.type == "ruling" and c.when == "2022-07-05")
    assert "Primorsky court of Novorossiysk orders CPC-R to stop for 30 days" in ruling.quote
    assert "Суд остановил КТК-Р на 30 суток" in ruling.quote
    assert ruling.known_from == "2022-07-06"
