"""Rows that say who owns and who runs a thing."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.reference.table import Row
from loaders.reference.transform.build import Statement, cells, quantity


def operators(row: Row) -> Iterator[Statement]:
    """Who runs an asset."""
    yield Statement("operation", (row["entity"],), cells(row, "operator"), when=row["when"] or None)


def ownership(row: Row) -> Iterator[Statement]:
    """Who owns how much of a thing; without a share it is known only that it is owned."""
    share = quantity(row["share"], "percent", "", "")
    roles = cells(row, "owner", "same_stake_as")
    yield Statement("ownership", (row["owned"],), roles, share, row["when"] or None)
