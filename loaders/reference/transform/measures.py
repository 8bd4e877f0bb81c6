"""Rows that give a quantity or a state: capacities, lengths, production, volumes, status."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.claim import Modality, Quantity
from loaders.reference.table import Row
from loaders.reference.transform.build import Statement, cells, lists, quantity

_FIGURE_ROLES = {"capacity": ("scope", "cargo"), "length": (), "production": ()}


def figures(row: Row) -> Iterator[Statement]:
    """A capacity, a length or a production; ``scope`` and ``cargo`` keep it from being read as nameplate crude."""
    kind = row["figure"]
    roles = cells(row, *_FIGURE_ROLES[kind])
    if kind != "capacity" and row["scope"]:
        roles["note"] = (row["scope"],)
    if kind == "production" and row["cargo"]:
        roles["commodity"] = (row["cargo"],)
    value = quantity(row["value"], row["unit"], row["value_to"], row["qualifier"], _also(row, "also_value"))
    yield Statement(kind, (row["entity"],), roles, value, row["when"] or None, _modality(row))


def volumes(row: Row) -> Iterator[Statement]:
    """What moved or was produced in a period."""
    kind = row["measure"]
    value = quantity(row["amount"], row["unit"], row["amount_to"], row["qualifier"], _also(row, "also_amount"))
    roles = lists(row, "commodity")
    if kind == "volume":
        roles |= lists(row, "origin", "destination", "shipper") | cells(row, "scope")
    elif row["scope"]:
        roles["note"] = (row["scope"],)
    yield Statement(kind, (row["about"],), roles, value, row["when"], _modality(row), row.many("said_by"))


def status(row: Row) -> Iterator[Statement]:
    """The state of a thing, and when."""
    roles = cells(row, "status") | ({"note": (row["note"],)} if row["note"] else {})
    yield Statement("status", (row["entity"],), roles, when=row["when"] or None)


def _also(row: Row, column: str) -> Quantity | None:
    return quantity(row[column], row["also_unit"], "", "")


def _modality(row: Row) -> Modality:
    return Modality(row["modality"] or "fact")
