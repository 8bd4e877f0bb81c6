"""Rows that tell of a dated happening."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.claim import Modality
from loaders.reference.table import Row
from loaders.reference.transform.build import Statement, cells, lists, quantity

_TEXTS = ("cause", "means", "outcome", "topic", "effect")
_IDS = ("by", "parties", "seller", "buyer", "loser", "vessel", "shipper", "origin", "destination", "from", "to",
        "via", "avoiding", "commodity")  # fmt: skip


def events(row: Row) -> Iterator[Statement]:
    """One happening of one type about one thing, or about several hit in one breath."""
    yield Statement(
        row["type"],
        row.many("about"),
        {**cells(row, *_TEXTS), **lists(row, *_IDS)},
        quantity(row["value"], row["unit"], row["value_to"], row["qualifier"]),
        row["when"] or None,
        Modality(row["modality"]),
        row.many("said_by"),
    )


def sanctions(row: Row) -> Iterator[Statement]:
    """A measure or a licence of an authority; ``when`` is the day of issue."""
    yield Statement(
        row["type"],
        row.many("about"),
        {**cells(row, "instrument", "until", "effect"), **lists(row, "by")},
        when=row["when"] or None,
        modality=Modality(row["modality"]),
    )
